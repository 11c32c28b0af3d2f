using AiopsTwin.Engine.Changes;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.Twins;

/// <summary>Work that moves because of something known opens nothing; harm beside it does.</summary>
public sealed class TwinBrainMovedTests
{
    // A service with a cache and its standby, on machines of their own.
    private const string Cached = "web -> stock -> db1,db2; stock @ host0; db1 @ host1; db2 @ host2";

    // Two copies that stand in for one another, and a third machine that has nothing to do with them.
    private const string Copies =
        "web @ vm1|vm2; vm1 @ host1; vm2 @ host2; host1 in rack1; host2 in rack2; other @ host3";

    [Fact]
    public void Advance_WorkMovesAfterARemediation_IsListedAndNeitherOpensNorKeepsOpen()
    {
        var driver = new TwinBrainDriver(Graph.Of(Cached));
        var slow = Signal.Critical("db1", 0);
        driver.Receive(slow).Advance(10);
        driver.Brain.Receive(Signal.Change("stock", 100, ChangeKind.Remediation));

        driver.Receive(
            slow.Ended(110), Rate("db1", 110, -50), Rate("db2", 110, 50),
            Signal.Warning("host2", 120, MetricCatalog.NetworkReceive, 12)).Run(120, 600);

        var incident = Assert.Single(driver.Incidents);
        Assert.Equal(IncidentState.Mitigated, incident.State);
        Assert.Equal(TwinBrainDriver.Start.AddSeconds(110), incident.MitigatedAt);
        Assert.Equal(4, incident.AlertCount);
        Assert.Equal([Graph.Id("db1")], incident.Impact);
        Assert.All(
            incident.Alerts.Where(alert => alert.Alert.Metric != MetricCatalog.RequestDuration),
            alert => Assert.Contains("nobody is worse off", alert.Reason, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(ChangeKind.Remediation, 0)]
    [InlineData(ChangeKind.Scaling, 0)]
    [InlineData(ChangeKind.Deployment, 1)]
    public void Advance_RequestsFallBehindAPlannedChange_OpenUnlessItMeantToMoveWork(ChangeKind kind, int opened)
    {
        var driver = new TwinBrainDriver(Graph.Of(Cached));
        driver.Brain.Receive(Signal.Change("stock", 0, kind));

        driver.Receive(Rate("db1", 10, -20)).Run(20, 900);

        Assert.Equal(opened, driver.Incidents.Length);
    }

    [Fact]
    public void Advance_RequestsFallBeforeWhatWasRemedied_OpensAnIncident()
    {
        var driver = new TwinBrainDriver(Graph.Of(Cached));
        driver.Brain.Receive(Signal.Change("stock", 0, ChangeKind.Remediation));

        driver.Receive(Rate("web", 10, -20)).Run(20, 300);

        Assert.Single(driver.Incidents);
    }

    [Fact]
    public void Advance_RemediationHurtsWhereWorkWent_OpensAnIncident()
    {
        var driver = new TwinBrainDriver(Graph.Of(Cached));
        driver.Brain.Receive(Signal.Change("stock", 0, ChangeKind.Remediation));

        driver.Receive(Rate("db2", 10, 50), Signal.Critical("db2", 20)).Run(30, 300);

        Assert.Equal([Graph.Id("db2")], Assert.Single(driver.Incidents).Impact);
    }

    [Fact]
    public void Advance_SurvivorsTakeOver_AreListedWithTheOutage()
    {
        var driver = new TwinBrainDriver(Graph.Of(Copies));
        driver.Receive(Signal.Silent("vm1", 0), Signal.Silent("host1", 0)).Advance(10);

        driver.Receive(
            Rate("host2", 20, 12, MetricCatalog.NetworkReceive),
            Signal.Warning("vm2", 30, MetricCatalog.CpuUtilization, 9) with { Expected = 0.05, Observed = 0.2 })
            .Run(30, 900);

        var incident = Assert.Single(driver.Incidents);
        Assert.Equal([Graph.Id("host1"), Graph.Id("vm1")], incident.Impact);
        Assert.Equal(4, incident.AlertCount);
    }

    [Fact]
    public void Advance_SurvivorFillsUp_IsHarmAndJoins()
    {
        var driver = new TwinBrainDriver(Graph.Of(Copies));
        driver.Receive(Signal.Silent("vm1", 0), Signal.Silent("host1", 0)).Advance(10);

        var full = Signal.Critical("vm2", 20, MetricCatalog.CpuUtilization) with { Expected = 0.5, Observed = 0.98 };
        driver.Receive(full).Run(30, 300);

        Assert.Contains(Graph.Id("vm2"), driver.Incidents.SelectMany(incident => incident.Impact));
    }

    [Fact]
    public void Advance_MovedWorkDeviatesAgainAfterClosing_StaysWithTheClosedIncident()
    {
        var driver = new TwinBrainDriver(Graph.Of(Copies));
        var outage = Signal.Silent("vm1", 0);
        var more = Rate("host2", 20, 12, MetricCatalog.NetworkReceive);
        driver.Receive(outage).Advance(10);
        driver.Receive(more).Advance(30);
        driver.Receive(outage.Ended(100), more.Ended(120)).Run(110, 1300);

        driver.Receive(Rate("host2", 1500, 12, MetricCatalog.NetworkReceive)).Run(1500, 2500);

        Assert.Equal(IncidentState.Closed, Assert.Single(driver.Incidents).State);
    }

    [Fact]
    public void Advance_SomewhatMoreWorkEverywhere_OpensNothing()
    {
        var driver = new TwinBrainDriver(Graph.Of(Cached));

        driver.Receive(
            Rate("web", 0, 7), Rate("stock", 0, 7), Rate("db1", 10, 6),
            Signal.Warning("db1", 20, MetricCatalog.LockWait, 6),
            Signal.Warning("host1", 20, MetricCatalog.CpuUtilization, 6) with { Expected = 0.2, Observed = 0.23 })
            .Run(30, 1800);

        Assert.Empty(driver.Incidents);
    }

    [Fact]
    public void Advance_LocksRiseWithoutMoreRequests_OpensAnIncident()
    {
        var driver = new TwinBrainDriver(Graph.Of(Cached));

        driver.Receive(Signal.Warning("db1", 0, MetricCatalog.LockWait, 6)).Run(10, 400);

        Assert.Single(driver.Incidents);
    }

    [Fact]
    public void Advance_FewerRequests_OpensAnIncident()
    {
        var driver = new TwinBrainDriver(Graph.Of(Cached));

        driver.Receive(Rate("web", 0, -6)).Run(10, 400);

        Assert.Single(driver.Incidents);
    }

    private static Alert Rate(string name, double at, double score, string metric = MetricCatalog.RequestRate) =>
        Signal.Warning(name, at, metric, score) with { Expected = 100, Observed = score > 0 ? 112 : 88 };
}
