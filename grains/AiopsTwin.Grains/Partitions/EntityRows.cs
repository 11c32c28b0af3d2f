using System.Collections.Immutable;
using AiopsTwin.Contracts.Entities;
using AiopsTwin.Contracts.Partitions;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Detection.Pooling;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Grains.Partitions;

/// <summary>The entities of a partition with everything the partition knows of them, in order of id.</summary>
internal sealed class EntityRows
{
    private readonly SortedDictionary<EntityId, EntityRow> _rows = [];
    private readonly PartitionOutbox _outbox;
    private readonly List<SiblingSignal> _signals = [];
    private readonly List<LeanSignal> _leans = [];
    private readonly SortedDictionary<EntityId, string> _signalled = [];
    private readonly HashSet<EntityId> _touched = [];
    private readonly HashSet<EntityId> _visited = [];

    /// <summary>Takes up stored rows.</summary>
    public EntityRows(IEnumerable<EntityRow> rows, PartitionOutbox outbox)
    {
        _outbox = outbox;
        foreach (var row in rows)
        {
            _rows.Add(row.Entity, row);
            row.HasRequests = row.Requests is not null;
        }
    }

    /// <summary>All rows, sorted by id.</summary>
    public IEnumerable<EntityRow> All => _rows.Values;

    /// <summary>Alerts firing.</summary>
    public int FiringAlerts => _rows.Values.Sum(row => row.Firing.Count);

    /// <summary>Entities whose state changed since it was last captured, sorted.</summary>
    public ImmutableArray<EntityId> Touched => [.. _touched.Order()];

    /// <summary>Entities to which requests came since they were last captured, sorted.</summary>
    public ImmutableArray<EntityId> Visited => [.. _visited.Order()];

    /// <summary>Entities that signalled siblings since the last comparison, with their groups, sorted.</summary>
    public ImmutableArray<KeyValuePair<EntityId, string>> Signalled => [.. _signalled];

    /// <summary>The row of an entity; null when the partition does not have it.</summary>
    public EntityRow? Find(EntityId entity) => entity.IsNone ? null : _rows.GetValueOrDefault(entity);

    /// <summary>Entities that must be asked at an instant: overdue ones, and those whose alerts may end.</summary>
    public ImmutableArray<EntityRow> Due(DateTimeOffset now) =>
        [.. _rows.Values.Where(row => row.SilentAfter <= now || row.Firing.Count > 0)];

    /// <summary>Entities whose turn it is to be asked for their capacity, the longest due first.</summary>
    public ImmutableArray<EntityRow> CapacityDue(DateTimeOffset now, int most)
    {
        List<EntityRow>? due = null;
        foreach (var row in _rows.Values)
        {
            if (row.CapacityDue <= now && row.Vitals?.LastSeenAt is not null)
            {
                (due ??= []).Add(row);
            }
        }

        return due is null ? [] : [.. due.OrderBy(row => row.CapacityDue).ThenBy(row => row.Entity).Take(most)];
    }

    /// <summary>Takes in what an entity's monitor concluded. True when its count of firing alerts differs from what the
    /// partition followed: the entity was restored from an older state, or the partition was.</summary>
    public bool Take(EntityRow row, MonitorEffects effects)
    {
        _touched.Add(row.Entity);
        row.SilentAfter = effects.SilentAfter;
        SetVitals(row, effects.Vitals);
        foreach (var alert in effects.Changed)
        {
            Follow(row, alert);
        }

        foreach (var signal in effects.Signals)
        {
            _signals.Add(signal);
            _signalled[row.Entity] = signal.Group;
        }

        if (effects.Lean is { } lean)
        {
            _leans.Add(lean);
        }

        return row.Firing.Count != effects.Vitals.FiringAlerts;
    }

    /// <summary>Brings the followed alerts of an entity in line with what the entity itself says: an alert it does not
    /// know any more has expired, for nobody will ever end it.</summary>
    public void Reconcile(EntityRow row, ImmutableArray<Alert> firing, DateTimeOffset now)
    {
        var known = firing.Select(alert => alert.Fingerprint).ToHashSet(StringComparer.Ordinal);
        foreach (var orphan in row.Firing.Where(alert => !known.Contains(alert.Fingerprint)).ToArray())
        {
            Follow(row, Expired(orphan, now));
        }

        foreach (var alert in firing.Where(alert => !row.Firing.Contains(alert)))
        {
            Follow(row, alert);
        }
    }

