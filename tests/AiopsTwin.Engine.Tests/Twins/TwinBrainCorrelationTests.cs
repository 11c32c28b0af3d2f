using System.Collections.Immutable;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Numerics;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.Twins;

/// <summary>Alerts become the right incidents, whatever order they come in.</summary>
public sealed class TwinBrainCorrelationTests
{
    private const string Shop = "web -> api -> auth -> db1; api -> cart -> db2; mail -> relay -> db3";

    [Fact]
    public void Advance_WithoutNews_AsksNothing()
    {
        var driver = new TwinBrainDriver(Graph.Of(Shop));
        driver.Advance(0);

        driver.Run(10, 600);

        Assert.Equal(0, driver.Questions);
        Assert.Empty(driver.Incidents);
    }

    [Fact]
    public void Advance_CallerAndCalleeAlert_OneIncident()
    {
        var driver = new TwinBrainDriver(Graph.Of(Shop));
        driver.Receive(Signal.Critical("auth", 0), Signal.Critical("api", 5), Signal.Critical("web", 8));

        driver.Advance(10);

        var incident = Assert.Single(driver.Incidents);
        Assert.Equal("INC-1", incident.Id);
        Assert.Equal(3, incident.AlertCount);
        Assert.Equal([Graph.Id("api"), Graph.Id("auth"), Graph.Id("web")], incident.Impact);
    }

    [Fact]
    public void Advance_TwoDisjointFaultsAtOnce_TwoIncidents()
    {
        var driver = new TwinBrainDriver(Graph.Of(Shop));
        driver.Receive(
            Signal.Critical("auth", 0), Signal.Critical("api", 5),
            Signal.Critical("relay", 0), Signal.Critical("mail", 5));

        driver.Advance(10);

        Assert.Equal(2, driver.Incidents.Length);
        Assert.Equal(
            [Graph.Id("mail"), Graph.Id("relay")],
            driver.Incidents.Single(incident => incident.Impact.Contains(Graph.Id("mail"))).Impact);
    }

    [Fact]
    public void Advance_PermutedAndRepeatedAlerts_SameIncidents()
    {
        var alerts = Storm();
        var expected = Play(alerts);

        for (var seed = 1UL; seed <= 25; seed++)
        {
            var random = new SeededRandom(seed);
            var shuffled = alerts.Concat(alerts.Where(_ => random.NextDouble() < 0.3))
                .OrderBy(_ => random.NextBits()).ToArray();

            Assert.Equal(expected, Play(shuffled));
        }
    }

    [Fact]
    public void Advance_FiveHundredSilentMachinesInOneRack_OneIncidentNamingTheRack()
    {
        var driver = new TwinBrainDriver(Graph.Of(Rack("rack1", 500) + ";" + Rack("rack2", 500)));
        driver.Report(EntityKind.Instance);
        driver.Receive(Enumerable.Range(0, 500).Select(i => Signal.Silent($"vm-rack1-{i}", i % 15)));

        driver.Advance(20);

        var incident = Assert.Single(driver.Incidents);
        Assert.Equal(500, incident.AlertCount);
        Assert.Equal(Graph.Id("rack1"), incident.Diagnosis!.Suspects[0].Entity);
        Assert.Equal(1, incident.Diagnosis.Suspects[0].Rank);
        Assert.True(incident.Alerts.Count(alert => alert.IsWithheld) >= 498);
    }

    [Fact]
    public void Advance_TwoRacksAtOnce_TwoIncidentsWithoutCrossing()
    {
        var driver = new TwinBrainDriver(Graph.Of(
            Rack("rack1", 60) + ";" + Rack("rack2", 60) + ";" + Rack("rack3", 60)));
        driver.Receive(Enumerable.Range(0, 60).SelectMany(i => new[]
        {
            Signal.Silent($"vm-rack1-{i}", 0), Signal.Silent($"vm-rack2-{i}", 1),
        }));

        driver.Advance(20);

        Assert.Equal(2, driver.Incidents.Length);
        Assert.All(driver.Incidents, incident => Assert.Single(
            incident.Impact.Select(entity => entity.Name.Split('-')[1]).Distinct()));
    }

    [Fact]
    public void Advance_OneShortWarning_OpensNothing()
    {
        var driver = new TwinBrainDriver(Graph.Of(Shop));
        var flicker = Signal.Warning("auth", 0);
        driver.Receive(flicker);
        driver.Run(10, 20);

        driver.Receive(flicker.Ended(25));
        driver.Run(30, 900);

        Assert.Empty(driver.Incidents);
    }

    [Fact]
    public void Advance_LoneWarningThatHolds_OpensItsOwnIncident()
    {
        var driver = new TwinBrainDriver(Graph.Of(Shop));
        driver.Receive(Signal.Warning("relay", 0));

        driver.Run(10, 170);
        var early = driver.Incidents;
        driver.Run(180, 190);

        Assert.Empty(early);
        Assert.Single(driver.Incidents);
    }

