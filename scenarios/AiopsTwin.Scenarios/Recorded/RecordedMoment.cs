using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Scenarios.Recorded;

/// <summary>What a recording says of one instant.</summary>
/// <param name="At">The instant.</param>
/// <param name="Batches">One batch per entity that has samples of it, sorted by entity.</param>
public sealed record RecordedMoment(DateTimeOffset At, ImmutableArray<ObserveBatch> Batches);
