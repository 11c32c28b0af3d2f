using System.Collections.Immutable;
using AiopsTwin.Engine.Changes;
using AiopsTwin.Engine.Scenarios.Impacts;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;
using AiopsTwin.Engine.World;
using Orleans;

namespace AiopsTwin.Engine.Scenarios;

/// <summary>An estate: a graph and how its entities behave.</summary>
/// <param name="Name">Name of the estate.</param>
/// <param name="Topology">The graph the twin is told.</param>
/// <param name="World">The behaviour the twin is <i>not</i> told.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.scenario.Estate")]
public sealed record Estate(
    [property: Id(0)] string Name,
    [property: Id(1)] TopologySnapshot Topology,
    [property: Id(2)] WorldModel World);

/// <summary>A fault to inject, as data. What a kind does, and which parameters it takes, is in <c>Faults</c>.</summary>
/// <param name="Id">Unique in the scenario.</param>
/// <param name="Kind">Name of the fault kind, for example <c>pool-shrink</c>.</param>
/// <param name="Targets">The entities it strikes, at least one.</param>
/// <param name="Peer">The other end where the kind is about a link (caller <paramref name="Targets"/>, callee
/// peer).</param>
/// <param name="Parameters">Magnitudes, by the names the kind documents.</param>
/// <param name="Ramp">Time over which it grows to full strength; zero is a step.</param>
/// <param name="Duration">How long it lasts; null until reverted.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.scenario.FaultSpec")]
public sealed record FaultSpec(
    [property: Id(0)] string Id,
    [property: Id(1)] string Kind,
    [property: Id(2)] ImmutableArray<EntityId> Targets,
    [property: Id(3)] EntityId? Peer,
    [property: Id(4)] ImmutableSortedDictionary<string, double> Parameters,
    [property: Id(5)] TimeSpan Ramp,
    [property: Id(6)] TimeSpan? Duration)
{
    /// <summary>Pulses it comes in, from its beginning on; null when it stays. Not together with a ramp.</summary>
    [Id(7)]
    public FaultPulse? Pulse { get; init; }

    /// <summary>Factor of its strength, in (0, 1]: 0.5 is the same fault half as strong.</summary>
    [Id(8)]
    public double Intensity { get; init; } = 1;

    /// <summary>Whether the world reports the change that the fault is; null for what the kind says (a deployment does,
    /// a crash does not).</summary>
    [Id(9)]
    public bool? IsReported { get; init; }
}

/// <summary>A fault that comes and goes.</summary>
/// <param name="Period">From the begin of a pulse to that of the next, greater than zero.</param>
/// <param name="OnShare">Share of the period during which it is in force, in (0, 1).</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.scenario.FaultPulse")]
public sealed record FaultPulse([property: Id(0)] TimeSpan Period, [property: Id(1)] double OnShare);

/// <summary>When a step falls due.</summary>
/// <param name="At">Offset from the scenario's start. With <paramref name="After"/> set: added to that moment.</param>
/// <param name="Every">Repeat period; null for once.</param>
/// <param name="After">Name of a moment the step waits for; <c>diagnosed</c> is the first diagnosis of the first
/// incident and stands for a person who reads it and acts.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.scenario.StepTime")]
public sealed record StepTime(
    [property: Id(0)] TimeSpan At,
    [property: Id(1)] TimeSpan? Every,
    [property: Id(2)] string? After);

/// <summary>One step of a timeline: any of its parts may be present, at least one is.</summary>
/// <param name="Time">When.</param>
/// <param name="Fault">A fault injected.</param>
/// <param name="Reverts">Id of a fault taken back (a rollback, a repair, a reroute).</param>
/// <param name="Change">A change event reported to the twin.</param>
/// <param name="Note">For the reader and the report; never given to the twin.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.scenario.TimelineStep")]
public sealed record TimelineStep(
    [property: Id(0)] StepTime Time,
    [property: Id(1)] FaultSpec? Fault,
    [property: Id(2)] string? Reverts,
    [property: Id(3)] ChangeEvent? Change,
    [property: Id(4)] string? Note)
{
    /// <summary>Id of a fault that is taken back and of which no further step falls due; null for none. So a fork goes
    /// on without it.</summary>
    [Id(5)]
    public string? Cancels { get; init; }

    /// <summary>Who acted, for the reader; null when nobody is named.</summary>
    [Id(6)]
    public string? Actor { get; init; }

    /// <summary>Where the step is told, for example a section of a report; null when it is nowhere.</summary>
    [Id(7)]
    public string? Source { get; init; }

    /// <summary>Whether a report tells the step or the author assumed it; null in an invented scenario.</summary>
    [Id(8)]
    public FactStatus? Status { get; init; }
}

/// <summary>What a checkable claim is about.</summary>
public enum ExpectationKind
{
    /// <summary>Exactly <c>Count</c> incidents opened in the whole run; one that was merged into another counts as part
    /// of it.</summary>
    IncidentCount,

    /// <summary>The first incident opened within <c>Within</c> of the fault's onset.</summary>
    DetectedWithin,

    /// <summary>The true root is among the first <c>Count</c> suspects of the last diagnosis.</summary>
    RootRank,

    /// <summary>The change with the id <c>Text</c> is named by the first suspect.</summary>
    ChangeNamed,

    /// <summary>No suspect of rank 1 names any change.</summary>
    NoChangeNamed,

    /// <summary>The incident was mitigated within <c>Within</c> of the step with a revert.</summary>
    MitigatedWithin,

