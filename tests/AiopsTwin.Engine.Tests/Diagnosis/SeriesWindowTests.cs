using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Diagnosis;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Tests.Diagnosis;

public sealed class SeriesWindowTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Of_LevelNeverSeen_DeviatesSinceTheSampleBefore()
    {
        var evidence = SeriesWindow.Of(
            MetricCatalog.CpuUtilization, Values(0, 0.1, 0.11, 0.1, 0.12, 0.1, 0.1, 0.11, 0.1, 0.1, 0.1),
            Values(10, 0.1, 0.8, 0.8))!;

        Assert.True(evidence.IsWarm);
        Assert.InRange(evidence.Deviation, 30, 200);
        Assert.Equal(Start.AddMinutes(10), evidence.Onset);
    }

    [Fact]
    public void Of_LevelTheSeriesVisitsOfItsOwnAccord_StaysWithinThree()
    {
        var usual = Enumerable.Range(0, 50).Select(i => i % 12 == 5 ? 0.5 : 0.1).ToArray();

        var evidence = SeriesWindow.Of(MetricCatalog.CpuUtilization, Values(0, usual), Values(50, 0.5, 0.5))!;

        Assert.InRange(evidence.Deviation, 0, 3.01);
    }

    [Fact]
    public void Of_NoSamplesBefore_SaysNothing() =>
        Assert.Null(SeriesWindow.Of(MetricCatalog.CpuUtilization, [], Values(0, 0.5)));

    private static TimedValue[] Values(int minute, params double[] values) =>
        [.. values.Select((value, i) => new TimedValue(Start.AddMinutes(minute + i), value))];
}
