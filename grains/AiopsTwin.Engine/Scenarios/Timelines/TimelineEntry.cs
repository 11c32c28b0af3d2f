using Orleans;

namespace AiopsTwin.Engine.Scenarios.Timelines;

/// <summary>Something that was done to a timeline; the log of them only grows.</summary>
/// <param name="Sequence">1 for the first one.</param>
/// <param name="At">Offset from the scenario's start at which it takes effect.</param>
/// <param name="Actor">Who did it.</param>
/// <param name="Text">What, in a line.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.scenario.TimelineEntry")]
public sealed record TimelineEntry(
    [property: Id(0)] int Sequence,
    [property: Id(1)] TimeSpan At,
    [property: Id(2)] string Actor,
    [property: Id(3)] string Text);

/// <summary>The state of a timeline's world at a tick, as one number.</summary>
/// <param name="At">Offset from the scenario's start.</param>
/// <param name="Hash">The number; equal for equal states.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.scenario.TimelineHash")]
public readonly record struct TimelineHash([property: Id(0)] TimeSpan At, [property: Id(1)] ulong Hash);
