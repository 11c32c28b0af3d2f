using System.Collections.Immutable;
using System.Globalization;
using AiopsTwin.Engine.Propagation;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.Engine.Correlation;

/// <summary>
/// The incidents of a twin and their lives: open, diagnosed, mitigated, closed, and back. It decides nothing about
/// causes; it carries out what correlation and diagnosis decide, writes the history, and publishes new records.
/// </summary>
internal sealed partial class IncidentBook
{
    private readonly List<TrackedIncident> _incidents;
    private readonly Dictionary<string, TrackedIncident> _byId;
    private readonly AlertLedger _alerts;
    private readonly CorrelationSettings _settings;
    private readonly HashSet<TrackedIncident> _touched = [];
    private readonly Dictionary<TrackedIncident, HashSet<EntityId>> _joined = [];
    private readonly Dictionary<TrackedIncident, HashSet<EntityId>> _moved = [];
    private int _next;

    public IncidentBook(List<TrackedIncident> incidents, AlertLedger alerts, CorrelationSettings settings, int next)
    {
        _incidents = incidents;
        _byId = incidents.ToDictionary(incident => incident.Id, StringComparer.Ordinal);
        _alerts = alerts;
        _settings = settings;
        _next = next;
    }

    /// <summary>Number the next incident gets; never falls, so ids are never reused.</summary>
    public int NextNumber => _next;

    /// <summary>All incidents, in order of opening.</summary>
    public IReadOnlyList<TrackedIncident> All => _incidents;

    /// <summary>Incidents not closed, in order of opening.</summary>
    public IEnumerable<TrackedIncident> Live => _incidents.Where(incident => incident.IsLive);

