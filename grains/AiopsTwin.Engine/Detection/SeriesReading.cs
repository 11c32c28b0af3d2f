using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;
using Orleans;

namespace AiopsTwin.Engine.Detection;

/// <summary>One series with its expectation, ready to draw.</summary>
/// <param name="Metric">The metric.</param>
/// <param name="IsWarm">False while the baseline learns; centre and band then mean nothing and are 0.</param>
/// <param name="Center">Expected value at the newest sample, in the metric's unit (counters: per second).</param>
/// <param name="Low">Lower edge of the band outside which a single value is suspicious.</param>
/// <param name="High">Upper edge of the band.</param>
/// <param name="Recent">Newest samples, oldest first, at most 64.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.SeriesReading")]
public sealed record SeriesReading(
    [property: Id(0)] string Metric,
    [property: Id(1)] bool IsWarm,
    [property: Id(2)] double Center,
    [property: Id(3)] double Low,
    [property: Id(4)] double High,
    [property: Id(5)] ImmutableArray<TimedValue> Recent)
{
    /// <summary>The band at the instants of <see cref="Recent"/>, as it was expected before each; empty while the
    /// baseline learns and for the probe.</summary>
    [Id(6)]
    public ImmutableArray<BandPoint> Band { get; init; } = [];

    /// <summary>The firing deviation so far; null while none fires.</summary>
    [Id(7)]
    public AnomalyExplanation? Explanation { get; init; }

    /// <summary>Share of the last week's values within the band, in [0, 1]; null before two days of them.</summary>
    [Id(8)]
    public double? Coverage { get; init; }

    /// <summary>True when the band does not fit what comes, too narrow or far too wide: the baseline was set and
    /// forgotten.</summary>
    [Id(9)]
    public bool IsAdrift { get; init; }
}
