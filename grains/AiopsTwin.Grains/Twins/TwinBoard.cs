using System.Collections.Immutable;
using AiopsTwin.Contracts.Views;
using AiopsTwin.Engine.Changes;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Grains.Views;

namespace AiopsTwin.Grains.Twins;

/// <summary>
/// What readers see of a twin. It is changed only after the log holds what changed it, so that a reader who comes
/// between two awaits of a step never sees what a failure may take back.
/// </summary>
internal sealed class TwinBoard(TwinOptions options)
{
    private const int IncidentsShown = 200;

    private readonly SortedDictionary<EntityId, EntityVitals> _vitals = [];
    private readonly SortedDictionary<string, Alert> _firing = new(StringComparer.Ordinal);

    // Those of our own detectors among them: asked for by every step, also when a storm of others fires.
    private readonly SortedDictionary<string, Alert> _own = new(StringComparer.Ordinal);
    private readonly List<ChangeEvent> _changes = [];

    /// <summary>The twin's clock; null before the first advance.</summary>
    public DateTimeOffset? Now { get; set; }

    /// <summary>Every incident remembered, in order of opening.</summary>
    public ImmutableArray<Incident> Incidents { get; private set; } = [];

    /// <summary>Alerts raised so far.</summary>
    public long AlertsSeen { get; set; }

    /// <summary>Incidents opened so far.</summary>
    public long IncidentsSeen { get; private set; }

    /// <summary>Firing alerts, by fingerprint.</summary>
    public ImmutableArray<Alert> Firing => [.. _firing.Values];

    /// <summary>Numbers of every entity that ever reported, sorted by id.</summary>
    public IEnumerable<EntityVitals> Vitals => _vitals.Values;

    /// <summary>Number of firing alerts.</summary>
    public int FiringAlerts => _firing.Count;

    /// <summary>Changes at hand, in order of recording.</summary>
    public IReadOnlyList<ChangeEvent> Changes => _changes;

    /// <summary>Takes an alert in. Every record of a firing alert counts as raised, worsened ones too, as in a
    /// run.</summary>
    public void Take(Alert alert)
    {
        if (alert.Entity.IsNone)
        {
            // It belongs nowhere on a page of entities; the gates list it.
            return;
        }

        if (alert.Status == AlertStatus.Firing)
        {
            _firing[alert.Fingerprint] = alert;
            if (IsOwn(alert))
            {
                _own[alert.Fingerprint] = alert;
            }
            else
            {
                _own.Remove(alert.Fingerprint);
            }

            AlertsSeen++;
            TrimForeign();
        }
        else
        {
            _firing.Remove(alert.Fingerprint);
            _own.Remove(alert.Fingerprint);
        }
    }

    /// <summary>True when exactly this record of an alert is held.</summary>
    public bool Holds(Alert alert) => _firing.TryGetValue(alert.Fingerprint, out var held) && held == alert;

    /// <summary>Takes numbers in.</summary>
    public void Take(ImmutableArray<EntityVitals> vitals)
    {
        foreach (var entity in vitals)
        {
            _vitals[entity.Entity] = entity;
        }
    }

    /// <summary>Takes a change in; beyond the limit the oldest is forgotten.</summary>
    public void Take(ChangeEvent change)
    {
        _changes.Add(change);
        if (_changes.Count > options.ChangesKept)
        {
            _changes.RemoveAt(0);
            GrainInstruments.LimitHit("twin.changes");
        }
    }

    /// <summary>Takes the incidents as they stand.</summary>
    public void Take(ImmutableArray<Incident> incidents, long seen)
    {
        Incidents = incidents;
        IncidentsSeen = seen;
    }

    /// <summary>Firing alerts of our own detectors among some entities: what their partition should be
    /// counting.</summary>
    public IEnumerable<Alert> OwnFiring(Func<EntityId, bool> isAmong) =>
        _own.Values.Where(alert => isAmong(alert.Entity));

    /// <summary>Forgets the numbers of entities that are gone.</summary>
    public void Keep(Func<EntityId, bool> exists)
    {
        foreach (var gone in _vitals.Keys.Where(entity => !exists(entity)).ToArray())
        {
            _vitals.Remove(gone);
        }
    }

    /// <summary>Everything, for a page that begins.</summary>
    public ViewSnapshot View(long topologyVersion) => new(
        0, Now, topologyVersion, [.. _vitals.Values],
        [.. Incidents.Reverse().Take(IncidentsShown).Select(IncidentLines.Of)],
        FiringAlerts, AlertsSeen, IncidentsSeen, null);

    private static bool IsOwn(Alert alert) => string.Equals(alert.Source, Alert.TwinSource, StringComparison.Ordinal);

    /// <summary>Alerts of others that nobody ends must not gather for ever; our own end by themselves. A tenth goes
    /// at a time, the longest raised first, so that the search for them is rare.</summary>
    private void TrimForeign()
    {
        if (_firing.Count <= options.FiringAlerts)
        {
            return;
        }

        var foreign = _firing.Values
            .Where(alert => !IsOwn(alert))
            .OrderBy(alert => alert.RaisedAt)
            .ThenBy(alert => alert.Fingerprint, StringComparer.Ordinal)
            .Take(Math.Max(1, options.FiringAlerts / 10))
            .ToArray();
        foreach (var alert in foreign)
        {
            _firing.Remove(alert.Fingerprint);
        }

        GrainInstruments.LimitHit("twin.firing_alerts", foreign.Length);
    }

    /// <summary>What a step changed.</summary>
    public ViewDelta Delta(
        long topologyVersion, ImmutableArray<EntityVitals> vitals, ImmutableArray<Incident> incidents) => new(
        0, Now, topologyVersion, false, vitals, [.. incidents.Select(IncidentLines.Of)],
        FiringAlerts, AlertsSeen, IncidentsSeen, null);
}
