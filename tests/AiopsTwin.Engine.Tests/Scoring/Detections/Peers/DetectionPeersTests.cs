using AiopsTwin.Engine.Numerics;
using AiopsTwin.Engine.Scoring.Detections;
using AiopsTwin.Engine.Scoring.Detections.Peers;

namespace AiopsTwin.Engine.Tests.Scoring.Detections.Peers;

public sealed class DetectionPeersTests
{
    private const int Day = 1440;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Scores_Outage_IsTheHighest(int peer)
    {
        var series = Series(i => i is >= 3 * Day and < (3 * Day) + 10 ? 5 : 100);

        var scores = DetectionExam.Scores(series, DetectionPeers.Create(peer));

        Assert.InRange(Array.IndexOf(scores, scores.Max()), 3 * Day, (3 * Day) + 9);
    }

    [Fact]
    public void Scores_SlotOfANightlyJob_ForgivesItAndEwmaDoesNot()
    {
        var series = Series(i => i % Day is >= 600 and < 620 ? 200 : 100);

        var ewma = DetectionExam.Scores(series, DetectionPeers.Create(0));
        var slot = DetectionExam.Scores(series, DetectionPeers.Create(1));

        Assert.True(ewma[(3 * Day) + 600] > 5, $"{ewma[(3 * Day) + 600]}");
        Assert.True(slot[(3 * Day) + 602] < 3, $"{slot[(3 * Day) + 602]}");
    }

    [Fact]
    public void Scores_StaticLimits_AreBlindInsideOfWhatTheFirstDaysShowed()
    {
        // Half of the usual at the top of the wave is still more than the bottom of it.
        var series = Series(i => (100 + (60 * Math.Sin(2 * Math.PI * i / Day)))
            * (i is >= (3 * Day) + 300 and < (3 * Day) + 400 ? 0.5 : 1));

        var scores = DetectionExam.Scores(series, DetectionPeers.Create(3));

        Assert.InRange(scores[((3 * Day) + 300)..((3 * Day) + 400)].Max(), 0f, 1f);
    }

    [Fact]
    public void Scores_AdaptiveBand_NeverAlertsOnFortyPercent()
    {
        // The margin of half the mean is part of the rule's band, whatever the noise.
        var series = Series(i => i is >= 3 * Day and < (3 * Day) + 60 ? 140 : 100);

        var scores = DetectionExam.Scores(series, DetectionPeers.Create(2));

        Assert.InRange(scores.Max(), 0.5f, 1f);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Score_MissingValue_IsNoVerdict(int peer) =>
        Assert.Equal(0, DetectionPeers.Create(peer).Score(1, double.NaN));

    [Fact]
    public void Create_NoSuchPeer_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => DetectionPeers.Create(DetectionPeers.Names.Count));

    private static DetectionSeries Series(Func<int, double> level)
    {
        var random = new SeededRandom(3);
        return new DetectionSeries(
            "kpi",
            [.. Enumerable.Range(0, 4 * Day).Select(i => i * TimeSpan.TicksPerMinute)],
            [.. Enumerable.Range(0, 4 * Day).Select(i => level(i) * (1 + (0.02 * random.NextNormal())))],
            []);
    }
}