    /// <summary>Takes the entities of a new version. Returns those that exist already and are defined otherwise
    /// now.</summary>
    public ImmutableArray<EntityRow> Load(ImmutableArray<EntityDefinition> definitions, DateTimeOffset? now)
    {
        var changed = ImmutableArray.CreateBuilder<EntityRow>();
        var kept = definitions.Select(definition => definition.Entity.Id).ToHashSet();
        foreach (var gone in _rows.Values.Where(row => !kept.Contains(row.Entity)).ToArray())
        {
            foreach (var alert in gone.Firing.ToArray())
            {
                Follow(gone, Expired(alert, now ?? alert.RaisedAt));
            }

            _rows.Remove(gone.Entity);
            _touched.Remove(gone.Entity);
            _visited.Remove(gone.Entity);
            _signalled.Remove(gone.Entity);
        }

        foreach (var definition in definitions)
        {
            if (!_rows.TryGetValue(definition.Entity.Id, out var row))
            {
                _rows.Add(definition.Entity.Id, new EntityRow { Definition = definition });
            }
            else if (!DefinitionComparer.AreSame(row.Definition, definition))
            {
                row.Definition = definition;
                changed.Add(row);
            }
        }

        return changed.ToImmutable();
    }

    /// <summary>Keeps the captured state of an entity.</summary>
    public void Keep(EntityRow row, byte[] monitor)
    {
        row.Monitor = monitor;
        _touched.Remove(row.Entity);
    }

    /// <summary>Requests came to an entity.</summary>
    public void Visit(EntityRow row)
    {
        row.HasRequests = true;
        _visited.Add(row.Entity);
    }

    /// <summary>Keeps what was captured of an entity's requests.</summary>
    public void KeepRequests(EntityRow row, byte[] requests)
    {
        row.Requests = requests;
        row.HasRequests = true;
        _visited.Remove(row.Entity);
    }

    /// <summary>Signals since the last call; given once.</summary>
    public ImmutableArray<SiblingSignal> TakeSignals()
    {
        ImmutableArray<SiblingSignal> signals = [.. _signals];
        _signals.Clear();
        return signals;
    }

    /// <summary>What leaned since the last call; given once.</summary>
    public ImmutableArray<LeanSignal> TakeLeans()
    {
        ImmutableArray<LeanSignal> leans = [.. _leans];
        _leans.Clear();
        return leans;
    }

    /// <summary>The entities that signalled were compared.</summary>
    public void ForgetSignalled() => _signalled.Clear();

    /// <summary>Everything the twin does not know yet.</summary>
    public PartitionStep Step(ImmutableArray<SiblingSignal> signals, long topologyVersion) => new(
        _outbox.Mark,
        _outbox.Alerts,
        [.. _rows.Values.Where(row => row.Stamp > _outbox.Acknowledged).Select(row => row.Vitals!)],
        signals,
        FiringAlerts,
        topologyVersion)
    {
        HasRequests = _rows.Values.Any(row => row.HasRequests),
    };

    private void SetVitals(EntityRow row, EntityVitals vitals)
    {
        if (vitals != row.Vitals)
        {
            row.Vitals = vitals;
            row.Stamp = _outbox.Stamp();
        }
    }

    private void Follow(EntityRow row, Alert alert)
    {
        row.Firing.RemoveAll(known => string.Equals(known.Fingerprint, alert.Fingerprint, StringComparison.Ordinal));
        if (alert.Status == AlertStatus.Firing)
        {
            row.Firing.Add(alert);
        }

        _outbox.Add(alert);
    }

    private static Alert Expired(Alert alert, DateTimeOffset now) =>
        alert with { Status = AlertStatus.Expired, EndsAt = now > alert.RaisedAt ? now : alert.RaisedAt };
}
