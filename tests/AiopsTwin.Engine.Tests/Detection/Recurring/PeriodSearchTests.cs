using AiopsTwin.Engine.Detection.Recurring;
using AiopsTwin.Engine.Numerics;

namespace AiopsTwin.Engine.Tests.Detection.Recurring;

public sealed class PeriodSearchTests
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);
    private static readonly long Interval = TimeSpan.FromSeconds(10).Ticks;

    [Fact]
    public void Find_ThreeAfternoonsWithinMinutes_IsADailyPattern()
    {
        var pattern = Find(Monday.AddHours(15), Monday.AddDays(1).AddHours(15.03), Monday.AddDays(2).AddHours(14.98));

        Assert.NotNull(pattern);
        Assert.Equal(TimeSpan.FromDays(1), pattern.Period);
        Assert.Equal(15, pattern.Phase.TotalHours, 0.02);
        Assert.Equal(3, pattern.Times);
        Assert.InRange(pattern.Spread.TotalMinutes, 1, 3);
        Assert.InRange(pattern.Concentration, 0.999, 1);
    }

    [Fact]
    public void Find_TwoTimes_IsNoPattern() => Assert.Null(Find(Monday.AddHours(15), Monday.AddDays(1).AddHours(15)));

    [Fact]
    public void Find_OneAfternoonOnly_IsNoPattern() => Assert.Null(Find(
        Monday.AddHours(15), Monday.AddHours(15.6), Monday.AddHours(16.2), Monday.AddHours(16.8)));

    [Theory]
    [InlineData(6)]
    [InlineData(8)]
    [InlineData(12)]
    public void Find_EverySoManyHours_GivesThisPeriodAndNotTheDay(int hours)
    {
        var pattern = Find([.. Enumerable.Range(0, 10).Select(i => Monday.AddHours(2 + (hours * i)).AddSeconds(i))]);

        Assert.Equal(TimeSpan.FromHours(hours), pattern!.Period);
    }

    [Fact]
    public void Find_FourSundays_IsAWeeklyPattern()
    {
        var pattern = Find([.. Enumerable.Range(0, 4).Select(i => Monday.AddDays(6 + (7 * i)).AddHours(3))]);

        Assert.Equal(TimeSpan.FromDays(7), pattern!.Period);
        Assert.Equal(4, pattern.Times);
        Assert.Equal(DayOfWeek.Sunday, pattern.NextAfter(Monday).DayOfWeek);
    }

    [Fact]
    public void Find_AroundMidnight_IsOnePattern()
    {
        var pattern = Find(
            Monday.AddMinutes(-1), Monday.AddDays(1).AddMinutes(1), Monday.AddDays(2).AddSeconds(-30),
            Monday.AddDays(3).AddSeconds(40));

        Assert.Equal(TimeSpan.FromDays(1), pattern!.Period);
        Assert.InRange(pattern.DistanceOf(Monday), TimeSpan.Zero, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void Find_WorkingDaysOfTwoWeeks_IsADailyPattern()
    {
        var days = new[] { 0, 1, 2, 3, 4, 7, 8, 9, 10, 11 };

        var pattern = Find([.. days.Select(day => Monday.AddDays(day).AddHours(9).AddMinutes(day % 3))]);

        Assert.Equal(TimeSpan.FromDays(1), pattern!.Period);
        Assert.Equal((10, 12), (pattern.Times, pattern.Periods));
    }

    [Theory]
    [InlineData(2, 5, 0.99)]
    [InlineData(10, 7, 0.99)]
    [InlineData(25, 10, 0.9)]
    public void Find_DailyWithJitterAndStrayOnsets_IsFoundOverSeeds(int jitterMinutes, int days, double share)
    {
        var found = 0;
        for (var seed = 1; seed <= 200; seed++)
        {
            var random = new SeededRandom((ulong)seed);
            var onsets = Enumerable.Range(0, days)
                .Select(day => Monday.AddDays(day).AddHours(15)
                    .AddMinutes(jitterMinutes * ((2 * random.NextDouble()) - 1)))
                .Append(Monday.AddDays(days * random.NextDouble())).Order().ToArray();
            var pattern = Find(onsets);
            found += pattern?.Period == TimeSpan.FromDays(1)
                && pattern.DistanceOf(Monday.AddHours(15)) < TimeSpan.FromMinutes(jitterMinutes)
                ? 1
                : 0;
        }

        Assert.InRange(found / 200.0, share, 1);
    }

    /// <summary>Every series is looked at with each of sixty onsets, and one finding at any look counts.</summary>
    [Theory]
    [InlineData(0.3)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(10)]
    public void Take_RandomOnsets_FindsAtMostOnePercentFalsely(double perDay)
    {
        const int series = 400;
        var found = 0;
        for (var seed = 1; seed <= series; seed++)
        {
            var random = new SeededRandom((ulong)seed);
            var track = new RecurringTrack();
            var at = Monday;
            var isFound = false;
            for (var onset = 0; onset < 60; onset++)
            {
                at -= TimeSpan.FromDays(Math.Log(1 - random.NextDouble()) / perDay);
                track.Take(at.UtcTicks, Interval);
                isFound |= track.Pattern is not null;
            }

            found += isFound ? 1 : 0;
        }

        Assert.InRange(found / (double)series, 0, 0.01);
    }

    private static RecurringPattern? Find(params DateTimeOffset[] onsets) =>
        PeriodSearch.Find([.. onsets.Select(onset => onset.UtcTicks)], Interval);
}
