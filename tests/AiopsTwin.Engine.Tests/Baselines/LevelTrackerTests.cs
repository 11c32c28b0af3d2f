using AiopsTwin.Engine.Baselines;

namespace AiopsTwin.Engine.Tests.Baselines;

public sealed class LevelTrackerTests
{
    private const double Memory = 180;
    private static readonly LearningPace Usual = new(1, false);

    [Fact]
    public void Learn_StraightLine_FollowsWithoutLag()
    {
        var level = new LevelTracker { Level = 100, Samples = 30 };

        for (var i = 0; i < 3000; i++)
        {
            level.Move(1, Memory);
            level.Learn(100 + (0.1 * i) - level.Level, 1, Memory, Usual);
        }

        Assert.Equal(100 + (0.1 * 2999), level.Level, 0.01);
        Assert.Equal(0.1, level.Trend, 0.001);
    }

    [Fact]
    public void Learn_OneHugeResidual_PullsByThreeDeviationsAtMost()
    {
        var level = new LevelTracker { Level = 100, Samples = 2 * Memory };

        level.Learn(1e9, 1, Memory, Usual);

        Assert.Equal(100 + (3 * (2 - (1 / Memory)) / Memory), level.Level, 9);
    }

    [Fact]
    public void Learn_AnomalousForTenMinutes_HardlyMoves()
    {
        var level = new LevelTracker { Level = 100, Samples = 2 * Memory, Trend = 0.01 };

        for (var i = 0; i < 60; i++)
        {
            level.Learn(50, 1, Memory, new LearningPace(0.05, true));
        }

        Assert.InRange(level.Level, 100, 100.2);
        Assert.InRange(level.Trend, 0, 0.0075);
    }

    [Fact]
    public void Doubt_Level_MustSettleAgainAndLearnsWithoutABound()
    {
        var level = new LevelTracker { Level = 100, Samples = 360 };

        level.Doubt(1);
        level.Learn(50, 1, Memory, Usual);

        Assert.False(level.IsSettled);
        Assert.Equal(150, level.Level, 6);
    }
}
