using System.Collections.Immutable;
using AiopsTwin.Contracts.Runs;
using AiopsTwin.Engine.Changes;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Silo.Api;

/// <summary>Body of <c>POST /twins/{twin}/samples</c>.</summary>
/// <param name="Batches">At most one per entity.</param>
internal sealed record SamplesBody(ImmutableArray<BatchBody> Batches);

/// <summary>What one source says of one entity.</summary>
/// <param name="Entity">The entity.</param>
/// <param name="Samples">The samples.</param>
/// <param name="Source">Who says it; <c>api</c> when absent.</param>
/// <param name="Sequence">Rises with every batch of the source for the entity; 0 or absent when it numbers
/// nothing.</param>
internal sealed record BatchBody(EntityId Entity, ImmutableArray<SampleBody> Samples, string? Source, long Sequence);

/// <summary>One value.</summary>
/// <param name="Metric">Metric name.</param>
/// <param name="At">The instant.</param>
/// <param name="Value">The value, finite.</param>
internal sealed record SampleBody(string? Metric, DateTimeOffset? At, double? Value);

/// <summary>Body of <c>POST /twins/{twin}/changes</c>.</summary>
/// <param name="Changes">The changes.</param>
internal sealed record ChangesBody(ImmutableArray<ChangeBody> Changes);

/// <summary>A change made to the estate.</summary>
/// <param name="Id">Identity within the source.</param>
/// <param name="Entity">What was changed.</param>
/// <param name="Kind">What sort of change.</param>
/// <param name="At">When it took effect.</param>
/// <param name="Title">One line.</param>
/// <param name="Source">Who reports it; <c>api</c> when absent.</param>
/// <param name="Attributes">Further facts, at most 64.</param>
internal sealed record ChangeBody(
    string? Id, EntityId Entity, ChangeKind? Kind, DateTimeOffset? At, string? Title, string? Source,
    ImmutableSortedDictionary<string, string>? Attributes);

/// <summary>Body of <c>POST /twins/{twin}/alerts</c>.</summary>
/// <param name="Alerts">The alerts.</param>
internal sealed record AlertsBody(ImmutableArray<AlertBody> Alerts);

/// <summary>An alert raised by somebody else.</summary>
/// <param name="Entity">The entity claimed unhealthy; without one it is kept and listed by a gate.</param>
/// <param name="Name">Name of the condition.</param>
/// <param name="StartsAt">Onset; without one it is held back by a gate.</param>
/// <param name="EndsAt">When it ended; absent while it holds.</param>
/// <param name="Severity">How bad; warning when absent.</param>
/// <param name="Source">Who claims; <c>api</c> when absent.</param>
/// <param name="Fingerprint">Identity; made of source, entity and name when absent.</param>
/// <param name="Metric">The metric it is about.</param>
/// <param name="Summary">One sentence.</param>
internal sealed record AlertBody(
    EntityId Entity, string? Name, DateTimeOffset? StartsAt, DateTimeOffset? EndsAt, AlertSeverity? Severity,
    string? Source, string? Fingerprint, string? Metric, string? Summary);

/// <summary>Body of <c>POST /twins/{twin}/advance</c>.</summary>
/// <param name="Now">Where the clock is moved to.</param>
internal sealed record AdvanceBody(DateTimeOffset? Now);

/// <summary>Body of <c>POST /twins/{twin}/incidents/{id}/close</c>.</summary>
/// <param name="Who">Who closes it.</param>
/// <param name="Why">Why.</param>
internal sealed record CloseBody(string? Who, string? Why);

/// <summary>Whether somebody wanted an alert.</summary>
/// <param name="Wanted">True when it was worth its while.</param>
/// <param name="Who">Who says so; <c>api</c> when absent.</param>
internal sealed record AnswerBody(bool? Wanted, string? Who);

/// <summary>Body of <c>POST /runs</c>.</summary>
/// <param name="Scenario">Name in the catalogue.</param>
/// <param name="Run">Id of the run; made when absent.</param>
/// <param name="Seed">Fixes the run; 1 when absent.</param>
/// <param name="Mode">Rehearsal when absent.</param>
/// <param name="Twin">Id of the twin a live run feeds; that of the run when absent.</param>
/// <param name="Speed">Virtual seconds per wall second, 0 = as fast as possible; 1 when absent.</param>
/// <param name="IsPlaying">False to start paused; true when absent.</param>
internal sealed record RunBody(
    string? Scenario, string? Run, ulong? Seed, RunMode? Mode, string? Twin, double? Speed, bool? IsPlaying)
{
    /// <summary>Requests followed by traces in each telemetry interval, 0 to 1 000; the usual number when
    /// absent.</summary>
    public int? Traces { get; init; }

    /// <summary>Entities whose requests are simulated one at a time; what the scenario says when absent.</summary>
    public ImmutableArray<EntityId>? Zoom { get; init; }
}

/// <summary>Body of <c>POST /runs/{run}/speed</c>.</summary>
/// <param name="Speed">Virtual seconds per wall second, 0 = as fast as possible.</param>
internal sealed record SpeedBody(double? Speed);

/// <summary>Body of <c>POST /runs/{run}/seek</c>.</summary>
/// <param name="Position">Offset from the start, for example <c>00:02:00</c>.</param>
internal sealed record SeekBody(TimeSpan? Position);

/// <summary>Body of <c>POST /runs/{run}/faults</c>.</summary>
/// <param name="Kind">Kind of the fault, one of those <c>GET</c> offers.</param>
/// <param name="Target">The entity it strikes.</param>
/// <param name="Magnitude">Its magnitude; the usual one when absent.</param>
/// <param name="Duration">How long it lasts; 10 min when absent.</param>
internal sealed record FaultBody(string? Kind, EntityId? Target, double? Magnitude, TimeSpan? Duration);

/// <summary>Body of <c>POST /runs/{run}/fork</c>.</summary>
/// <param name="Fork">Id of the new run; a made-up one when absent.</param>
/// <param name="Position">Offset from the start, at most where the run stands; there when absent.</param>
/// <param name="Without">Id of a fault of the scenario that the fork goes on without.</param>
/// <param name="Fault">A fault that strikes the fork at its beginning.</param>
/// <param name="IsPlaying">True to let its clock run; it stands when absent.</param>
internal sealed record ForkBody(
    string? Fork, TimeSpan? Position, string? Without, FaultBody? Fault, bool? IsPlaying);
