using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Forecasting;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Tests.Detection;
using AiopsTwin.Engine.Twins;

namespace AiopsTwin.Engine.Tests.Twins;

public sealed class CapacityWatchTests
{
    private const string Disk = MetricCatalog.DiskUtilization;

    private readonly CapacityWatch _watch = new(TwinSettings.Default);

    [Fact]
    public void Ask_DiskFullWithinTheLeadTime_WarnsAndLeavesTheEntityHealthy()
    {
        var rig = Grown(0.3, 0.015, 40);

        var findings = _watch.Ask(rig.State, rig.Now);

        var alert = Assert.Single(findings.Changed);
        Assert.Equal("disk.utilization full soon", alert.Name);
        Assert.Equal(AlertSeverity.Info, alert.Severity);
        Assert.Equal(AlertStatus.Firing, alert.Status);
        Assert.Contains("Full on ", alert.Summary, StringComparison.Ordinal);
        Assert.Contains("takes 14 days", alert.Summary, StringComparison.Ordinal);
        Assert.Equal(EntityHealth.Healthy, rig.Monitor.Vitals(rig.State).Health);
        Assert.Equal(1, rig.Monitor.Vitals(rig.State).FiringAlerts);
    }

    [Fact]
    public void Ask_DiskFullInAYear_SaysSoWithoutWarning()
    {
        var rig = Grown(0.2, 0.003, 40);

        var findings = _watch.Ask(rig.State, rig.Now);

        Assert.Empty(findings.Changed);
        Assert.Equal(CapacityVerdict.FullOnDate, Assert.Single(findings.Forecasts).Verdict);
    }

    [Fact]
    public void Ask_AgainOnTheSameDay_TellsNothingNew()
    {
        var rig = Grown(0.3, 0.015, 40);
        _watch.Ask(rig.State, rig.Now);
        rig.Send((Disk, 0.9));

        var again = _watch.Ask(rig.State, rig.Now);

        Assert.Empty(again.Changed);
        Assert.Single(rig.Firing);
    }

    [Fact]
    public void Ask_DateRecededALittle_KeepsWarningUntilItRecededFar()
    {
        var rig = Grown(0.3, 0.015, 40);
        _watch.Ask(rig.State, rig.Now);

        // A clean-up leaves a quarter of the disk: at 0.015 a day that is far beyond the lead time.
        Grow(rig, 0.25, 0.015, 3);
        var findings = _watch.Ask(rig.State, rig.Now);

        var ended = Assert.Single(findings.Changed);
        Assert.Equal(AlertStatus.Resolved, ended.Status);
        Assert.Equal(rig.Now, ended.EndsAt);
        Assert.Empty(rig.Firing);
    }

    [Theory]
    [InlineData(15, 1)]
    [InlineData(20, 0)]
    public void Ask_HysteresisOfTheDate_HoldsAFiringAlertAndRaisesNone(int daysLeft, int firing)
    {
        var early = new CapacityWatch(Settings(leadDays: 30));
        var rig = Grown(1 - (0.01 * (30 + daysLeft)), 0.01, 30);
        early.Ask(rig.State, rig.Now);
        var due = Assert.Single(CapacityReader.Read(rig.State, rig.Now, 14, 1)).Advice!.AlertOn!.Value;

        _watch.Ask(rig.State, rig.Now);

        // The alert of the longer lead time stands for one raised when the date was nearer.
        Assert.Equal(firing, (due - rig.Now).TotalDays <= 14 * 1.25 ? 1 : 0);
        Assert.Equal(firing, rig.Firing.Length);
    }

    [Fact]
    public void Ask_FullDisk_IsMoreThanInformation()
    {
        var rig = Grown(0.3, 0.01, 40);
        Grow(rig, 1, 0, 1);

        var alert = Assert.Single(_watch.Ask(rig.State, rig.Now).Changed);

        Assert.Equal(AlertSeverity.Warning, alert.Severity);
        Assert.Contains("Full now", alert.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Ask_ProcessorBusyForAMoment_IsNotFull()
    {
        var rig = new MonitorRig(intervalSeconds: 3600);
        for (var hour = 0; hour < 24 * 20; hour++)
        {
            rig.Send((MetricCatalog.CpuUtilization, 0.4 + rig.Noise(0.02)));
        }

        rig.Send((MetricCatalog.CpuUtilization, 1));

        Assert.Empty(_watch.Ask(rig.State, rig.Now).Changed);
    }

    [Fact]
    public void Ask_RiseOfTheFirstMorning_IsNotBelieved()
    {
        var rig = new MonitorRig(intervalSeconds: 600);
        for (var step = 0; step < 60; step++)
        {
            rig.Send((MetricCatalog.MemoryUtilization, 0.3 + (step * 0.005)));
        }

        var findings = _watch.Ask(rig.State, rig.Now);

        Assert.Equal(CapacityVerdict.FullOnDate, Assert.Single(findings.Forecasts).Verdict);
        Assert.Empty(findings.Changed);
    }

    [Fact]
    public void Ask_ResourceUnheardForADay_LetsTheWarningExpire()
    {
        var rig = Grown(0.3, 0.015, 40);
        _watch.Ask(rig.State, rig.Now);

        var ended = Assert.Single(_watch.Ask(rig.State, rig.Now.AddDays(2)).Changed);

        Assert.Equal(AlertStatus.Expired, ended.Status);
    }

    [Fact]
    public void NextAfter_ManyEntities_AreSpreadOverThePauseAndEachKeepsItsMoment()
    {
        var now = new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
        var next = Enumerable.Range(0, 200)
            .Select(number => EntityId.Of(EntityKind.Service, $"s{number}"))
            .Select(entity => (Entity: entity, At: _watch.NextAfter(entity, now)))
            .ToArray();

        Assert.All(next, one => Assert.InRange(one.At, now.AddTicks(1), now.AddHours(1)));
        Assert.All(next, one => Assert.Equal(one.At.AddHours(1), _watch.NextAfter(one.Entity, one.At)));
        Assert.InRange(next.Count(one => one.At < now.AddMinutes(30)), 70, 130);
    }

    [Fact]
    public void Course_GrowingDisk_MeetsTheLimitOnItsDate()
    {
        var rig = Grown(0.3, 0.01, 40);

        var forecast = Assert.Single(CapacityReader.Read(rig.State, rig.Now, 14, 1.2, hasCourse: true));

        var course = forecast.Course!;
        Assert.Equal(40, course.Days.Length);
        Assert.True(course.Ahead.All(point => point.Low <= point.Center && point.Center <= point.High));
        var crossing = course.Ahead.First(point => point.Center >= forecast.Limit).At;
        Assert.Equal(forecast.FullOn!.Value, crossing, TimeSpan.FromDays(3));
        Assert.Null(Assert.Single(CapacityReader.Read(rig.State, rig.Now, 14, 1.2)).Course);
    }

    private static TwinSettings Settings(int leadDays) =>
        TwinSettings.Default with { Capacity = new CapacityWatchSettings { LeadDays = leadDays } };

    private static MonitorRig Grown(double from, double perDay, int days)
    {
        var rig = new MonitorRig(intervalSeconds: 3600) { Now = new(2026, 3, 1, 23, 0, 0, TimeSpan.Zero) };
        Grow(rig, from, perDay, days);
        return rig;
    }

    private static void Grow(MonitorRig rig, double from, double perDay, int days)
    {
        for (var hour = 0; hour <= 24 * days; hour++)
        {
            rig.Send((Disk, Math.Min(1, from + (hour * perDay / 24))));
        }
    }
}
