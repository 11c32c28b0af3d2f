using AiopsTwin.Engine.Correlation.Words;
using AiopsTwin.Engine.Topology;
using AiopsTwin.Engine.Twins;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.Twins;

/// <summary>Silence that is the collector's: see <see cref="TwinBrain.CollectorLabel"/>.</summary>
public sealed class TwinBrainBlindTests
{
    [Fact]
    public void Silence_OfTheCollectorToo_IsOneIncidentOfTheCollector()
    {
        var driver = new TwinBrainDriver(Map());

        driver.Receive(Signal.Silent("web", 0), Signal.Silent("db1", 0), Signal.Silent("gather", 0)).Run(10, 120);

        var incident = Assert.Single(driver.Incidents);
        var gate = Assert.Single(driver.Brain.Gates().Gates);
        Assert.Equal([Graph.Id("gather")], incident.Alerts
            .Where(member => member.Alert.Entity == Graph.Id("gather")).Select(member => member.Alert.Entity));
        Assert.Equal(Graph.Id("gather"), incident.Diagnosis!.Suspects[0].Entity);
        Assert.Equal(("blind/service:gather", GateKind.BlindMonitor, 2), (gate.Id, gate.Kind, gate.HeldCount));
        Assert.All(gate.Held, held => Assert.Equal(incident.Id, held.Incident));
        Assert.Contains("its telemetry comes through service:gather, which is silent itself",
            driver.Brain.Why(Signal.Silent("db1", 0).Fingerprint)!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Silence_WhileTheCollectorIsHeard_IsJudgedLikeAnyOther()
    {
        var driver = new TwinBrainDriver(Map()).Report("gather");

        driver.Receive(Signal.Silent("db1", 0)).Run(10, 120);

        Assert.Equal(Graph.Id("db1"), Assert.Single(driver.Incidents).Diagnosis!.Suspects[0].Entity);
        Assert.Empty(driver.Brain.Gates().Gates);
    }

    [Fact]
    public void Silence_ThatOutlastsTheCollectors_OpensAnIncidentOfItsOwn()
    {
        var driver = new TwinBrainDriver(Map());
        var collector = Signal.Silent("gather", 0);
        driver.Receive(Signal.Silent("db1", 0), collector).Run(10, 120);

        driver.Receive(collector.Ended(130)).Run(130, 300);

        Assert.Contains(driver.Incidents, incident => incident.MergedInto is null
            && incident.Diagnosis?.Suspects[0].Entity == Graph.Id("db1"));
        Assert.Empty(driver.Brain.Gates().Gates);
    }

    [Fact]
    public void Errors_OfACarriedEntity_AreHeldBackByNothing()
    {
        var driver = new TwinBrainDriver(Map());

        driver.Receive(Signal.Silent("gather", 0), Signal.Critical("web", 0)).Run(10, 120);

        Assert.Empty(driver.Brain.Gates().Gates);
        Assert.Contains(driver.Incidents, incident => incident.Alerts.Any(
            member => member.Alert.Entity == Graph.Id("web")));
    }

    private static TopologySnapshot Map()
    {
        var map = Graph.Of("web -> api -> db1; gather @ host1");
        return map with
        {
            Entities = [.. map.Entities.Select(entity => entity.Id == Graph.Id("web") || entity.Id == Graph.Id("db1")
                ? entity with { Labels = entity.Labels.Add(TwinBrain.CollectorLabel, "service:gather") }
                : entity)],
        };
    }
}
