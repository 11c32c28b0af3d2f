using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;
using Orleans;

namespace AiopsTwin.Engine.World;

/// <summary>What a world says after a tick.</summary>
/// <param name="At">Virtual time after the tick, UTC: the end of the reported interval, exclusive.</param>
/// <param name="Batches">One batch per entity that reports, sorted by entity id; empty between interval boundaries. An
/// entity without power, or that its monitor cannot reach, has no batch. Under faults of telemetry there may be none,
/// or several in order of their sequence.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.world.WorldTelemetry")]
public sealed record WorldTelemetry(
    [property: Id(0)] DateTimeOffset At,
    [property: Id(1)] ImmutableArray<ObserveBatch> Batches)
{
    /// <summary>Spans and lines of a sample of requests, with the batches; empty between interval boundaries.</summary>
    [Id(2)]
    public RequestSignals Requests { get; init; } = RequestSignals.None;

    /// <summary>Alerts of the estate's own monitoring that began to fire or were resolved; empty between interval
    /// boundaries, and where the estate has no alerting rules.</summary>
    [Id(3)]
    public ImmutableArray<Alert> Alerts { get; init; } = [];

    /// <summary>True at an interval boundary: reports were due, though under faults none may have arrived.</summary>
    [Id(4)]
    public bool IsDue { get; init; }
}