    /// <summary>At least <c>Count</c> alerts were withheld under the incident.</summary>
    WithheldAtLeast,

    /// <summary>At least <c>Count</c> alerts joined the incident.</summary>
    AlertsAtLeast,

    /// <summary>Detection came before any entity's <c>up</c> metric fell.</summary>
    BeforeAnyProbeFails,

    /// <summary>The first suspect is blamed for something that comes back: its evidence says how often and
    /// when.</summary>
    RecurrenceNamed,

    /// <summary>The entities <c>Entities</c> were hit in this order; one may come before another by at most
    /// <c>Within</c>.</summary>
    AffectedInOrder,

    /// <summary>The phase <c>Phase</c> of the entities <c>Entities</c> came at <c>At</c>, give or take the share
    /// <c>Share</c> of the time since the onset, and a minute in any case.</summary>
    PhaseAt,
}

/// <summary>A checkable claim of a scenario.</summary>
/// <param name="Kind">What about.</param>
/// <param name="Count">A number, where the kind takes one.</param>
/// <param name="Within">A deadline, where the kind takes one.</param>
/// <param name="Text">A name, where the kind takes one.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.scenario.Expectation")]
public sealed record Expectation(
    [property: Id(0)] ExpectationKind Kind,
    [property: Id(1)] int? Count,
    [property: Id(2)] TimeSpan? Within,
    [property: Id(3)] string? Text)
{
    /// <summary>Who it is about, where the kind names entities; else empty.</summary>
    [Id(4)]
    public ImmutableArray<EntityId> Entities { get; init; } = [];

    /// <summary>A moment, where the kind takes one: an offset from the scenario's start.</summary>
    [Id(5)]
    public TimeSpan? At { get; init; }

    /// <summary>A phase, where the kind takes one.</summary>
    [Id(6)]
    public ImpactPhase? Phase { get; init; }

    /// <summary>Allowed share, where the kind takes one, in (0, 1].</summary>
    [Id(7)]
    public double? Share { get; init; }

    /// <summary>Why it is known not to hold: then it is told and fails nothing. Null for a claim that must
    /// hold.</summary>
    [Id(8)]
    public string? Deviation { get; init; }
}

/// <summary>The scenario's declared answer, hidden from inference.</summary>
/// <param name="Roots">Entities that are each a right answer (the same thing at two levels); empty for a
/// control.</param>
/// <param name="ChangeId">The change that caused it; null when none did.</param>
/// <param name="Onset">When the fault struck, as an offset from the start; null for a control.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.scenario.GroundTruth")]
public sealed record GroundTruth(
    [property: Id(0)] ImmutableArray<EntityId> Roots,
    [property: Id(1)] string? ChangeId,
    [property: Id(2)] TimeSpan? Onset);

/// <summary>A whole scenario: rehearsal, lab and replay read the same file.</summary>
/// <param name="Name">Unique name, lower case with hyphens; also the folder's name.</param>
/// <param name="Title">One line.</param>
/// <param name="Description">What happens and what to learn from it.</param>
/// <param name="Format">Version of the file format; 1.</param>
/// <param name="Estate">The estate.</param>
/// <param name="Load">Work from outside.</param>
/// <param name="StartsAt">Virtual time at which the scenario's clock reads zero.</param>
/// <param name="Duration">How long it runs after the start.</param>
/// <param name="WarmUp">How long the world runs before the start, so that baselines are warm; alerts and incidents of
/// the warm-up count as false.</param>
/// <param name="Tick">The world's step.</param>
/// <param name="TelemetryInterval">How often every entity reports; a multiple of the tick.</param>
/// <param name="Timeline">Steps, in order of time then of the file.</param>
/// <param name="Expectations">Claims checked at the end.</param>
/// <param name="Truth">The hidden answer.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.scenario.Scenario")]
public sealed record Scenario(
    [property: Id(0)] string Name,
    [property: Id(1)] string Title,
    [property: Id(2)] string Description,
    [property: Id(3)] int Format,
    [property: Id(4)] Estate Estate,
    [property: Id(5)] ImmutableArray<LoadSource> Load,
    [property: Id(6)] DateTimeOffset StartsAt,
    [property: Id(7)] TimeSpan Duration,
    [property: Id(8)] TimeSpan WarmUp,
    [property: Id(9)] TimeSpan Tick,
    [property: Id(10)] TimeSpan TelemetryInterval,
    [property: Id(11)] ImmutableArray<TimelineStep> Timeline,
    [property: Id(12)] ImmutableArray<Expectation> Expectations,
    [property: Id(13)] GroundTruth Truth)
{
    /// <summary>Requests followed by traces in each telemetry interval unless told otherwise: twelve a minute where
    /// entities report every ten seconds, at two fifths more processor time of a run.</summary>
    public const int UsualTraces = 2;

    /// <summary>Requests followed by traces, with their log lines, in each telemetry interval; 0 for metrics
    /// alone.</summary>
    [Id(14)]
    public int Traces { get; init; } = UsualTraces;

    /// <summary>The real incident it is modelled on; null when it is invented.</summary>
    [Id(15)]
    public Provenance? Provenance { get; init; }

    /// <summary>Entities that do work and whose requests the world simulates one at a time, inside the fluid whole;
    /// empty for none.</summary>
    [Id(16)]
    public ImmutableArray<EntityId> Zoom { get; init; } = [];
}
