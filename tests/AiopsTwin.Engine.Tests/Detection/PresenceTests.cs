using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Tests.Detection;

/// <summary>How <see cref="Engine.Detection.EntityMonitor"/> tells absence from silence.</summary>
public sealed class PresenceTests
{
    [Fact]
    public void Observe_ProbeFailsTwice_IsDownEvenDuringWarmUp()
    {
        var rig = new MonitorRig();
        rig.Send((MetricCatalog.Up, 1));

        rig.Send((MetricCatalog.Up, 0));
        var first = rig.Changed.Count;
        rig.Send((MetricCatalog.Up, 0));

        var alert = Assert.Single(rig.Firing);
        Assert.Equal(0, first);
        Assert.Equal(("down", AlertSeverity.Critical), (alert.Name, alert.Severity));
        Assert.Equal(rig.Now - rig.Interval, alert.StartsAt);
        Assert.Equal(rig.Now, alert.RaisedAt);
    }

    [Fact]
    public void Observe_ProbeFailsOnceNowAndThen_IsNotDown()
    {
        var rig = new MonitorRig();

        for (var i = 0; i < 100; i++)
        {
            rig.Send((MetricCatalog.Up, i % 3 == 0 ? 0 : 1));
        }

        Assert.Empty(rig.Changed);
    }

    [Fact]
    public void Observe_ProbeAnswersAgain_ResolvesAfterTheHold()
    {
        var rig = new MonitorRig();
        rig.Run(MetricCatalog.Up, 5, 1, 0);
        rig.Run(MetricCatalog.Up, 5, 0, 0);

        rig.Run(MetricCatalog.Up, 2, 1, 0);
        var held = rig.Firing.Length;
        rig.Run(MetricCatalog.Up, 1, 1, 0);

        Assert.Equal(1, held);
        Assert.Equal(AlertStatus.Resolved, rig.Changed[^1].Status);
        Assert.Equal(rig.Now - (2 * rig.Interval), rig.Changed[^1].EndsAt);
    }

    [Fact]
    public void Advance_EntityStopsReporting_IsSilentAfterThreeIntervalsAndHealsWhenItReturns()
    {
        var rig = new MonitorRig();
        rig.Run(MetricCatalog.CpuUtilization, 20, 0.4, 0);
        var last = rig.Now;

        rig.Advance(TimeSpan.FromSeconds(29));
        var early = rig.Changed.Count;
        rig.Advance(TimeSpan.FromSeconds(1));
        rig.Advance(TimeSpan.FromSeconds(10));
        var alert = Assert.Single(rig.Firing);
        rig.Send((MetricCatalog.CpuUtilization, 0.4));

        Assert.Equal(0, early);
        Assert.Equal(("silent", AlertSeverity.Critical), (alert.Name, alert.Severity));
        Assert.Equal(last + rig.Interval, alert.StartsAt);
        Assert.Equal("service:shop reported every 10 s and has sent nothing since 08:03:20 UTC.", alert.Summary);
        Assert.Equal([AlertStatus.Firing, AlertStatus.Resolved], rig.Changed.Select(change => change.Status));
        Assert.Empty(rig.Firing);
    }

    [Fact]
    public void Observe_RegularReports_TellsWhenSilenceIsASignal()
    {
        var rig = new MonitorRig(intervalSeconds: 60);
        rig.Run(MetricCatalog.CpuUtilization, 5, 0.4, 0);

        var fifth = rig.Monitor.Advance(rig.State, rig.Now).SilentAfter;
        var sixth = rig.Send((MetricCatalog.CpuUtilization, 0.4)).SilentAfter;

        Assert.Null(fifth);
        Assert.Equal(rig.Now + TimeSpan.FromMinutes(3), sixth);
    }

    [Fact]
    public void Advance_FewReports_IsNeverSilent()
    {
        var rig = new MonitorRig();
        rig.Run(MetricCatalog.CpuUtilization, 4, 0.4, 0);

        rig.Advance(TimeSpan.FromDays(1));

        Assert.Empty(rig.Changed);
    }

    [Fact]
    public void Advance_IrregularReports_WaitsForFiveJitters()
    {
        var rig = new MonitorRig();
        for (var i = 0; i < 60; i++)
        {
            rig.Now += TimeSpan.FromSeconds(i % 3 * 9);
            rig.Send((MetricCatalog.CpuUtilization, 0.4));
        }

        rig.Advance(TimeSpan.FromSeconds(30));

        Assert.Empty(rig.Changed);
    }

    [Fact]
    public void Advance_OnlyOneSeriesStops_IsNotSilence()
    {
        var rig = new MonitorRig();
        for (var i = 0; i < 60; i++)
        {
            rig.Send((MetricCatalog.CpuUtilization, 0.4), (MetricCatalog.RequestDuration, i < 30 ? 0.2 : double.NaN));
            rig.Keep(rig.Monitor.Advance(rig.State, rig.Now));
        }

        Assert.Empty(rig.Changed);
    }

    [Fact]
    public void Advance_AlertingSeriesSendsNothing_Expires()
    {
        var rig = new MonitorRig();
        rig.Run(MetricCatalog.RequestDuration, 120, 0.2);
        rig.Run(MetricCatalog.RequestDuration, 10, 0.8);
        for (var i = 0; i < 40; i++)
        {
            rig.Send((MetricCatalog.CpuUtilization, 0.4));
            rig.Keep(rig.Monitor.Advance(rig.State, rig.Now));
        }

        var ended = rig.Changed[^1];
        Assert.Equal(AlertStatus.Expired, ended.Status);
        Assert.Equal("request.duration high", ended.Name);
        Assert.Empty(rig.Firing);
    }

    [Fact]
    public void Advance_SameInstantTwice_ChangesNothingMore()
    {
        var rig = new MonitorRig();
        rig.Run(MetricCatalog.CpuUtilization, 20, 0.4, 0);
        rig.Advance(TimeSpan.FromMinutes(1));

        var again = rig.Monitor.Advance(rig.State, rig.Now);

        Assert.Empty(again.Changed);
        Assert.Single(rig.Changed);
    }
}
