using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Detection.Thresholds;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Tests.Detection.Thresholds;

public sealed class ThresholdMonitorTests
{
    private const string Name = "cpu.utilization above 90 %";

    private static readonly ThresholdRule Hot = new(
        MetricCatalog.CpuUtilization, null, 0.9, null, TimeSpan.FromMinutes(1), AlertSeverity.Critical);

    [Fact]
    public void Observe_AboveTheLimitForLongEnough_AlertsWithoutAnyWarmUp()
    {
        var rig = Rig(Hot);
        for (var i = 0; i < 6; i++)
        {
            rig.Send((MetricCatalog.CpuUtilization, 0.95));
        }

        var before = rig.Firing.Length;
        rig.Send((MetricCatalog.CpuUtilization, 0.97));

        Assert.Equal(0, before);
        var alert = Assert.Single(rig.Firing);
        Assert.Equal((Name, AlertSeverity.Critical), (alert.Name, alert.Severity));
        Assert.Equal((0.9, 0.97), (alert.Expected, alert.Observed));
        Assert.Equal(rig.Now - TimeSpan.FromMinutes(1), alert.StartsAt);
        Assert.Contains("above the limit of 90 %", alert.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Observe_OneGoodValueBetween_BeginsAnew()
    {
        var rig = Rig(Hot);
        for (var i = 0; i < 30; i++)
        {
            rig.Send((MetricCatalog.CpuUtilization, i % 5 == 4 ? 0.5 : 0.95));
        }

        Assert.Empty(rig.Changed);
    }

    [Fact]
    public void Observe_GoodAgain_EndsAtTheFirstGoodValue()
    {
        var rig = Rig(Hot with { For = TimeSpan.Zero });
        rig.Send((MetricCatalog.CpuUtilization, 0.95));
        rig.Send((MetricCatalog.CpuUtilization, 0.9));

        Assert.Equal([AlertStatus.Firing, AlertStatus.Resolved], rig.Changed.Select(alert => alert.Status));
        Assert.Equal(rig.Now, rig.Changed[^1].EndsAt);
    }

    [Fact]
    public void Advance_SeriesThatSendsNothing_LetsTheAlertExpire()
    {
        var rig = Rig(Hot with { For = TimeSpan.Zero });
        for (var i = 0; i < 20; i++)
        {
            rig.Send((MetricCatalog.CpuUtilization, 0.95));
        }

        rig.Advance(TimeSpan.FromMinutes(10));

        Assert.Equal(AlertStatus.Expired, rig.Changed.Last(alert => alert.Name == Name).Status);
    }

    [Fact]
    public void Observe_RuleTakenBackBetweenTwoLives_EndsItsAlert()
    {
        var rig = Rig(Hot with { For = TimeSpan.Zero });
        rig.Send((MetricCatalog.CpuUtilization, 0.95));
        var next = Rig();
        next.State = StateBytes.Read(StateBytes.Of(rig.State));
        next.Now = rig.Now;

        next.Send((MetricCatalog.CpuUtilization, 0.95));

        Assert.Equal(AlertStatus.Resolved, Assert.Single(next.Changed).Status);
        Assert.Empty(next.Firing);
    }

    [Fact]
    public void Observe_BesideABaselineThatKnowsTheLevel_StillAlerts()
    {
        var rig = Rig(new ThresholdRule("queue.*", null, 100, null, TimeSpan.Zero, AlertSeverity.Warning));
        rig.Run("queue.length", 500, 120);

        Assert.Equal("queue.length above 100", Assert.Single(rig.Firing).Name);
    }

    [Fact]
    public void Observe_FourPercentLessInOneRegion_NoLimitThatHoldsOnOtherDaysSeesIt()
    {
        var rig = Rig(new ThresholdRule(
            MetricCatalog.RequestRate, null, null, 60, TimeSpan.FromMinutes(5), AlertSeverity.Warning));
        for (var i = 0; i < 8640; i++)
        {
            var wave = 100 * (1 + (0.3 * Math.Sin(2 * Math.PI * i / 8640)));
            rig.Send((MetricCatalog.RequestRate, wave * (i > 4000 ? 0.96 : 1) * (1 + rig.Noise(0.02))));
        }

        Assert.DoesNotContain(rig.Changed, alert => alert.Name.Contains("below", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("cpu.utilization", null, true)]
    [InlineData("cpu.*", null, true)]
    [InlineData("*", EntityKind.Service, true)]
    [InlineData("*util*ion", null, true)]
    [InlineData("cpu.util", null, false)]
    [InlineData("*", EntityKind.Host, false)]
    [InlineData("cpu.*.more", null, false)]
    public void Matches_PatternAndKind_ChooseSeries(string pattern, EntityKind? kind, bool expected)
    {
        var rule = Hot with { Metric = pattern, Kind = kind };

        Assert.Equal(expected, rule.Matches(EntityId.Of(EntityKind.Service, "shop"), "cpu.utilization"));
    }

    private static MonitorRig Rig(params ThresholdRule[] rules) =>
        new(settings: DetectionSettings.Default with { Thresholds = [.. rules] });
}
