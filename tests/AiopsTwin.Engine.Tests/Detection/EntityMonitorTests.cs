using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Tests.Detection;

public sealed class EntityMonitorTests
{
    private const string Latency = MetricCatalog.RequestDuration;

    [Fact]
    public void Observe_FewerSamplesThanWarmUp_GivesNoVerdictWhateverTheyAre()
    {
        var rig = new MonitorRig();

        for (var i = 0; i < 29; i++)
        {
            rig.Send((Latency, i % 2 == 0 ? 0.01 : 50));
        }

        Assert.Empty(rig.Changed);
        Assert.False(rig.Monitor.Series(rig.State).Single().IsWarm);
        Assert.Equal(EntityHealth.Unknown, rig.Monitor.Vitals(rig.State).Health);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Observe_LatencyUpTwelvePercentWithThreePercentNoise_AlertsWithinTwoMinutes(int seed)
    {
        var rig = new MonitorRig((ulong)seed);
        rig.Run(Latency, 360, 0.2);
        var onset = rig.Now + rig.Interval;

        var samples = rig.Run(Latency, 30, 0.224);

        Assert.InRange(samples, 1, 12);
        var alert = Assert.Single(rig.Firing);
        Assert.Equal("request.duration high", alert.Name);
        Assert.Equal(AlertSeverity.Warning, alert.Severity);
        Assert.InRange((alert.StartsAt - onset).TotalSeconds, -20, 30);
        Assert.Equal(onset + ((samples - 1) * rig.Interval), alert.RaisedAt);
        Assert.InRange(alert.Expected!.Value, 0.195, 0.206);
    }

    [Fact]
    public void Observe_LatencyTrebled_AlertsCriticalWithNumbersInTheSentence()
    {
        var rig = new MonitorRig();
        rig.Run(Latency, 120, 0.2, 0);

        var samples = rig.Run(Latency, 5, 0.6, 0);

        var alert = Assert.Single(rig.Firing);
        Assert.Equal(2, samples);
        Assert.Equal(AlertSeverity.Critical, alert.Severity);
        Assert.Equal(EntityHealth.Critical, rig.Monitor.Vitals(rig.State).Health);
        Assert.Equal(
            "request.duration of service:shop is 600 ms, 200 % above the 200 ms expected by its own baseline, "
            + "since 08:20:10 UTC.",
            alert.Summary);
    }

    [Fact]
    public void Observe_DeviationLasts_RaisesOneAlertOnly()
    {
        var rig = new MonitorRig();
        rig.Run(Latency, 360, 0.2);

        rig.Run(Latency, 720, 0.3);

        Assert.Single(rig.Raised);
        Assert.Single(rig.Firing);
    }

    [Fact]
    public void Observe_WarningBecomesCritical_ReplacesTheRecordOnce()
    {
        var rig = new MonitorRig();
        rig.Run(Latency, 360, 0.2);
        rig.Run(Latency, 30, 0.3);

        rig.Run(Latency, 60, 0.9);

        var records = rig.Changed.ToArray();
        Assert.Equal([AlertSeverity.Warning, AlertSeverity.Critical], records.Select(alert => alert.Severity));
        Assert.Equal(records[0].Fingerprint, records[1].Fingerprint);
        Assert.Equal(records[0].StartsAt, records[1].StartsAt);
    }

    [Theory]
    [InlineData(0.24)]
    [InlineData(0.4)]
    [InlineData(20)]
    public void Observe_RollbackAfterTenMinutes_ResolvesWithinThreeSamplesAndStaysCalm(double bad)
    {
        var rig = new MonitorRig();
        rig.Run(Latency, 360, 0.2);
        rig.Run(Latency, 60, bad);
        var recovery = rig.Now + rig.Interval;

        var resolvedAfter = 0;
        for (var i = 1; i <= 360; i++)
        {
            var effects = rig.Send((Latency, 0.2 * (1 + rig.Noise(0.03))));
            resolvedAfter = effects.Changed.IsEmpty || resolvedAfter > 0 ? resolvedAfter : i;
        }

        Assert.InRange(resolvedAfter, 3, 5);
        Assert.Equal([AlertStatus.Firing, AlertStatus.Resolved], rig.Changed.Select(alert => alert.Status).Distinct());
        Assert.InRange((rig.Changed[^1].EndsAt!.Value - recovery).TotalSeconds, 0, 30);
        Assert.Empty(rig.Firing);
        Assert.Equal(EntityHealth.Healthy, rig.Monitor.Vitals(rig.State).Health);
    }

    [Fact]
    public void Observe_OneSampleSpike_RaisesNothing()
    {
        var rig = new MonitorRig();
        rig.Run(Latency, 360, 0.2);

        rig.Send((Latency, 40));
        rig.Run(Latency, 60, 0.2);

        Assert.Empty(rig.Changed);
    }

    [Fact]
    public void Observe_LatencyRampsToDoubleInHalfAnHour_Alerts()
    {
        var rig = new MonitorRig();
        rig.Run(Latency, 360, 0.2);

        for (var i = 0; i < 180; i++)
        {
            rig.Send((Latency, 0.2 * (1 + (i / 180.0)) * (1 + rig.Noise(0.03))));
        }

        Assert.Equal("request.duration high", Assert.Single(rig.Firing).Name);
    }

    [Fact]
    public void Observe_LatencyFalls_RaisesNothingBecauseThatIsGood()
    {
        var rig = new MonitorRig();
        rig.Run(Latency, 360, 0.2);

        rig.Run(Latency, 120, 0.1);

        Assert.Empty(rig.Changed);
    }

    [Fact]
    public void Observe_RequestRateFallsByHalf_AlertsLow()
    {
        var rig = new MonitorRig();
        rig.Run(MetricCatalog.RequestRate, 360, 500);

        rig.Run(MetricCatalog.RequestRate, 6, 200);

        var alert = Assert.Single(rig.Firing);
        Assert.Equal("request.rate low", alert.Name);
        Assert.Equal(AlertSeverity.Critical, alert.Severity);
        Assert.True(alert.Score < 0);
    }

    [Fact]
    public void Observe_ConstantSeriesMovesByLessThanTwoPercent_RaisesNothing()
    {
        var rig = new MonitorRig();
        rig.Run(Latency, 360, 0.2, 0);

        rig.Run(Latency, 360, 0.2 * 1.019, 0);

        Assert.Empty(rig.Changed);
    }

    [Fact]
    public void Observe_ConstantSeriesMovesByFivePercent_Alerts()
    {
        var rig = new MonitorRig();
        rig.Run(Latency, 360, 0.2, 0);

        var samples = rig.Run(Latency, 60, 0.21, 0);

        Assert.InRange(samples, 2, 12);
    }

    [Fact]
    public void Observe_FivePercentNotANumber_CountsThemAndStillFindsTheShift()
    {
        var rig = new MonitorRig();
        var invalid = 0;
        var found = 0;

        for (var i = 0; i < 600; i++)
        {
            var level = i < 500 ? 0.2 : 0.26;
            var value = i % 20 == 7 ? double.NaN : level * (1 + rig.Noise(0.03));
            var effects = rig.Send((Latency, value));
            invalid += effects.Invalid;
            found += i >= 500 ? effects.Changed.Length : -effects.Changed.Length;
        }

        Assert.Equal(30, invalid);
        Assert.Equal(1, found);
    }

    [Fact]
    public void Observe_FiveMinuteSamplesOfTwoDays_AreWarmAndFindTheShift()
    {
        var rig = new MonitorRig(intervalSeconds: 300);
        for (var i = 0; i < 576; i++)
        {
            var wave = 1 + (0.2 * Math.Sin(2 * Math.PI * i / 288.0));
            rig.Send((Latency, 0.2 * wave * (1 + rig.Noise(0.03))));
        }

        var before = rig.Changed.Count;
        var samples = rig.Run(Latency, 6, 0.3);

        Assert.Equal(0, before);
        Assert.Equal(1, samples);
        Assert.True(rig.Monitor.Series(rig.State).Single().IsWarm);
    }

    [Theory]
    [InlineData(10, 0)]
    [InlineData(60, 1)]
    public void Observe_OneSampleFarOut_AlertsOnlyWhereItStandsForAMinute(int intervalSeconds, int raised)
    {
        var rig = new MonitorRig(intervalSeconds: intervalSeconds);
        for (var i = 0; i < 400; i++)
        {
            rig.Send((Latency, (i == 390 ? 0.5 : 0.2) * (1 + rig.Noise(0.03))));
        }

        Assert.Equal(raised, rig.Raised.Count());
    }

    [Fact]
    public void Observe_DeviationOfEightHours_IsAcceptedAsTheNewLevel()
    {
        var rig = new MonitorRig(intervalSeconds: 60);
        rig.Run(Latency, 240, 0.2);

        rig.Run(Latency, 9 * 60, 0.3);

        Assert.Single(rig.Raised);
        Assert.Empty(rig.Firing);
        Assert.InRange(rig.Monitor.Series(rig.State).Single().Center, 0.28, 0.32);
    }

    [Fact]
    public void Observe_SixHourGapOfABusyDay_RaisesNothingAfterwards()
    {
        var rig = new MonitorRig(intervalSeconds: 60);
        var start = rig.Now;
        while (rig.Now < start.AddHours(30))
        {
            var hours = (rig.Now - start).TotalHours;
            var wave = 1 + (0.4 * Math.Sin(hours * Math.PI / 12));
            rig.Send((MetricCatalog.RequestRate, 300 * wave * (1 + rig.Noise(0.02))));
            rig.Now += hours is > 6 and < 6.01 ? TimeSpan.FromHours(6) : TimeSpan.Zero;
        }

        Assert.Empty(rig.Changed);
    }

    [Fact]
    public void Observe_MoreSeriesThanAllowed_RefusesAndCounts()
    {
        var rig = new MonitorRig(settings: DetectionSettings.Default with { MaxSeries = 2 });

        var effects = rig.Send(("a", 1), ("b", 1), ("c", 1), ("d", 1));

        Assert.Equal((2, 2), (effects.Accepted, effects.Refused));
        Assert.Equal(["a", "b"], rig.Monitor.Series(rig.State).Select(series => series.Metric));
    }

    [Fact]
    public void Observe_BatchOfAnotherEntity_Throws()
    {
        var rig = new MonitorRig();

        Assert.Throws<ArgumentException>(() => rig.Monitor.Observe(
            rig.State, new ObserveBatch(EntityId.Of(EntityKind.Host, "h"), "test", 1, [])));
    }

    [Fact]
    public void Vitals_SeriesStoppedWhileOthersReport_AreNotMeasured()
    {
        var rig = new MonitorRig();
        rig.Run(Latency, 10, 0.2, 0);

        for (var i = 0; i < 10; i++)
        {
            rig.Send((MetricCatalog.CpuUtilization, 0.4));
        }

        var vitals = rig.Monitor.Vitals(rig.State);
        Assert.Null(vitals.DurationSeconds);
        Assert.Equal(0.4, vitals.CpuUtilization);
        Assert.Equal(rig.Now, vitals.LastSeenAt);
    }
}
