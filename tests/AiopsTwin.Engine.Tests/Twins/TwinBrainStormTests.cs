using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.Twins;

/// <summary>Storms: partial, with strangers, and through a switch that never says a word.</summary>
public sealed class TwinBrainStormTests
{
    [Theory]
    [InlineData(200, 1)]
    [InlineData(120, 1)]
    [InlineData(60, 1)]
    public void Advance_ShareOfTheMachinesBehindASilentSwitch_NamesTheSwitch(int alerting, int expectedRank)
    {
        var driver = new TwinBrainDriver(Graph.Of(Behind("switch1", 200) + ";" + Behind("switch2", 200)));
        driver.Report(EntityKind.Instance);
        driver.Receive(Enumerable.Range(0, alerting)
            .Select(i => Signal.Critical($"vm-switch1-{i}", i % 15, "network.loss_ratio")));

        driver.Run(20, 200);

        var incident = Assert.Single(driver.Incidents);
        var suspect = incident.Diagnosis!.Suspects.Single(one => one.Entity == Graph.Id("switch1"));
        Assert.Equal(expectedRank, suspect.Rank);
    }

    [Fact]
    public void Advance_StormWithUnrelatedAlerts_KeepsThemOutside()
    {
        var strangers = Enumerable.Range(0, 20).Select(i => $"lone{i} -> peer{i}");
        var driver = new TwinBrainDriver(Graph.Of(Behind("switch1", 200) + ";" + string.Join(';', strangers)));
        driver.Receive(Enumerable.Range(0, 200).Select(i => Signal.Silent($"vm-switch1-{i}", i % 15)));
        driver.Receive(Enumerable.Range(0, 20).Select(i => Signal.Critical($"lone{i}", i)));

        driver.Run(20, 60);

        Assert.Equal(21, driver.Incidents.Length);
        Assert.Equal(200, driver.Incidents.Max(incident => incident.AlertCount));
        Assert.All(
            driver.Incidents.Where(incident => incident.AlertCount < 200),
            incident => Assert.Single(incident.Impact));
    }

    [Fact]
    public void Advance_DualHomedMachines_OneLostUplinkIsNotBlamedOnThem()
    {
        var lines = Enumerable.Range(0, 20).Select(i => $"vm{i} via switch1|switch2");
        var driver = new TwinBrainDriver(Graph.Of(string.Join(';', lines)));
        driver.Report(EntityKind.Instance);
        driver.Receive(Signal.Silent("switch1", 0));

        driver.Run(10, 200);

        var incident = Assert.Single(driver.Incidents);
        Assert.Equal(Graph.Id("switch1"), incident.Diagnosis!.Suspects[0].Entity);
        Assert.Equal([Graph.Id("switch1")], incident.BlastRadius.Select(reach => reach.Entity));
    }

    private static string Behind(string name, int machines) =>
        string.Join(';', Enumerable.Range(0, machines).Select(i => $"vm-{name}-{i} via {name}"));
}
