using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;
using Orleans;

namespace AiopsTwin.Engine.Diagnosis.Traces;

/// <summary>What sort of thing happens while a request is with an entity.</summary>
public enum VisitEventKind
{
    /// <summary>A line was logged.</summary>
    Logged,

    /// <summary>A line that speaks of an error was logged.</summary>
    LoggedError,

    /// <summary>Work of the entity's own was done.</summary>
    Worked,

    /// <summary>Work of the entity's own failed.</summary>
    Failed,

    /// <summary>Another entity was called.</summary>
    Called,

    /// <summary>A call of another entity failed, and what went wrong because of it is told of that one.</summary>
    PassedOn,
}

/// <summary>Something that happened while a request was with an entity.</summary>
/// <param name="Kind">What sort of thing.</param>
/// <param name="Name">Code site, template, operation, or callee's operation.</param>
/// <param name="Callee">Who was called; the default value unless <see cref="VisitEventKind.Called"/> or
/// <see cref="VisitEventKind.PassedOn"/>.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.VisitEvent")]
public readonly record struct VisitEvent(
    [property: Id(0)] VisitEventKind Kind,
    [property: Id(1)] string Name,
    [property: Id(2)] EntityId Callee = default)
    : IComparable<VisitEvent>
{
    /// <summary>True for events that logs tell.</summary>
    public bool IsLogged => Kind is VisitEventKind.Logged or VisitEventKind.LoggedError;

    /// <summary>True for events that are themselves trouble.</summary>
    public bool IsError => Kind is VisitEventKind.LoggedError or VisitEventKind.Failed;

    /// <summary>True for errors, the visit's own and those of others.</summary>
    public bool IsTrouble => IsError || Kind == VisitEventKind.PassedOn;

    /// <inheritdoc />
    public int CompareTo(VisitEvent other) => Kind != other.Kind
        ? Kind.CompareTo(other.Kind)
        : Name != other.Name ? string.CompareOrdinal(Name, other.Name) : Callee.CompareTo(other.Callee);

    /// <summary>True when the left one sorts first.</summary>
    public static bool operator <(VisitEvent left, VisitEvent right) => left.CompareTo(right) < 0;

    /// <summary>True when the left one sorts first or they are equal.</summary>
    public static bool operator <=(VisitEvent left, VisitEvent right) => left.CompareTo(right) <= 0;

    /// <summary>True when the left one sorts last.</summary>
    public static bool operator >(VisitEvent left, VisitEvent right) => left.CompareTo(right) > 0;

    /// <summary>True when the left one sorts last or they are equal.</summary>
    public static bool operator >=(VisitEvent left, VisitEvent right) => left.CompareTo(right) >= 0;
}

/// <summary>One stay of one request in one entity: from the span it entered by to the end of that span.</summary>
/// <param name="Entity">Where.</param>
/// <param name="Operation">What it was asked for there: the operation of the span it entered by.</param>
/// <param name="At">When it entered.</param>
/// <param name="Seconds">How long it stayed.</param>
/// <param name="SelfSeconds">How much of that was not spent waiting for other entities: the stay minus the union of
/// the calls.</param>
/// <param name="Caller">Who sent it; null when it came from outside.</param>
/// <param name="GapSeconds">How much longer the caller waited than the callee worked; null without a caller. A
/// difference of two durations, so clocks need not agree.</param>
/// <param name="Events">What happened during the stay, sorted, each once.</param>
/// <param name="Key">A hash of the span, for sampling.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.Visit")]
public sealed record Visit(
    [property: Id(0)] EntityId Entity,
    [property: Id(1)] string Operation,
    [property: Id(2)] DateTimeOffset At,
    [property: Id(3)] double Seconds,
    [property: Id(4)] double SelfSeconds,
    [property: Id(5)] EntityId? Caller,
    [property: Id(6)] double? GapSeconds,
    [property: Id(7)] ImmutableArray<VisitEvent> Events,
    [property: Id(8)] ulong Key)
{
    /// <summary>The trace it belongs to, for people who want to look one up; empty when not kept.</summary>
    [Id(9)]
    public string TraceId { get; init; } = "";

    /// <summary>True when the span it entered by names a parent that nobody saw: who called is then not
    /// known.</summary>
    [Id(10)]
    public bool IsOrphan { get; init; }
}
