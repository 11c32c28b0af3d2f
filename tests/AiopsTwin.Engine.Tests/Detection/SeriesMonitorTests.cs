using AiopsTwin.Engine.Numerics;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Tests.Detection;

public sealed class SeriesMonitorTests
{
    private const string Metric = "load.value";
    private const int Seeds = 20;

    /// <summary>An incident of six hours is not learned: half an hour after it the expectation is what it was, and
    /// there was one alert.</summary>
    [Theory]
    [InlineData(60, 1.4)]
    [InlineData(60, 0.6)]
    [InlineData(10, 1.4)]
    [InlineData(10, 0.6)]
    public void Take_IncidentOfSixHours_IsNotLearned(int seconds, double size)
    {
        for (ulong seed = 1; seed <= 5; seed++)
        {
            var rig = Learned(seed, seconds, days: 2);
            var hour = 3600 / seconds;

            rig.Run(Metric, 6 * hour, 100 * size);
            rig.Run(Metric, hour / 2, 100);

            Assert.Single(rig.Raised);
            Assert.Empty(rig.Firing);
            Assert.InRange(Assert.Single(rig.Monitor.Series(rig.State)).Center, 97, 103);
        }
    }

    /// <summary>A level that moved for good is learned eight hours after the first sample of it, with one
    /// alert.</summary>
    [Theory]
    [InlineData(60, 1.4)]
    [InlineData(60, 0.6)]
    [InlineData(10, 1.4)]
    [InlineData(10, 0.6)]
    public void Take_LevelMovedForGood_IsLearnedInEightHoursWithOneAlert(int seconds, double size)
    {
        for (ulong seed = 1; seed <= 5; seed++)
        {
            var rig = Learned(seed, seconds, days: 2);
            var hour = 3600 / seconds;

            rig.Run(Metric, 9 * hour, 100 * size);
            var alert = Assert.Single(rig.Raised);
            var reading = Assert.Single(rig.Monitor.Series(rig.State));
            rig.Run(Metric, 24 * hour, 100 * size);

            Assert.Empty(rig.Firing);
            Assert.InRange(reading.Center / size, 95, 105);
            var ended = Assert.Single(rig.Changed, change => change.Status == AlertStatus.Resolved);
            Assert.InRange((ended.EndsAt!.Value - alert.StartsAt).TotalHours, 7.9, 8.2);
            Assert.Single(rig.Raised);
        }
    }

    /// <summary>Shapes on a minute's series with 2 % of noise whose neighbours resemble each other: of twenty at least
    /// so many are found, and the middle one within so many minutes. No alert before in any.</summary>
    [Theory]
    [InlineData("fall by a fifth", 20, 3)]
    [InlineData("one sample higher by a half", 20, 1)]
    [InlineData("rise of two fifths an hour", 19, 60)]
    [InlineData("six times the spread", 16, 10)]
    public void Take_Shape_IsFoundInTime(string shape, int least, int minutes)
    {
        var delays = new List<int>();
        for (ulong seed = 1; seed <= Seeds; seed++)
        {
            var rig = new MonitorRig(seed, intervalSeconds: 60);
            var random = new SeededRandom(seed);
            var noise = 0.0;
            var start = (2 * 1440) + (int)(67 * seed);
            for (var i = 0; i < start + 120 && !rig.Raised.Any(); i++)
            {
                noise = (0.5 * noise) + (0.0173 * random.NextNormal());
                var (level, spread) = i < start ? (1, 1) : At(shape, i - start);
                rig.Send((Metric, 100 * level * (1 + (spread * noise))));
                if (rig.Raised.Any())
                {
                    Assert.True(i >= start, $"seed {seed}: an alert before anything happened");
                    delays.Add(i - start);
                }
            }
        }

        delays.Sort();
        Assert.InRange(delays.Count, least, Seeds);
        Assert.InRange(delays[delays.Count / 2], 0, minutes);
    }

    /// <summary>What an office does is known from its fifth week: quiet weekends are no deviation, nor are the Mondays
    /// after them.</summary>
    [Fact]
    public void Take_QuietWeekends_RaiseNothingFromTheFifthWeekOn()
    {
        var raised = 0;
        for (ulong seed = 1; seed <= 4; seed++)
        {
            var rig = new MonitorRig(seed, intervalSeconds: 300) { Now = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero) };
            for (var sample = 0; sample < 7 * 2016; sample++)
            {
                var before = rig.Raised.Count();
                rig.Send((Metric, 100 * Office(5 * sample) * (1 + rig.Noise(0.03))));
                raised += sample >= 4 * 2016 ? rig.Raised.Count() - before : 0;
            }
        }

        // Twelve series-weeks at a budget of a quarter a week.
        Assert.InRange(raised, 0, 3);
    }

    private static (double Level, double Spread) At(string shape, int minute) => shape switch
    {
        "fall by a fifth" => (0.8, 1),
        "one sample higher by a half" => (minute == 0 ? 1.5 : 1, 1),
        "rise of two fifths an hour" => (1 + (0.4 * minute / 60), 1),
        _ => (1, 6),
    };

    /// <summary>From 8 to 18 o'clock of working days there is three times the work, with an hour of coming and
    /// going.</summary>
    private static double Office(int minute)
    {
        var ofDay = minute % 1440 / 60.0;
        return minute / 1440 % 7 < 5 ? 1 + (2 * Math.Clamp(Math.Min(ofDay - 7.5, 18.5 - ofDay), 0, 1)) : 1;
    }

    private static MonitorRig Learned(ulong seed, int seconds, int days)
    {
        var rig = new MonitorRig(seed, seconds);
        rig.Run(Metric, days * 86400 / seconds, 100);
        Assert.Empty(rig.Raised);
        return rig;
    }
}
