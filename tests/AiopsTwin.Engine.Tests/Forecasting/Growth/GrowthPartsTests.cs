using AiopsTwin.Engine.Forecasting.Growth;
using AiopsTwin.Engine.Numerics;

namespace AiopsTwin.Engine.Tests.Forecasting.Growth;

/// <summary>The parts of a capacity forecast: <see cref="WeekShape"/>, <see cref="CleanUps"/>,
/// <see cref="ChangePoint"/>,
/// <see cref="GrowthCurve"/> and the distributions of <see cref="CrossingDays"/>.</summary>
public sealed class GrowthPartsTests
{
    [Fact]
    public void WeekShape_WeekendDip_IsFoundUnderGrowthAndNoise()
    {
        var random = new SeededRandom(1);
        var values = new double[140];
        for (var day = 0; day < values.Length; day++)
        {
            values[day] = 1000 + (5 * day) - (day % 7 >= 5 ? 40 : 0) + (3 * random.NextNormal());
        }

        var week = WeekShape.Of(values);

        Assert.Equal(-40, week[5] - week[1], 6.0);
        Assert.Equal(0, week[3] - week[1], 6.0);
        Assert.Equal(0, week.Sum(), 1.0);
    }

    [Fact]
    public void WeekShape_Noise_IsNoSeason()
    {
        var found = 0;
        for (var seed = 0UL; seed < 50; seed++)
        {
            var random = new SeededRandom(seed);
            var values = new double[140];
            for (var day = 0; day < values.Length; day++)
            {
                values[day] = random.NextNormal();
            }

            found += Array.Exists(WeekShape.Of(values), offset => offset != 0) ? 1 : 0;
        }

        Assert.InRange(found, 0, 3);
    }

    [Fact]
    public void CleanUps_MonthlyFalls_AreFoundWithTheirRhythm()
    {
        var values = Enumerable.Range(0, 200).Select(day => 100 + (2.0 * day) - (30 * (day / 30))).ToArray();

        var found = CleanUps.In(values);

        Assert.Equal([30, 60, 90, 120, 150, 180], found.Days);
        Assert.Equal(30, found.Every);
        Assert.Equal(30, found.Size, 0.001);
        Assert.True(found.IsRegular);
        Assert.Equal(0, found.RemovedWithin(10, 199));
        Assert.Equal(30, found.RemovedWithin(11, 199), 0.001);
        Assert.Equal(60, found.RemovedWithin(41, 199), 0.001);
    }

    [Fact]
    public void CleanUps_DipOfOneDay_IsNone()
    {
        var values = Enumerable.Range(0, 60).Select(day => day == 30 ? 10.0 : 100 + day).ToArray();

        Assert.Empty(CleanUps.In(values).Days);
    }

    [Fact]
    public void CleanUps_LongPast_AreNoHabit()
    {
        var values = Enumerable.Range(0, 300).Select(day => 100 + (2.0 * day) - (20 * Math.Min(4, day / 10))).ToArray();

        var found = CleanUps.In(values);

        Assert.Equal(4, found.Days.Length);
        Assert.Equal(0, found.Every);
        Assert.Equal(0, found.RemovedWithin(100, 299));
    }

    [Fact]
    public void ChangePoint_DoubledGrowth_IsDated()
    {
        var random = new SeededRandom(2);
        var levels = new double[200];
        for (var day = 1; day < levels.Length; day++)
        {
            levels[day] = levels[day - 1] + (day > 120 ? 2 : 1) + (0.3 * random.NextNormal());
        }

        Assert.InRange(ChangePoint.Last(levels), 115, 125);
    }

    [Fact]
    public void ChangePoint_SteadyGrowth_HasNone()
    {
        var levels = Enumerable.Range(0, 200).Select(day => 3.0 * day).ToArray();

        Assert.Equal(0, ChangePoint.Last(levels));
    }

    [Theory]
    [InlineData(GrowthKind.Line, 2.0, 0, 0)]
    [InlineData(GrowthKind.Exponential, 0.01, 80, 0)]
    [InlineData(GrowthKind.Power, 1.4, 90, 120)]
    [InlineData(GrowthKind.Quadratic, 1.0, 0.02, 0)]
    [InlineData(GrowthKind.Quadratic, 3.0, -0.01, 0)]
    [InlineData(GrowthKind.Logistic, 0.05, 400, 10)]
    [InlineData(GrowthKind.Damped, 4.0, 0.98, 0)]
    public void GrowthCurve_DayReaching_InvertsTheCurve(object kind, double b, double c, double d)
    {
        var curve = new GrowthCurve((GrowthKind)kind, 100, b, c, d);

        var day = curve.DayReaching(curve.At(25));

        Assert.Equal(25, day, 1e-6);
        Assert.Equal(0, curve.DayReaching(90));
    }

    [Theory]
    [InlineData(GrowthKind.Line, -1.0, 0, 0)]
    [InlineData(GrowthKind.Line, 0.0, 0, 0)]
    [InlineData(GrowthKind.Exponential, -0.01, 80, 0)]
    [InlineData(GrowthKind.Quadratic, 1.0, -0.02, 0)]
    [InlineData(GrowthKind.Logistic, 0.05, 50, 0)]
    [InlineData(GrowthKind.Damped, 4.0, 0.9, 0)]
    public void GrowthCurve_LevelOutOfReach_IsNeverReached(object kind, double b, double c, double d)
    {
        var curve = new GrowthCurve((GrowthKind)kind, 100, b, c, d);

        Assert.Equal(double.PositiveInfinity, curve.DayReaching(1000));
    }

    [Fact]
    public void CrossingSpread_MoreMisses_WidenTheInterval()
    {
        var steady = CrossingSpread.Of([0.1, -0.1, 0.1, -0.1, 0.1, -0.1, 0.1, -0.1]);
        var worse = CrossingSpread.Of([0.1, -0.1, 0.1, -0.3, 0.3, -0.5, 0.5, -0.9]);

        Assert.True(worse.Misses > steady.Misses);
        Assert.True(worse.Deviation > steady.Deviation);
    }

    [Fact]
    public void CrossingSpread_NothingTried_IsWide()
    {
        Assert.InRange(CrossingSpread.Of([]).Deviation, 0.4, 0.7);
    }

    [Fact]
    public void TrendCrossing_QuantileAndOdds_AreInverse()
    {
        var days = new TrendCrossing(20, 0.3, [10, 15, 20, 28, 45]);

        foreach (var share in new[] { 0.05, 0.1, 0.5, 0.8, 0.95 })
        {
            Assert.Equal(share, days.Within(days.Quantile(share)), 1e-9);
        }

        Assert.Equal(20, days.Quantile(0.5), 1e-9);
        Assert.True(days.Quantile(0.9) / 20 > 20 / days.Quantile(0.1));
    }

    [Fact]
    public void PeakCrossing_LimitReachedEveryTenDays_SaysSo()
    {
        var values = Enumerable.Range(0, 180).Select(day => day % 10 == 5 ? 100.0 : 50).ToArray();

        var days = PeakCrossing.Of(values, 90)!;

        Assert.Equal(10 * Math.Log(2), days.Median, 0.01);
        Assert.Null(PeakCrossing.Of(values, 101));
    }
}
