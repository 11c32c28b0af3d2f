using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Tests.Detection;

public sealed class EvidenceTests
{
    private const string Latency = MetricCatalog.RequestDuration;

    [Fact]
    public void Evidence_AlertingSeries_KeepsTheBaselineFromBeforeTheWindow()
    {
        var rig = new MonitorRig();
        rig.Run(Latency, 360, 0.2);
        var onset = rig.Now + rig.Interval;
        rig.Run(Latency, 180, 0.4);

        var series = Read(rig, onset - TimeSpan.FromMinutes(2), rig.Now);

        Assert.InRange(series.Baseline, 0.195, 0.205);
        Assert.InRange(series.Observed, 0.39, 0.41);
        Assert.InRange(series.Deviation, 15, 25);
        Assert.True(series.IsWarm);
        Assert.InRange((series.Onset!.Value - onset).TotalSeconds, -10, 20);
        Assert.Equal(64, series.Recent.Length);
        Assert.Equal(rig.Now, series.Recent[^1].At);
    }

    [Fact]
    public void Evidence_DeviationBelowTheAlert_IsNotContaminatedByTheWindow()
    {
        var rig = new MonitorRig(settings: DetectionSettings.Default with { RaiseScore = 50 });
        rig.Run(MetricCatalog.CpuUtilization, 360, 0.4, 0.02);
        var since = rig.Now;
        rig.Run(MetricCatalog.CpuUtilization, 60, 0.44, 0.02);

        var series = Read(rig, since, rig.Now);

        Assert.InRange(series.Baseline, 0.395, 0.405);
        Assert.Equal(0.02, series.Scale, 0.001);
        Assert.InRange(series.Deviation, 2, 3.5);
    }

    [Fact]
    public void Evidence_QuietSeries_DeviatesLittleAndHasNoOnset()
    {
        var rig = new MonitorRig();
        rig.Run(Latency, 360, 0.2);

        var series = Read(rig, rig.Now - TimeSpan.FromMinutes(5), rig.Now);

        Assert.InRange(series.Deviation, -1, 1.5);
        Assert.Null(series.Onset);
    }

    [Fact]
    public void Evidence_RequestRateFell_IsNegative()
    {
        var rig = new MonitorRig();
        rig.Run(MetricCatalog.RequestRate, 360, 500);
        rig.Run(MetricCatalog.RequestRate, 20, 100);

        var series = Read(rig, rig.Now - TimeSpan.FromMinutes(3), rig.Now);

        Assert.InRange(series.Deviation, -25, -12);
    }

    [Fact]
    public void Evidence_BeforeWarmUp_SaysSo()
    {
        var rig = new MonitorRig();
        rig.Run(Latency, 10, 0.2);

        var series = Read(rig, rig.Now - TimeSpan.FromMinutes(1), rig.Now);

        Assert.False(series.IsWarm);
        Assert.True(series.Scale > 0);
    }

    [Fact]
    public void Evidence_ConstantSeries_HasTheFloorAsScale()
    {
        var rig = new MonitorRig();
        rig.Run(Latency, 120, 0.2, 0);
        rig.Run(MetricCatalog.ErrorRatio, 120, 0, 0);

        var evidence = rig.Monitor.Evidence(rig.State, rig.Now.AddHours(-1), rig.Now);

        Assert.Equal([0.01, 0.0005], evidence.Series.Select(series => Math.Round(series.Scale, 6)));
    }

    [Fact]
    public void Evidence_NoSampleInWindow_LeavesTheSeriesOut()
    {
        var rig = new MonitorRig();
        rig.Run(Latency, 120, 0.2);

        var evidence = rig.Monitor.Evidence(rig.State, rig.Now.AddMinutes(1), rig.Now.AddMinutes(2));

        Assert.Empty(evidence.Series);
        Assert.Equal(rig.Now, evidence.LastSeenAt);
    }

    [Fact]
    public void Evidence_Asked_ChangesNothing()
    {
        var rig = new MonitorRig();
        rig.Run(Latency, 120, 0.2);
        var before = StateBytes.Of(rig.State);

        rig.Monitor.Evidence(rig.State, rig.Now.AddMinutes(-5), rig.Now);
        rig.Monitor.Series(rig.State);

        Assert.Equal(before, StateBytes.Of(rig.State));
    }

    [Fact]
    public void Series_Warm_GivesABandAroundTheCentre()
    {
        var rig = new MonitorRig();
        rig.Run(Latency, 600, 0.2);

        var reading = rig.Monitor.Series(rig.State).Single();

        Assert.InRange(reading.Center, 0.195, 0.205);
        Assert.InRange(reading.Low, 0.175, 0.19);
        Assert.InRange(reading.High, 0.21, 0.225);
        Assert.Equal(64, reading.Recent.Length);
    }

    private static SeriesEvidence Read(MonitorRig rig, DateTimeOffset since, DateTimeOffset until) =>
        rig.Monitor.Evidence(rig.State, since, until).Series.Single();
}
