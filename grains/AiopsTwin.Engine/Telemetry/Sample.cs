using Orleans;

namespace AiopsTwin.Engine.Telemetry;

/// <summary>One value of one metric of one entity at an instant. Values are finite; unknown is the absence of a
/// sample.</summary>
/// <param name="Metric">Metric name, see <see cref="MetricCatalog"/>.</param>
/// <param name="At">The instant, UTC; for a value over an interval, the interval's end (exclusive).</param>
/// <param name="Value">The value in the metric's unit.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.Sample")]
public readonly record struct Sample(
    [property: Id(0)] string Metric,
    [property: Id(1)] DateTimeOffset At,
    [property: Id(2)] double Value);
