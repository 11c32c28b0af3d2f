using AiopsTwin.Engine.Baselines;
using AiopsTwin.Engine.Numerics;

namespace AiopsTwin.Engine.Tests.Baselines;

public sealed class SeasonProfileTests
{
    private const double Noise = 0.01;
    private static readonly long Interval = TimeSpan.FromMinutes(10).Ticks;
    private static readonly long Origin = new DateTime(2026, 3, 2, 7, 0, 0, DateTimeKind.Utc).Ticks;

    [Theory]
    [InlineData(10, 144)]
    [InlineData(300, 144)]
    [InlineData(900, 96)]
    [InlineData(3600, 24)]
    [InlineData(7200, 24)]
    public void SlotsFor_Interval_HoldsOneSampleAtLeast(int seconds, int slots) =>
        Assert.Equal(slots, SeasonProfile.SlotsFor(TimeSpan.FromSeconds(seconds).Ticks));

    [Fact]
    public void Enter_FirstDay_KnowsNothing()
    {
        var season = new SeasonProfile(Origin, Interval, 100);

        Play(season, 0, 143, _ => 100, _ => false);

        Assert.False(season.IsKnown);
        Assert.Equal(0, season.OffsetIn(Origin));
    }

    [Fact]
    public void Enter_SecondDay_KnowsTheFirstWithoutItsMiddle()
    {
        var season = new SeasonProfile(Origin, Interval, 90);

        Play(season, 0, 144 + 100, slot => slot % 144 < 72 ? 100 : 120, _ => false);

        Assert.True(season.IsKnown);
        Assert.Equal(-10, season.OffsetAt(At(144 + 50), Noise)!.Value, 0.01);
        Assert.Equal(10, season.OffsetAt(At(144 + 120), Noise)!.Value, 0.01);
        Assert.Equal(110, season.Reference, 0.01);
    }

    [Fact]
    public void Enter_TaintedOnce_IsNotBelieved()
    {
        var season = new SeasonProfile(Origin, Interval, 100);

        Play(season, 0, 150, slot => slot == 100 ? 150 : 100, slot => slot == 100);

        Assert.Null(season.OffsetAt(At(144 + 100), Noise));
        Assert.Equal(0, season.OffsetAt(At(144 + 101), Noise)!.Value, 0.01);
    }

    [Fact]
    public void Enter_TaintedTwiceAlike_IsBelieved()
    {
        var season = new SeasonProfile(Origin, Interval, 100);

        Play(season, 0, 300, slot => slot % 144 == 100 ? 150 : 100, slot => slot % 144 == 100);

        Assert.Equal(50, season.OffsetAt(At(288 + 100), Noise)!.Value, 0.1);
    }

    [Fact]
    public void Enter_TaintedOneDayOfTwo_BelievesTheOther()
    {
        var season = new SeasonProfile(Origin, Interval, 100);

        Play(season, 0, 300, slot => slot == 144 + 100 ? 20 : 100 + (slot % 144 == 100 ? 5 : 0), slot => slot == 244);

        Assert.Equal(5, season.OffsetAt(At(288 + 100), Noise)!.Value, 0.1);
    }

    [Fact]
    public void OffsetAt_NotAboveTheNoise_IsShrunk()
    {
        var season = new SeasonProfile(Origin, Interval, 100);

        Play(season, 0, 150, slot => slot == 100 ? 101 : 100, _ => false);

        // t = 1, so the share kept is 1 / (1 + 4).
        Assert.Equal(0.2, season.OffsetAt(At(144 + 100), 1)!.Value, 0.001);
    }

    [Fact]
    public void Envelope_AtTheEdgeOfAJob_HoldsBothLevels()
    {
        var season = new SeasonProfile(Origin, Interval, 100);

        Play(season, 0, 144 + 99, slot => slot % 144 >= 100 && slot % 144 < 110 ? 140 : 100, _ => false);

        var (low, high) = season.Envelope();
        Assert.Equal(0, low, 0.01);
        Assert.Equal(40, high, 0.1);
    }

    /// <summary>An office: nothing happens at weekends. From its third weekend on a Saturday is expected to be one, and
    /// the Monday after it a working day.</summary>
    [Fact]
    public void Enter_TwoKindsOfDays_KnowsTheWeek()
    {
        var season = new SeasonProfile(Origin, Interval, 100);

        Play(season, 0, (14 * 144) + 100, Office, _ => false);

        Assert.Equal(0b1100000, season.Kinds.Bits);
        Assert.All(
            Enumerable.Range((14 * 144) + 110, 6 * 144),
            slot => AssertExpected(season, slot));
    }

    [Fact]
    public void Enter_DaysThatAreAllDifferent_AreOfOneKind()
    {
        for (ulong seed = 1; seed <= 20; seed++)
        {
            var season = new SeasonProfile(Origin, Interval, 100);
            var random = new SeededRandom(seed);
            var level = 100.0;

            Play(season, 0, 28 * 144, _ => level += random.NextNormal(), _ => false);

            Assert.Equal(0, season.Kinds.Bits);
        }
    }

    private static double Office(int slot) => slot / 144 % 7 < 5 && slot % 144 is >= 48 and < 100 ? 140 : 100;

    private static void AssertExpected(SeasonProfile season, int slot)
    {
        var night = season.OffsetAt(At((slot / 144 * 144) + 10), Noise)!.Value;
        Assert.Equal(Office(slot) - 100, season.OffsetAt(At(slot), Noise)!.Value - night, 0.1);
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
