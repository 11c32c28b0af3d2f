using System.Collections.Immutable;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Numerics;
using AiopsTwin.Engine.Propagation;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Correlation;

/// <summary>
/// What the brain knows of entities beside their active alerts: who reports telemetry at all (only a reporting
/// entity can be called quiet), and who was harmed of late.
/// </summary>
internal sealed class KnownEntities : IObservation
{
    private readonly HashSet<EntityId> _reporting;
    private readonly AlertLedger _alerts;
    private readonly DateTimeOffset _harmedSince;
    private readonly int _limit;
    private readonly HashSet<EntityId> _asked = [];

    /// <summary>Starts from what the twin remembers.</summary>
    /// <param name="reporting">Entities known to report; grows up to the limit.</param>
    /// <param name="alerts">The alerts of the twin.</param>
    /// <param name="harmedSince">Harm that ended before this instant is forgotten.</param>
    /// <param name="limit">Most reporting entities remembered.</param>
    public KnownEntities(
        HashSet<EntityId> reporting, AlertLedger alerts, DateTimeOffset harmedSince, int limit)
    {
        _reporting = reporting;
        _alerts = alerts;
        _harmedSince = harmedSince;
        _limit = limit;
    }

    /// <summary>Kinds of which so many alert that somebody must be watching all of them: one that keeps quiet has
    /// nothing to complain of, also where the twin gets alerts and no telemetry.</summary>
    public IReadOnlySet<EntityKind> Watched { get; init; } = new HashSet<EntityKind>();

    /// <summary>True when the entity is known to report telemetry, or would have alerted if it were hurt.</summary>
    public bool Reports(EntityId entity) => _reporting.Contains(entity) || Watched.Contains(entity.Kind);

    /// <summary>True when the entity was symptomatic of late.</summary>
    public bool WasHarmed(EntityId entity) => _alerts.WasHarmed(entity, _harmedSince);

    /// <summary>Remembers who answered with samples of its own.</summary>
    /// <returns>Those whose samples stopped: the newest is more than one and a half of their intervals older than
    /// the newest of all. Their own alert may only be raised later, but a search must not take them for
    /// healthy.</returns>
    public List<Symptom> Learn(ImmutableArray<EntityEvidence> answers, ImmutableArray<EntityId> asked)
    {
        var stopped = new List<Symptom>();
        var newest = answers.Max(evidence => evidence.LastSeenAt);
        foreach (var evidence in answers)
        {
            if (evidence.LastSeenAt is { } seen && newest - seen > 1.5 * IntervalOf(evidence))
            {
                stopped.Add(new Symptom(evidence.Entity, seen));
            }

            if (evidence.LastSeenAt is not null && _reporting.Count < _limit)
            {
                _reporting.Add(evidence.Entity);
            }
        }

        _asked.UnionWith(asked);
        return stopped;
    }

    /// <summary>
    /// Entities worth asking: the candidates themselves, which may have fallen silent, and those that are expected
    /// to suffer, show nothing, and of which it is not known whether they report. Spread by hash when there are more
    /// than the limit; sorted.
    /// </summary>
    public ImmutableArray<EntityId> Strange(FloodResult expectation, Func<EntityId, bool> isSymptom, int limit)
    {
        var candidates = expectation.Answers.Select(answer => answer.Source.Origin)
            .Where(origin => !isSymptom(origin) && !_asked.Contains(origin)).ToHashSet();

        // The first by hash, kept while going through: of a cause's reach, which may be the whole estate, most are too
        // far back to be looked at any closer.
        var strange = new SortedSet<(ulong Hash, EntityId Entity)>();
        foreach (var reach in expectation.Answers.SelectMany(answer => answer.Reached))
        {
            var place = (StableHash.Of(reach.Entity.Text), reach.Entity);
            if ((strange.Count < limit || place.CompareTo(strange.Max) < 0)
                && !_reporting.Contains(reach.Entity) && !_asked.Contains(reach.Entity) && !isSymptom(reach.Entity)
                && !candidates.Contains(reach.Entity) && strange.Add(place) && strange.Count > limit)
            {
                strange.Remove(strange.Max);
            }
        }

        return [.. candidates.Concat(strange.Select(place => place.Entity)).Order()];
    }

    /// <summary>Usual distance of samples; very long when unknown, so that nobody is called silent by
    /// mistake.</summary>
    private static TimeSpan IntervalOf(EntityEvidence evidence)
    {
        var recent = evidence.Series.Select(series => series.Recent).FirstOrDefault(values => values.Length > 2);
        return recent.IsDefaultOrEmpty ? TimeSpan.FromDays(365) : (recent[^1].At - recent[0].At) / (recent.Length - 1);
    }
}
