using System.Collections.Immutable;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Diagnosis;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.Diagnosis;

public sealed class CoMovementTests
{
    private static readonly DateTimeOffset Onset = TwinBrainDriver.Start.AddSeconds(100);

    [Fact]
    public void Factor_RisesWithTheSymptom_IsWhole() => Assert.Equal(
        1, CoMovement.Factor(Values(1, 1.1, 1, 1.2, 1, 5, 6, 7, 5, 6),
            Values(2, 2.1, 2, 2.2, 2, 8, 9, 9.5, 8, 9), Onset));

    [Fact]
    public void Factor_BadForLong_IsLeast() => Assert.Equal(
        0.2, CoMovement.Factor(Values(5, 5, 5, 5, 5, 5, 5, 5, 5, 5),
            Values(2, 2.1, 2, 2.2, 2, 8, 9, 9.5, 8, 9), Onset));

    [Fact]
    public void Factor_FallingMetricWhoseFallIsBad_IsWhole() => Assert.Equal(
        1, CoMovement.Factor(
            Values(MetricCatalog.Availability, 1, 0.99, 1, 0.98, 1, 0.5, 0.4, 0.3, 0.5, 0.4),
            Values(2, 2.1, 2, 2.2, 2, 8, 9, 9.5, 8, 9), Onset));

    [Fact]
    public void Factor_WithoutABefore_SaysNothing() => Assert.Equal(
        1, CoMovement.Factor(
            Values(5, 1, 5, 1, 5, 1, 5, 1, 5, 1), Values(1, 5, 1, 5, 1, 5, 1, 5, 1, 5), TwinBrainDriver.Start));

    [Fact]
    public void Freshness_AlreadyThereBeforeTheOnset_IsLeast()
    {
        var interval = TimeSpan.FromSeconds(20);

        Assert.Equal(0.2, CoMovement.Freshness(Values(9, 9, 9, 9, 9, 9, 9, 9, 9, 9), Onset, interval), 9);
        Assert.Equal(1, CoMovement.Freshness(Values(1, 1, 1, 1, 1, 9, 9, 9, 9, 9), Onset, interval), 9);
    }

    private static SeriesEvidence Values(params double[] values) => Values(MetricCatalog.RequestDuration, values);

    /// <summary>Ten values, 20 s apart, of which five lie before the onset; baseline 1, observed the mean
    /// of the rest.</summary>
    private static SeriesEvidence Values(string metric, params double[] values) =>
        Signal.Series(metric, 1, values[5..].Average(), 0.1) with
        {
            Recent = values.Select((value, i) => new TimedValue(TwinBrainDriver.Start.AddSeconds(i * 20), value))
                .ToImmutableArray(),
        };
}
