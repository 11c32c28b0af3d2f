using AiopsTwin.Grains.Runs;

namespace AiopsTwin.Grains.Tests.Runs;

public sealed class RunPaceTests
{
    private static readonly DateTimeOffset Wall = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Target_TenTimesSpeed_GoesTenVirtualSecondsASecond()
    {
        var pace = new RunPace();
        pace.Anchor(Wall, TimeSpan.FromMinutes(1), 10);

        var target = pace.Target(Wall.AddMilliseconds(500), TimeSpan.FromMinutes(1));

        Assert.Equal(TimeSpan.FromMinutes(1) + TimeSpan.FromSeconds(5), target);
    }

    [Fact]
    public void Target_SpeedZero_HasNoLimit()
    {
        var pace = new RunPace();
        pace.Anchor(Wall, TimeSpan.Zero, 0);

        Assert.Equal(TimeSpan.MaxValue, pace.Target(Wall, TimeSpan.Zero));
    }

    [Fact]
    public void Target_AfterAStall_LetsTheLostTimeGo()
    {
        var pace = new RunPace();
        pace.Anchor(Wall, TimeSpan.Zero, 2);

        var afterStall = pace.Target(Wall.AddMinutes(5), TimeSpan.Zero);
        var later = pace.Target(Wall.AddMinutes(5).AddSeconds(1), afterStall);

        Assert.Equal(TimeSpan.FromSeconds(2), afterStall);
        Assert.Equal(TimeSpan.FromSeconds(4), later);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(0.25, true)]
    [InlineData(1000, true)]
    [InlineData(0.2, false)]
    [InlineData(1001, false)]
    [InlineData(-1, false)]
    [InlineData(double.NaN, false)]
    public void IsValid_Speed_IsZeroOrBetweenAQuarterAndAThousand(double speed, bool expected) =>
        Assert.Equal(expected, RunPace.IsValid(speed));
}
