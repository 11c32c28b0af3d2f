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
    public void Of_TwelveHoursLater_ALowerScoreSuffices()
    {
        var memory = TimeSpan.FromHours(12).Ticks;

        var kept = RefractoryScore.Of([0, 10, memory, memory + 1, memory + 2], [8, 4, 5, 6, 5]);

        Assert.Equal([8, 0, 0, 6, 0], kept);
    }
}
