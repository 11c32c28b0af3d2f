using AiopsTwin.Engine.Baselines;

namespace AiopsTwin.Engine.Tests.Baselines;

public sealed class SeasonProfileTests
{
    private const double Noise = 0.01;
    private static readonly long Interval = TimeSpan.FromMinutes(5).Ticks;
    private static readonly long Origin = new DateTime(2026, 3, 2, 7, 0, 0, DateTimeKind.Utc).Ticks;

    [Theory]
    [InlineData(10, 288)]
    [InlineData(300, 288)]
    [InlineData(600, 144)]
    [InlineData(3600, 24)]
    [InlineData(7200, 24)]
    public void SlotsFor_Interval_HoldsOneSampleAtLeast(int seconds, int slots) =>
        Assert.Equal(slots, SeasonProfile.SlotsFor(TimeSpan.FromSeconds(seconds).Ticks));

    [Fact]
    public void Enter_FirstDay_KnowsNothing()
    {
        var season = new SeasonProfile(Origin, Interval, 100);

        Play(season, 0, 287, _ => 100, _ => false);

        Assert.False(season.IsKnown);
        Assert.Equal(0, season.OffsetIn(Origin));
    }

    [Fact]
    public void Enter_SecondDay_KnowsTheFirstWithoutItsMiddle()
    {
        var season = new SeasonProfile(Origin, Interval, 90);

        Play(season, 0, 288 + 100, slot => slot % 288 < 144 ? 100 : 120, _ => false);

        Assert.True(season.IsKnown);
        Assert.Equal(-10, season.OffsetAt(At(288 + 100), Noise)!.Value, 0.01);
        Assert.Equal(10, season.OffsetAt(At(288 + 200), Noise)!.Value, 0.01);
        Assert.Equal(110, season.Reference, 0.01);
    }

    [Fact]
    public void Enter_TaintedOnce_IsNotBelieved()
    {
        var season = new SeasonProfile(Origin, Interval, 100);

        Play(season, 0, 300, slot => slot == 100 ? 150 : 100, slot => slot == 100);

        Assert.Null(season.OffsetAt(At(288 + 100), Noise));
        Assert.Equal(0, season.OffsetAt(At(288 + 101), Noise)!.Value, 0.01);
    }

    [Fact]
    public void Enter_TaintedTwiceAlike_IsBelieved()
    {
        var season = new SeasonProfile(Origin, Interval, 100);

        Play(season, 0, 600, slot => slot % 288 == 100 ? 150 : 100, slot => slot % 288 == 100);

        Assert.Equal(50, season.OffsetAt(At(576 + 100), Noise)!.Value, 0.1);
    }

    [Fact]
    public void Enter_TaintedOneDayOfTwo_BelievesTheOther()
    {
        var season = new SeasonProfile(Origin, Interval, 100);

        Play(season, 0, 600, slot => slot == 288 + 100 ? 20 : 100 + (slot % 288 == 100 ? 5 : 0), slot => slot == 388);

        Assert.Equal(5, season.OffsetAt(At(576 + 100), Noise)!.Value, 0.1);
    }

    [Fact]
    public void OffsetAt_NotAboveTheNoise_IsShrunk()
    {
        var season = new SeasonProfile(Origin, Interval, 100);

        Play(season, 0, 300, slot => slot == 100 ? 101 : 100, _ => false);

        // t = 1, so the share kept is 1 / (1 + 4).
        Assert.Equal(0.2, season.OffsetAt(At(288 + 100), 1)!.Value, 0.001);
    }

    [Fact]
    public void Envelope_AtTheEdgeOfAJob_HoldsBothLevels()
    {
        var season = new SeasonProfile(Origin, Interval, 100);

        Play(season, 0, 288 + 99, slot => slot % 288 >= 100 && slot % 288 < 110 ? 140 : 100, _ => false);

        var (low, high) = season.Envelope();
        Assert.Equal(0, low, 0.01);
        Assert.Equal(40, high, 0.1);
    }

    private static long At(int slot) => Origin + (slot * Interval);

    private static void Play(SeasonProfile season, int first, int last, Func<int, double> value, Func<int, bool> isBad)
    {
        for (var slot = first; slot <= last; slot++)
        {
            season.Enter(At(slot), Noise);
            season.Learn(value(slot), isBad(slot));
        }
    }
}