    /// <summary>The incident with an id; null when unknown.</summary>
    public TrackedIncident? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>Opens an incident; alerts are put into it with <see cref="Join"/>.</summary>
    public TrackedIncident Open(DateTimeOffset onset, DateTimeOffset now)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"INC-{_next++}");
        var incident = new TrackedIncident(new Incident(
            id, IncidentState.Open, AlertSeverity.Info, id, onset, now, null, null, null, [], 0, [], [], null, []))
        {
            CurrentOnset = onset,
            LastJoinAt = now,
            DiagnoseAt = now,
        };
        incident.Occurrences.Add(onset);
        _incidents.Add(incident);
        _byId.Add(id, incident);
        _touched.Add(incident);
        return incident;
    }

    /// <summary>Puts an alert into an incident; the diagnosis is due again.</summary>
    public void Join(TrackedIncident incident, TrackedAlert tracked, AlertJoin join, DateTimeOffset now)
    {
        _alerts.Assign(tracked, incident.Id, join);
        incident.Members.Add(tracked.Alert.Entity);
        incident.AlertCount++;
        incident.LastJoinAt = now;
        if (tracked.Alert.Severity == AlertSeverity.Critical && tracked.Alert.StartsAt < incident.CurrentOnset
            && tracked.Alert.StartsAt >= incident.Occurrences[^1] - _settings.LinkWindow)
        {
            incident.CurrentOnset = tracked.Alert.StartsAt;
        }

        if (!_joined.TryGetValue(incident, out var entities))
        {
            _joined.Add(incident, entities = []);
        }

        entities.Add(tracked.Alert.Entity);
        Touch(incident, now);
    }

    /// <summary>Lists an alert with an incident that only says that work moved: it changes nothing else of
    /// it.</summary>
    public void List(TrackedIncident incident, TrackedAlert tracked)
    {
        _alerts.Assign(tracked, incident.Id, AlertJoin.Moved);
        incident.AlertCount++;
        if (!_moved.TryGetValue(incident, out var entities))
        {
            _moved.Add(incident, entities = []);
        }

        entities.Add(tracked.Alert.Entity);
        _touched.Add(incident);
    }

    /// <summary>Marks an incident as changed: it is published anew, and diagnosed unless it is over.</summary>
    public void Touch(TrackedIncident incident, DateTimeOffset now)
    {
        _touched.Add(incident);
        if (incident.Record.State is IncidentState.Open or IncidentState.Diagnosed)
        {
            incident.DiagnoseAt = now;
        }
    }

    /// <summary>Parts an incident: some of its alerts make one of their own, which says where it came from.</summary>
    /// <param name="whole">The incident; it keeps its id and what is left.</param>
    /// <param name="alerts">What leaves it.</param>
    /// <param name="onset">When the part began.</param>
    /// <param name="now">The instant.</param>
    public TrackedIncident Part(
        TrackedIncident whole, List<TrackedAlert> alerts, DateTimeOffset onset, DateTimeOffset now)
    {
        var part = Open(onset, now);
        part.PartedFrom = whole.Id;
        Move(whole, part, alerts, now);
        Note(part, now, $"parted from {whole.Id}: another cause explains it better");
        Note(whole, now, $"{part.Id} was parted from this incident: another cause explains it better");
        Touch(whole, now);
        return part;
    }

    /// <summary>Lets go of alerts: they are in no incident until they are judged anew.</summary>
    public void Release(TrackedIncident incident, List<TrackedAlert> alerts, DateTimeOffset now)
    {
        foreach (var tracked in alerts)
        {
            tracked.IsReleased = true;
            _alerts.Assign(tracked, null, AlertJoin.None);
        }

        Forgo(incident, [.. alerts.Select(tracked => tracked.Alert.Entity)], alerts.Count);
        var count = IncidentText.Count(alerts.Count, "alert");
        Note(incident, now, $"{count} let go: the cause has nothing to do with them");
        Touch(incident, now);
    }

    /// <summary>Moves alerts from one incident into another; the entities go with them.</summary>
    public void Move(TrackedIncident from, TrackedIncident to, List<TrackedAlert> alerts, DateTimeOffset now)
    {
        alerts.ForEach(tracked => Join(to, tracked, AlertJoin.Member, now));
        Forgo(from, [.. alerts.Select(tracked => tracked.Alert.Entity)], alerts.Count);
        Touch(from, now);
    }

    private void Forgo(TrackedIncident incident, HashSet<EntityId> entities, int alerts)
    {
        incident.AlertCount -= alerts;
        incident.Members.ExceptWith(entities);
        if (_joined.TryGetValue(incident, out var joined))
        {
            joined.ExceptWith(entities);
            if (joined.Count == 0)
            {
                _joined.Remove(incident);
            }
        }
    }

    /// <summary>Brings an incident back.</summary>
    /// <param name="incident">A mitigated or closed one.</param>
    /// <param name="onset">Onset of the return when it is an occurrence of its own, else null.</param>
    /// <param name="now">The instant.</param>
    public void Reopen(TrackedIncident incident, DateTimeOffset? onset, DateTimeOffset now)
    {
        incident.Reopened++;
        if (onset is { } start)
        {
            incident.Occurrences.Add(start);
            incident.CurrentOnset = start;
            Note(incident, now, $"came back: seen {IncidentText.Count(incident.Occurrences.Count, "time")}, "
                + $"about {IncidentText.Phase(start)} each day");
        }
        else if (incident.Reopened == 1 || incident.Reopened % 10 == 0)
        {
            Note(incident, now, $"reopened ({IncidentText.Count(incident.Reopened, "time")} so far)");
        }

        incident.Record = incident.Record with
        {
            State = incident.Record.Diagnosis is null ? IncidentState.Open : IncidentState.Diagnosed,
            MitigatedAt = null,
            ClosedAt = null,
        };
        Touch(incident, now);
    }

    /// <summary>Moves incidents whose alerts all ended to mitigated, and those quiet long enough to closed.</summary>
    public void Settle(DateTimeOffset now)
    {
        Ripen(now);
        foreach (var incident in Live.ToList())
        {
            var record = incident.Record;
            if (record.State is IncidentState.Open or IncidentState.Diagnosed && !_alerts.IsHeldOpen(incident.Id))
            {
                var ended = _alerts.HoldersOf(incident.Id).Select(tracked => tracked.Alert.EndsAt ?? now)
                    .Append(record.OpenedAt).Max();
                incident.Record = record with
                {
                    State = IncidentState.Mitigated,
                    MitigatedAt = ended < now ? ended : now,
                };
                incident.LastJoinAt = now;
                incident.DiagnoseAt = null;
                if (incident.Reopened < 2)
                {
                    Note(incident, now, $"mitigated: the last alert ended at {IncidentText.Clock(ended)}");
                }

                _touched.Add(incident);
            }
            else if (record.State == IncidentState.Mitigated && now - incident.LastJoinAt >= _settings.QuietHold)
            {
                Finish(incident, now, $"closed: quiet for {IncidentText.Span(now - incident.LastJoinAt)}");
            }
        }
    }

    /// <summary>Closes an incident for good reason.</summary>
    public void Finish(TrackedIncident incident, DateTimeOffset now, string why)
    {
        incident.Record = incident.Record with { State = IncidentState.Closed, ClosedAt = now };
        incident.DiagnoseAt = null;
        Note(incident, now, why);
        _touched.Add(incident);
    }

    /// <summary>Takes a diagnosis into the record.</summary>
    public void Diagnosed(
        TrackedIncident incident, DiagnosisReport report, ImmutableArray<FloodReach> blast, DateTimeOffset now)
    {
        var before = incident.Record.Diagnosis?.Suspects.FirstOrDefault();
        var best = report.Suspects.FirstOrDefault();
        if (best is not null)
        {
            incident.Root = best.Entity;
            if (before?.Entity != best.Entity || before.Change?.Id != best.Change?.Id)
            {
                Note(incident, now, before is null ? $"diagnosed: {report.Summary}" : $"diagnosis changed: "
                    + $"{report.Summary}");
            }
        }

        incident.Record = incident.Record with
        {
            Diagnosis = report,
            BlastRadius = blast,
            State = best is null ? incident.Record.State : IncidentState.Diagnosed,
            DiagnosedAt = incident.Record.DiagnosedAt ?? (best is null ? null : now),
        };
        _touched.Add(incident);
    }

    /// <summary>Writes a line of history; the first lines and the newest are kept.</summary>
    public void Note(TrackedIncident incident, DateTimeOffset now, string text)
    {
        var history = incident.Record.History;
        if (history.Length >= _settings.MaxHistory)
        {
            history = history.RemoveAt(Math.Min(3, history.Length - 1));
        }

        incident.Record = incident.Record with { History = history.Add(new IncidentEntry(now, text)) };
        _touched.Add(incident);
    }

    /// <summary>Publishes what changed since the last call: records rebuilt, in order of opening.</summary>
    public ImmutableArray<Incident> Publish(TopologyGraph? graph, DateTimeOffset now)
    {
        foreach (var (incident, entities) in _joined.OrderBy(pair => _incidents.IndexOf(pair.Key)))
        {
            var verb = incident.Record.History.IsEmpty ? "opened with alerts on" : "alerts joined on";
            Note(incident, now, $"{verb} {IncidentText.Names(entities)}");
        }

        foreach (var (incident, entities) in _moved.OrderBy(pair => _incidents.IndexOf(pair.Key)))
        {
            Note(incident, now, $"work moved to or from {IncidentText.Names(entities)}; nobody is worse off there");
        }

        _joined.Clear();
        _moved.Clear();
        var records = new IncidentRecords(_alerts, _settings, graph);
        NoteShared(records, graph, now);
        var changed = _incidents.Where(_touched.Contains).ToList();
        foreach (var incident in changed)
        {
            Tell(incident, now);
            incident.Record = records.Rebuilt(incident);
        }

        _touched.Clear();
        return [.. changed.Select(incident => incident.Record)];
    }

    /// <summary>Forgets the oldest closed incidents beyond the limit.</summary>
    /// <returns>How many were forgotten.</returns>
    public int Trim()
    {
        var surplus = _incidents.Count - _settings.MaxIncidents;
        if (surplus <= 0)
        {
            return 0;
        }

        var gone = _incidents.Where(incident => !incident.IsLive && !_touched.Contains(incident))
            .Take(surplus).ToHashSet();
        _incidents.RemoveAll(gone.Contains);
        foreach (var incident in gone)
        {
            _byId.Remove(incident.Id);
        }

        return gone.Count;
    }

    /// <summary>Notes who suffers from several incidents at once and who lost what stands in for something.</summary>
    private void NoteShared(IncidentRecords records, TopologyGraph? graph, DateTimeOffset now)
    {
        if (_touched.Count == 0 || graph is null)
        {
            return;
        }

        var live = Live.ToList();
        foreach (var (incident, contested) in records.Contested(live).OrderBy(pair => live.IndexOf(pair.Key)))
        {
            if (!contested.SequenceEqual(incident.Record.Contested))
            {
                incident.Record = incident.Record with { Contested = contested };
                _touched.Add(incident);
            }
        }

        foreach (var incident in live.Where(_touched.Contains).ToList())
        {
            var degraded = records.Degraded(incident);
            if (degraded.Length > 0 && incident.Record.Degraded.IsEmpty)
            {
                Note(incident, now, $"{IncidentText.Names(degraded)} lost what stands in for {incident.Root}");
            }

            incident.Record = incident.Record with { Degraded = degraded };
        }
    }
}
