using AiopsTwin.Engine.Scoring.Detections;

namespace AiopsTwin.Engine.Tests.Scoring.Detections;

public sealed class RefractoryScoreTests
{
    [Fact]
    public void Of_PlateauOfScores_KeepsItsFirstAndNewHeights()
    {
        long[] ticks = [.. Enumerable.Range(0, 5).Select(i => i * TimeSpan.TicksPerMinute)];

        var kept = RefractoryScore.Of(ticks, [8, 7, 7, 9, 8]);

        Assert.Equal([8, 0, 0, 9, 0], kept);
    }

    [Fact]
    public void Of_HalfLifeLater_HalfTheScoreSuffices()
    {
        var halfLife = (long)(0.03 * TimeSpan.TicksPerDay);

        var kept = RefractoryScore.Of([0, halfLife, halfLife + 1], [8, 4.1f, 4.05f]);

        Assert.Equal([8, 4.1f, 0], kept);
    }
}
