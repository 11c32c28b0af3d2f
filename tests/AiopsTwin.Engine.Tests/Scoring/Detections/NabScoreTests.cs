using AiopsTwin.Engine.Scoring.Detections;

namespace AiopsTwin.Engine.Tests.Scoring.Detections;

/// <summary>By the published scorer's arithmetic, worked by hand.</summary>
public sealed class NabScoreTests
{
    private const int Length = 200;

    [Theory]
    [InlineData(-1, 0.98661)]
    [InlineData(-0.5, 0.84828)]
    [InlineData(0, 0)]
    [InlineData(1, -0.98661)]
    [InlineData(2.999, -0.9999994)]
    [InlineData(3, -1)]
    public void Weight_PublishedPlaces_GiveThePublishedValues(double place, double weight) =>
        Assert.Equal(weight, NabScore.Weight(place), 5);

    [Fact]
    public void Of_NoAlarms_IsZero() => Assert.Equal(0, NabScore.Of([Series()], NabProfile.Standard));

    [Fact]
    public void Of_AlarmAtTheStartOfEveryWindow_IsAHundred() =>
        Assert.Equal(100, NabScore.Of([Series(100)], NabProfile.LowMisses), 10);

    [Fact]
    public void Of_AlarmHalfwayIn_EarnsTheSigmoidThere()
    {
        // Window of samples 100 to 109: at sample 105, five from its end, -(109 - 105 + 1) / 10 = -0.5.
        var expected = 100 * ((0.8482836 / 0.9866143) + 1) / 2;

        Assert.Equal(expected, NabScore.Of([Series(105, 108)], NabProfile.Standard), 4);
    }

    [Fact]
    public void Of_FalseAlarms_CostLessTheCloserTheyFollowAWindow()
    {
        // Before any window -0.11; nine samples behind its end, one width less one, 0.11 * -0.9866143.
        var expected = 100 * (1 - 0.11 - (0.11 * 0.9866143) + 1) / 2;

        Assert.Equal(expected, NabScore.Of([Series(50, 100, 118)], NabProfile.Standard), 4);
    }

    [Fact]
    public void Of_AlarmsInTheFirstFifteenPercent_AreNotScored() =>
        Assert.Equal(100, NabScore.Of([Series(0, 29, 100)], NabProfile.Standard), 10);

    [Fact]
    public void Best_OneThreshold_WeighsAllSeriesTogether()
    {
        var first = Series();
        first.Scores[50] = 5;
        first.Scores[100] = 3;
        var second = Series();
        second.Scores[100] = 4;

        var (threshold, score) = NabScore.Best([first, second], NabProfile.Standard);

        // Lowering it to 3 costs the false alarm at 5 (-0.11) and wins both windows.
        Assert.Equal(3, threshold);
        Assert.Equal(100 * (2 - 0.11 + 2) / 4, score, 10);
    }

    [Fact]
    public void Best_OnlyFalseAlarms_StaysAtZero()
    {
        var (threshold, score) = NabScore.Best([Series(40, 60)], NabProfile.Standard);

        Assert.Equal(double.PositiveInfinity, threshold);
        Assert.Equal(0, score);
    }

    private static (DetectionSeries Series, float[] Scores) Series(params int[] alarms)
    {
        const long Step = 5 * TimeSpan.TicksPerMinute;
        var scores = new float[Length];
        foreach (var alarm in alarms)
        {
            scores[alarm] = 1;
        }

        return (
            new DetectionSeries(
                "nab", [.. Enumerable.Range(0, Length).Select(i => i * Step)], [.. new double[Length]],
                [new LabelledEvent(100 * Step, 109 * Step)]),
            scores);
    }
}
