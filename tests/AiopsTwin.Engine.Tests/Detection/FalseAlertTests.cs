using AiopsTwin.Engine.Numerics;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Tests.Detection;

public sealed class FalseAlertTests
{
    private const int DaySamples = 8640;

    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    [InlineData(0.97)]
    public void Observe_TwentySeriesDaysOfCorrelatedNoise_RaisesNothing(double correlation)
    {
        var raised = 0;
        for (var series = 0; series < 10; series++)
        {
            var rig = new MonitorRig((ulong)series + 100);
            var noise = 0.0;
            for (var i = 0; i < 2 * DaySamples; i++)
            {
                noise = (correlation * noise) + rig.Noise(0.03 * Math.Sqrt(1 - (correlation * correlation)));
                rig.Send((MetricCatalog.RequestDuration, 0.2 * (1 + noise)));
            }

            raised += rig.Raised.Count();
        }

        Assert.Equal(0, raised);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.9)]
    public void Observe_SeriesWeeksOfMinutes_KeepTheAlarmBudget(double correlation)
    {
        // A quarter of an alarm a week of one series: five in twenty weeks.
        var raised = 0;
        for (var series = 0; series < 10; series++)
        {
            var rig = new MonitorRig((ulong)series + 300, 60);
            var noise = 0.0;
            for (var i = 0; i < 14 * 1440; i++)
            {
                noise = (correlation * noise) + rig.Noise(0.03 * Math.Sqrt(1 - (correlation * correlation)));
                rig.Send((MetricCatalog.RequestDuration, 0.2 * (1 + noise)));
            }

            raised += rig.Raised.Count();
        }

        Assert.InRange(raised, 0, 5);
    }

    [Theory]
    [InlineData(0.3, 0.01)]
    [InlineData(0.5, 0.01)]
    [InlineData(0.6, 0.03)]
    public void Observe_DailyWave_RaisesNothingFromTheFirstDayOn(double amplitude, double noise)
    {
        var rig = new MonitorRig(9);

        for (var i = 0; i < 3 * DaySamples; i++)
        {
            var wave = 1 + (amplitude * Math.Sin(2 * Math.PI * i / DaySamples));
            rig.Send((MetricCatalog.RequestRate, 400 * wave * (1 + rig.Noise(noise))));
        }

        Assert.Empty(rig.Changed);
    }

    [Fact]
    public void Observe_NightlyBatch_AlertsOnTheFirstNightsAndNotOnTheFourth()
    {
        var rig = new MonitorRig(10, 30);
        var midnight = rig.Now;
        var nights = new int[5];

        for (var night = 0; night < nights.Length; night++)
        {
            var before = rig.Raised.Count();
            var start = midnight.AddDays(night).AddHours(14);
            Run(rig, start, midnight.AddDays(night + 1));
            nights[night] = rig.Raised.Count() - before;
        }

        Assert.Equal(1, nights[0]);
        Assert.Equal((0, 0), (nights[3], nights[4]));
    }

    [Fact]
    public void Observe_OutageOfOneDay_IsNotExpectedOnTheNext()
    {
        var rig = new MonitorRig(11, 60);
        var start = rig.Now;
        while (rig.Now < start.AddHours(50))
        {
            var hours = (rig.Now - start).TotalHours;
            var isOut = hours is (> 10 and < 11) or (> 34.2 and < 34.6);
            rig.Send((MetricCatalog.RequestRate, (isOut ? 50 : 400) * (1 + rig.Noise(0.02))));
        }

        Assert.Equal(
            ["request.rate low", "request.rate low"],
            rig.Raised.Where(alert => alert.Severity == AlertSeverity.Critical).Select(alert => alert.Name));
    }

    [Theory]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(14)]
    public void Observe_RareErrorsOfAQuietService_RaiseAlmostNothingAndARealOutageIsCritical(int seed)
    {
        var random = new SeededRandom((ulong)seed);
        var rig = new MonitorRig((ulong)seed);
        for (var i = 0; i < 3 * DaySamples; i++)
        {
            rig.Send((MetricCatalog.ErrorRatio, random.NextDouble() < 0.01 ? 0.2 : 0));
        }

        var before = rig.Raised.Count();
        var found = rig.Run(MetricCatalog.ErrorRatio, 20, 1, 0);

        Assert.InRange(before, 0, 1);
        Assert.InRange(found, 2, 10);
        Assert.Equal(AlertSeverity.Critical, Assert.Single(rig.Firing).Severity);
    }

    [Fact]
    public void Observe_OneFailureAmongTwentyRequests_IsNoIncidentButManyAre()
    {
        var random = new SeededRandom(15);
        var rig = new MonitorRig(15);
        for (var i = 0; i < 3000; i++)
        {
            var failed = Enumerable.Range(0, 20).Count(_ => random.NextDouble() < 0.001);
            rig.Send((MetricCatalog.RequestRate, 2), (MetricCatalog.ErrorRatio, failed / 20.0));
        }

        var before = rig.Changed.Count;
        for (var i = 0; i < 12; i++)
        {
            rig.Send((MetricCatalog.RequestRate, 2), (MetricCatalog.ErrorRatio, i % 2 == 0 ? 0.4 : 0.3));
        }

        Assert.Equal(0, before);
        Assert.Equal("request.error_ratio high", Assert.Single(rig.Firing).Name);
    }

    private static void Run(MonitorRig rig, DateTimeOffset batchStart, DateTimeOffset until)
    {
        // The job starts up to two minutes early or late, as real ones do.
        var jittered = batchStart.AddSeconds(Math.Clamp(rig.Noise(60), -120, 120));
        while (rig.Now < until)
        {
            var isBatch = rig.Now >= jittered && rig.Now < jittered.AddMinutes(25);
            rig.Send((MetricCatalog.CpuUtilization, (isBatch ? 0.6 : 0.4) * (1 + rig.Noise(0.02))));
        }
    }
}