    [Fact]
    public void Advance_InformationAndDeviationTowardBetter_OpenNothing()
    {
        var driver = new TwinBrainDriver(Graph.Of(Shop));
        driver.Receive(
            Signal.Critical("auth", 0, score: -20),
            Signal.Critical("api", 0, MetricCatalog.Availability, 20),
            Signal.Critical("web", 0) with { Severity = AlertSeverity.Info });

        driver.Run(10, 600);

        Assert.Empty(driver.Incidents);
    }

    [Fact]
    public void Advance_FlappingAlert_OneIncidentWithShortHistory()
    {
        var driver = new TwinBrainDriver(Graph.Of(Shop));
        for (var minute = 0; minute < 60; minute++)
        {
            var alert = Signal.Critical("auth", minute * 60);
            driver.Receive(alert).Advance((minute * 60) + 10);
            driver.Receive(alert.Ended((minute * 60) + 30)).Advance((minute * 60) + 40);
        }

        var incident = Assert.Single(driver.Incidents);
        Assert.Equal(IncidentState.Mitigated, incident.State);
        Assert.True(incident.History.Length < 20, string.Join('\n', incident.History.Select(entry => entry.Text)));
    }

    [Fact]
    public void Advance_CycleOfCalls_Ends()
    {
        var driver = new TwinBrainDriver(Graph.Of("a -> b -> c -> a; d -> a"));
        driver.Receive(Signal.Critical("a", 0), Signal.Critical("b", 5));
        driver.Receive(Signal.Critical("c", 5), Signal.Critical("d", 9));

        driver.Advance(10);

        Assert.Equal(4, Assert.Single(driver.Incidents).AlertCount);
    }

    [Fact]
    public void Advance_AlertOnUnknownEntity_OpensItsOwnIncident()
    {
        var driver = new TwinBrainDriver(Graph.Of(Shop));
        driver.Receive(Signal.Critical("stranger", 0));

        driver.Advance(10);

        Assert.Equal([Graph.Id("stranger")], Assert.Single(driver.Incidents).Impact);
    }

    [Fact]
    public void Advance_CauseAlertsLast_JoinsTheIncidentOfItsVictims()
    {
        var driver = new TwinBrainDriver(Graph.Of(Shop));
        driver.Receive(Signal.Critical("web", 0), Signal.Critical("api", 0)).Advance(10);

        driver.Receive(Signal.Critical("auth", 100)).Advance(110);

        Assert.Equal(3, Assert.Single(driver.Incidents).AlertCount);
    }

    [Fact]
    public void Advance_CommonCauseOfTwoIncidents_MergesIntoTheOlder()
    {
        var driver = new TwinBrainDriver(Graph.Of("a -> x1 -> y -> db1; b -> x2 -> z -> db1"))
            .Report(EntityKind.Service).Report(EntityKind.Datastore);
        driver.Receive(Signal.Critical("a", 0)).Advance(10);
        driver.Receive(Signal.Critical("b", 400)).Advance(410);
        Assert.Equal(2, driver.Incidents.Length);

        driver.Receive(Signal.Critical("db1", 420), Signal.Critical("y", 420), Signal.Critical("z", 420),
            Signal.Critical("x1", 420), Signal.Critical("x2", 420)).Advance(430);

        Assert.Equal(IncidentState.Closed, driver.Incidents[1].State);
        Assert.Contains("INC-1", driver.Incidents[1].History[^1].Text, StringComparison.Ordinal);
        Assert.Equal(7, driver.Incidents[0].AlertCount);
    }

    private static string Rack(string rack, int machines) =>
        string.Join(';', Enumerable.Range(0, machines).Select(i => $"vm-{rack}-{i} in {rack} in zone1"));

    private static ImmutableArray<Alert> Storm() =>
    [
        Signal.Critical("auth", 0), Signal.Critical("api", 5), Signal.Warning("web", 8),
        Signal.Critical("auth", 0, "cpu.utilization"),
        Signal.Critical("relay", 1), Signal.Warning("mail", 6), Signal.Warning("db2", 7, MetricCatalog.LockWait),
        Signal.Critical("cart", 9), Signal.Critical("api", 5, MetricCatalog.ErrorRatio),
    ];

    private static string Play(IEnumerable<Alert> alerts)
    {
        var driver = new TwinBrainDriver(Graph.Of(Shop));
        driver.Receive(alerts).Run(10, 200);
        return string.Join('\n', driver.Incidents.Select(incident =>
            $"{incident.Id} {incident.State} {incident.Title} {string.Join(',', incident.Impact)} "
                + $"{incident.AlertCount} "
            + $"{string.Join(',', incident.Alerts.Select(alert => alert.Alert.Fingerprint + alert.Reason))} "
            + string.Join(',', incident.Diagnosis!.Suspects.Select(one => $"{one.Rank}{one.Entity}{one.Score}"))));
    }
}
