using System.Collections.Immutable;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Grains.Twins;

/// <summary>
/// Incidents whose newest record readers see already and whose row is still to be written. An incident that grows
/// changes with every step; its row holds hundreds of alerts, and the embedded database has one writer, on which
/// arriving alerts wait. So a row is written once its incident calmed down, at the latest after a while, and with every
/// checkpoint. What a row would miss after a failure follows from the log.
/// </summary>
internal sealed class UnwrittenIncidents
{
    /// <summary>An incident that did not change for this long is written.</summary>
    public static readonly TimeSpan Calm = TimeSpan.FromSeconds(2);

    /// <summary>One that goes on changing is written this long after its last row.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private readonly SortedDictionary<string, Waiting> _waiting = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Headline> _headlines = new(StringComparer.Ordinal);

    /// <summary>How many wait.</summary>
    public int Count => _waiting.Count;

    /// <summary>Ids of all that wait, in order.</summary>
    public ImmutableArray<string> All => [.. _waiting.Keys];

    /// <summary>An incident for the log, without its lists: its row has them, and they follow from the alerts, which
    /// the log holds already. In a storm an incident changes many times, each time with hundreds of alerts.</summary>
    public static Incident Outline(Incident incident) => incident with
    {
        Alerts = [],
        Impact = [],
        BlastRadius = [],
        Contested = [],
        Degraded = [],
    };

    /// <summary>Takes the newest record of an incident.</summary>
    /// <param name="incident">The record.</param>
    /// <param name="now">Wall time.</param>
    /// <returns>True when its headline is new: what state it is in, how bad it is, and what is held to be its
    /// cause.</returns>
    public bool Take(Incident incident, DateTimeOffset now)
    {
        var since = _waiting.TryGetValue(incident.Id, out var before) ? before.Since : now;
        _waiting[incident.Id] = new Waiting(incident, since, now);
        var headline = Headline.Of(incident);
        var isNew = !_headlines.TryGetValue(incident.Id, out var known) || known != headline;
        if (incident.State == IncidentState.Closed)
        {
            // Most never come back; one that does has a new headline then.
            _headlines.Remove(incident.Id);
        }
        else
        {
            _headlines[incident.Id] = headline;
        }

        return isNew;
    }

    /// <summary>Ids of those whose row is due, in order.</summary>
    /// <param name="now">Wall time.</param>
    public ImmutableArray<string> Due(DateTimeOffset now) =>
    [
        .. _waiting.Where(pair => now - pair.Value.ChangedAt >= Calm || now - pair.Value.Since >= Longest)
            .Select(pair => pair.Key),
    ];

    /// <summary>The newest record that waits; null when the incident does not wait any more.</summary>
    public Incident? Find(string incident) => _waiting.GetValueOrDefault(incident)?.Record;

    /// <summary>A record was written; the incident goes on waiting where it changed meanwhile.</summary>
    /// <param name="incident">What was written.</param>
    /// <param name="now">Wall time.</param>
    public void Written(Incident incident, DateTimeOffset now)
    {
        if (!_waiting.TryGetValue(incident.Id, out var waiting))
        {
            return;
        }

        if (ReferenceEquals(waiting.Record, incident))
        {
            _waiting.Remove(incident.Id);
        }
        else
        {
            _waiting[incident.Id] = waiting with { Since = now };
        }
    }

    /// <summary>Forgets an incident: its row is removed.</summary>
    public void Remove(string incident)
    {
        _waiting.Remove(incident);
        _headlines.Remove(incident);
    }

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        _waiting.Clear();
        _headlines.Clear();
    }

    private sealed record Waiting(Incident Record, DateTimeOffset Since, DateTimeOffset ChangedAt);

    private readonly record struct Headline(
        IncidentState State, AlertSeverity Severity, EntityId Cause, string? MergedInto)
    {
        public static Headline Of(Incident incident) => new(
            incident.State, incident.Severity,
            incident.Diagnosis is { Suspects: [var best, ..] } ? best.Entity : default, incident.MergedInto);
    }
}
