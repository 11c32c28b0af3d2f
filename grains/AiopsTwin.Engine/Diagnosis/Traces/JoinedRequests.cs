using System.Collections.Immutable;
using AiopsTwin.Engine.Diagnosis.Logs;
using AiopsTwin.Engine.Telemetry;
using Orleans;

namespace AiopsTwin.Engine.Diagnosis.Traces;

/// <summary>What became of spans and lines handed to a join.</summary>
/// <param name="Spans">Spans taken.</param>
/// <param name="Lines">Lines taken.</param>
/// <param name="Duplicates">Spans, and lines of spans, that were known already.</param>
/// <param name="Late">Spans whose trace was closed before they came.</param>
/// <param name="Refused">Spans and lines beyond a limit.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.JoinTally")]
public readonly record struct JoinTally(
    [property: Id(0)] int Spans,
    [property: Id(1)] int Lines,
    [property: Id(2)] int Duplicates,
    [property: Id(3)] int Late,
    [property: Id(4)] int Refused)
{
    /// <summary>Both together.</summary>
    public static JoinTally Sum(JoinTally one, JoinTally other) => new(
        one.Spans + other.Spans, one.Lines + other.Lines, one.Duplicates + other.Duplicates, one.Late + other.Late,
        one.Refused + other.Refused);
}

/// <summary>A line that belongs to no span that was seen.</summary>
/// <param name="Entity">Who logged it.</param>
/// <param name="At">When.</param>
/// <param name="Event">Its template, as an event.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.LooseLine")]
public sealed record LooseLine(
    [property: Id(0)] EntityId Entity,
    [property: Id(1)] DateTimeOffset At,
    [property: Id(2)] VisitEvent Event)
{
    /// <summary>What stays of a line.</summary>
    public static LooseLine Of(LogRecord line)
    {
        ArgumentNullException.ThrowIfNull(line);
        return new LooseLine(line.Entity, line.At, new VisitEvent(
            line.Severity >= LogSeverity.Error ? VisitEventKind.LoggedError : VisitEventKind.Logged,
            LogText.SiteOf(line.Body) ?? LogText.MaskedWords(line.Body)));
    }
}

/// <summary>What a join has closed.</summary>
/// <param name="Visits">Visits, by start and key.</param>
/// <param name="Lines">Lines outside of them, by time, entity and template.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.JoinedRequests")]
public sealed record JoinedRequests(
    [property: Id(0)] ImmutableArray<Visit> Visits,
    [property: Id(1)] ImmutableArray<LooseLine> Lines)
{
    /// <summary>What several joins closed, cut by entity: the same whatever the number of joins.</summary>
    /// <param name="joined">Of each join.</param>
    /// <param name="now">The twin's clock.</param>
    public static IEnumerable<RequestBatch> ByEntity(IEnumerable<JoinedRequests> joined, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(joined);
        var all = joined.ToList();
        var visits = all.SelectMany(one => one.Visits).ToLookup(visit => visit.Entity);
        var lines = all.SelectMany(one => one.Lines).ToLookup(line => line.Entity);
        return visits.Select(group => group.Key).Concat(lines.Select(group => group.Key)).Distinct().Order()
            .Select(entity => new RequestBatch(
                entity, now, [.. visits[entity].OrderBy(visit => visit.At).ThenBy(visit => visit.Key)],
                Sorted(lines[entity])));
    }

    internal static ImmutableArray<LooseLine> Sorted(IEnumerable<LooseLine> lines) =>
        [.. lines.OrderBy(line => line.At).ThenBy(line => line.Entity).ThenBy(line => line.Event)];
}

/// <summary>What happened to an entity's requests of late. Every step brings an entity at most one.</summary>
/// <param name="Entity">Whose requests.</param>
/// <param name="Now">The twin's clock.</param>
/// <param name="Visits">Visits, by start and key.</param>
/// <param name="Lines">Lines outside of them, by time and template.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.RequestBatch")]
public sealed record RequestBatch(
    [property: Id(0)] EntityId Entity,
    [property: Id(1)] DateTimeOffset Now,
    [property: Id(2)] ImmutableArray<Visit> Visits,
    [property: Id(3)] ImmutableArray<LooseLine> Lines);
