using AiopsTwin.Engine.Diagnosis.Logs;
using AiopsTwin.Engine.Diagnosis.Traces;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Scenarios.Recorded.Telemetry;

/// <summary>Log lines that belong to no span, counted by their template as they are read. Of lines that tell of no
/// error only that there were some is kept: it says that somebody listened.</summary>
/// <param name="limit">Most templates told apart; lines of others are counted as dropped.</param>
internal sealed class LineTally(int limit)
{
    // As the steps of series: fine enough for an onset in the middle of a minute.
    private static readonly TimeSpan Step = SeriesBins.Step;

    private readonly SortedDictionary<(long Place, EntityId Entity, VisitEvent Event), int> _counts = [];

    /// <summary>Lines beyond the limit.</summary>
    public long Dropped { get; private set; }

    /// <summary>Entities that logged anything.</summary>
    public SortedSet<EntityId> Entities { get; } = [];

    /// <summary>Takes a line.</summary>
    public void Add(EntityId entity, DateTimeOffset at, string body, LogSeverity said)
    {
        var severity = said == LogSeverity.Unspecified ? LogText.SeverityIn(body) : said;
        var happened = severity >= LogSeverity.Error
            ? new VisitEvent(VisitEventKind.LoggedError, LogText.SiteOf(body) ?? LogText.MaskedWords(body))
            : new VisitEvent(VisitEventKind.Logged, LogText.Any);
        var key = (at.UtcTicks / Step.Ticks, entity, happened);
        if (!_counts.TryGetValue(key, out var count) && _counts.Count >= limit)
        {
            Dropped++;
            return;
        }

        Entities.Add(entity);
        _counts[key] = happened.IsError ? count + 1 : 1;
    }

    /// <summary>The lines of an entity, by time and template.</summary>
    public ILookup<EntityId, LooseLine> Lines() => _counts.SelectMany(pair => Enumerable.Repeat(
        new LooseLine(
            pair.Key.Entity, new DateTimeOffset(pair.Key.Place * Step.Ticks, TimeSpan.Zero), pair.Key.Event),
        pair.Value)).ToLookup(line => line.Entity);
}
