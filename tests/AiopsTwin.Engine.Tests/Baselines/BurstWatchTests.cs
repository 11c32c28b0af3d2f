using AiopsTwin.Engine.Baselines;
using AiopsTwin.Engine.Numerics;

namespace AiopsTwin.Engine.Tests.Baselines;

public sealed class BurstWatchTests
{
    private const int Day = 1440;
    private const double Deviation = 0.03;
    private static readonly long Start = new DateTime(2026, 3, 2, 0, 0, 0, DateTimeKind.Utc).Ticks;

    private SeededRandom _random = new(7);

    [Fact]
    public void Hear_ABurstEveryNight_IsLearnedWithItsTimeLengthAndHeight()
    {
        var watch = new BurstWatch();

        Run(watch, 0, 6, _ => true);

        var burst = Assert.Single(watch.Bursts);
        Assert.True(burst.IsKnown);
        Assert.InRange(burst.StartMinute, 117, 123);
        Assert.InRange(burst.Minutes, 56, 64);
        Assert.InRange(burst.Height, 0.35, 0.45);
        Assert.False(watch.TryMissing(out _));
    }

    [Fact]
    public void Hear_OneNightStaysAway_IsMissingUntilItComesAgain()
    {
        var watch = new BurstWatch();
        Run(watch, 0, 9, _ => true);

        var changes = Run(watch, 9, 1, _ => false);
        var count = watch.TryMissing(out var missing) ? missing.Count : 0;
        var later = Run(watch, 10, 1, _ => true);

        var at = Assert.Single(changes);
        Assert.InRange(at % Day, 175, 192);
        Assert.Equal(9, count);
        Assert.Single(later);
        Assert.False(watch.TryMissing(out _));
    }

    [Fact]
    public void Hear_WorkdaysOnly_IsNotMissedAtTheWeekend()
    {
        var watch = new BurstWatch();

        var changes = Run(watch, 0, 21, day => day % 7 < 5);

        Assert.Empty(changes);
    }

    [Fact]
    public void Hear_Weekly_IsKnownAndMissedFromTheThirdWeek()
    {
        var watch = new BurstWatch();
        Run(watch, 0, 24, day => day % 7 == 3);

        var isKnown = Assert.Single(watch.Bursts).IsKnown;
        var changes = Run(watch, 24, 4, _ => false);

        Assert.True(isKnown);
        Assert.InRange(Assert.Single(changes), (24 * Day) + 175, (24 * Day) + 195);
    }

    [Fact]
    public void Hear_TelemetryMissingWhenTheBurstIsDue_SaysNothing()
    {
        var watch = new BurstWatch();
        Run(watch, 0, 9, _ => true);

        var changes = Run(watch, 9, 1, _ => false, minute => minute % Day is < 100 or > 200);

        Assert.Empty(changes);
    }

    [Fact]
    public void Hear_AWaveOfTheDay_HasNoBursts()
    {
        var watch = new BurstWatch();

        for (var minute = 0; minute < 5 * Day; minute++)
        {
            var wave = 0.5 * Math.Sin(2 * Math.PI * minute / Day);
            watch.Hear(At(minute), wave + (Deviation * _random.NextNormal()), TimeSpan.TicksPerMinute, Deviation);
        }

        Assert.Empty(watch.Bursts);
    }

    [Theory]
    [InlineData(121, 0, true, false)]
    [InlineData(150, 0.4, false, false)]
    [InlineData(150, 0, false, true)]
    [InlineData(600, 0, false, false)]
    public void See_AKnownNight_TellsTheEdgeTheRunAndTheAbsence(int minute, double y, bool isEdge, bool isAbsent)
    {
        var watch = new BurstWatch();
        Run(watch, 0, 9, _ => true);
        Run(watch, 9, 0.08, _ => true);
        var center = minute is >= 120 and < 180 ? 0.4 : 0;

        var view = watch.See(At((9 * Day) + minute), y, new Expectation(center, center, center));

        Assert.Equal(isEdge, view.IsEdge);
        Assert.Equal(isAbsent, view.IsAbsent);
        Assert.InRange(Math.Abs(view.Expected.Residual(view.Value)), 0, 0.06);
    }

    [Fact]
    public void See_AWeeklyBurstTheTimeOfDayDoesNotKnow_IsTakenOutOfTheSample()
    {
        var watch = new BurstWatch();
        Run(watch, 0, 21, day => day % 7 == 3);
        Run(watch, 21, 3.08, _ => false);

        var view = watch.See(At((24 * Day) + 150), 0.4, new Expectation(0, 0, 0));

        Assert.InRange(view.Value, -0.06, 0.06);
    }

    [Fact]
    public void Highest_ABurstEveryNight_IsItsHeight()
    {
        var watch = new BurstWatch();

        Run(watch, 0, 6, _ => true);

        Assert.InRange(watch.Highest, 0.35, 0.45);
    }

    [Fact]
    public void Highest_BurstsAtAnyTimeOfWhichSomeMeetByChance_IsNothing()
    {
        var watch = new BurstWatch();
        var left = 0;

        for (var minute = 0; minute < 20 * Day; minute++)
        {
            left = left > 0 ? left - 1 : _random.NextDouble() < 0.004 ? 60 : 0;
            var y = (left > 20 ? 0.4 : 0) + (Deviation * _random.NextNormal());
            watch.Hear(At(minute), y, TimeSpan.TicksPerMinute, Deviation);
        }

        Assert.Contains(watch.Bursts, burst => burst.IsKnown);
        Assert.Equal(0, watch.Highest);
    }

    /// <summary>Minutes in which the watch said that something changed.</summary>
    private List<int> Run(
        BurstWatch watch, int from, double days, Func<int, bool> runs, Func<int, bool>? isHeard = null)
    {
        var changes = new List<int>();
        for (var minute = from * Day; minute < (from + days) * Day; minute++)
        {
            var jitter = (minute / Day * 7 % 5) - 2;
            var inDay = (minute % Day) - jitter;
            var y = (inDay is >= 120 and < 180 && runs(minute / Day) ? 0.4 : 0) + (Deviation * _random.NextNormal());
            if ((isHeard is null || isHeard(minute))
                && watch.Hear(At(minute), y, TimeSpan.TicksPerMinute, Deviation))
            {
                changes.Add(minute);
            }
        }

        return changes;
    }

    private static long At(int minute) => Start + (minute * TimeSpan.TicksPerMinute);
}
