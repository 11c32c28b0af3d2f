using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Numerics;
using AiopsTwin.Engine.Scoring.Detections;

namespace AiopsTwin.Engine.Tests.Scoring.Detections;

public sealed class TwinScorerTests
{
    private const int Minutes = 5 * 1440;
    private const int Fault = 4 * 1440;

    [Fact]
    public void Score_FallByAThird_IsTheHighestOfTheSeriesAndAlerts()
    {
        var scorer = new TwinScorer(DetectionSettings.Default);

        var scores = DetectionExam.Scores(Series(1, 0), scorer);

        var highest = Array.IndexOf(scores, scores.Max());
        Assert.InRange(highest, Fault, Fault + 30);
        Assert.Contains(scorer.Alerts, ticks => ticks >= Fault * TimeSpan.TicksPerMinute);
    }

    [Fact]
    public void Score_AlertRaised_ReachesTheThresholdAtThatSample()
    {
        var scorer = new TwinScorer(DetectionSettings.Default);
        var series = Series(1, 0);

        var scores = DetectionExam.Scores(series, scorer);

        Assert.NotEmpty(scorer.Alerts);
        var least = DetectionSettings.Default.RaiseScore - 0.001;
        Assert.All(scorer.Alerts, ticks => Assert.True(scores[series.Ticks.IndexOf(ticks)] >= least));
    }

    [Theory]
    [InlineData(1000, 0)]
    [InlineData(1, 1234567)]
    public void Score_OtherUnitOrOtherClock_IsTheSame(double unit, int minutes)
    {
        var plain = DetectionExam.Scores(Series(1, 0), new TwinScorer(DetectionSettings.Default));
        var disguised = DetectionExam.Scores(Series(unit, minutes), new TwinScorer(DetectionSettings.Default));

        Assert.All(plain.Zip(disguised), pair => Assert.Equal(pair.First, pair.Second, 0.01f));
    }

    [Fact]
    public void Score_MissingValue_IsNoVerdict() =>
        Assert.Equal(0, new TwinScorer(DetectionSettings.Default).Score(1, double.NaN));

    private static DetectionSeries Series(double unit, int minutes)
    {
        var random = new SeededRandom(7);
        return new DetectionSeries(
            "kpi",
            [.. Enumerable.Range(minutes, Minutes).Select(i => (i + 1) * TimeSpan.TicksPerMinute)],
            [.. Enumerable.Range(0, Minutes).Select(i => unit * (i >= Fault && i < Fault + 30 ? 66 : 100)
                * (1 + (0.02 * random.NextNormal())))],
            []);
    }
}
