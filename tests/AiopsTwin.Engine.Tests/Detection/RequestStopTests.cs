using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Tests.Detection;

public sealed class RequestStopTests
{
    [Fact]
    public void Observe_NoRequestsForAsLongAsARecovery_EndsWhatWasClaimedOfThem()
    {
        var rig = Slow();
        var since = rig.Now + rig.Interval;

        for (var i = 0; i < 3; i++)
        {
            rig.Send((MetricCatalog.RequestRate, 0));
        }

        Assert.DoesNotContain(rig.Firing, alert => alert.Metric == MetricCatalog.RequestDuration);
        Assert.Contains(rig.Changed, alert => alert.Metric == MetricCatalog.RequestDuration
            && alert.Status == AlertStatus.Expired && alert.EndsAt == since);
    }

    [Fact]
    public void Observe_RequestsComeBackInTime_KeepsTheAlert()
    {
        var rig = Slow();

        rig.Send((MetricCatalog.RequestRate, 0));
        rig.Send((MetricCatalog.RequestRate, 0));
        rig.Send((MetricCatalog.RequestRate, 90), (MetricCatalog.RequestDuration, 0.3));

        Assert.Contains(rig.Firing, alert => alert.Metric == MetricCatalog.RequestDuration);
    }

    private static MonitorRig Slow()
    {
        var rig = new MonitorRig();
        for (var i = 0; i < 400; i++)
        {
            rig.Send(
                (MetricCatalog.RequestRate, 100 * (1 + rig.Noise(0.02))),
                (MetricCatalog.RequestDuration, 0.1 * (1 + rig.Noise(0.02))));
        }

        for (var i = 0; i < 4; i++)
        {
            rig.Send((MetricCatalog.RequestRate, 100), (MetricCatalog.RequestDuration, 0.3));
        }

        Assert.Contains(rig.Firing, alert => alert.Metric == MetricCatalog.RequestDuration);
        return rig;
    }
}
