using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.Twins;

/// <summary>What hangs on something the map lacks joins those who claim the same since the same time.</summary>
public sealed class TwinBrainAlikeTests
{
    private const int Hosts = 9;
    private const int Machines = 8;

    // The last host lacks the link to the switch that the others have.
    private static readonly string Map = string.Join(
        ';', Enumerable.Range(0, Hosts).Select(host => host < Hosts - 1 ? $"host{host} via switch1" : $"host{host}")
            .Concat(Enumerable.Range(0, Hosts * Machines).Select(i => $"vm{i} @ host{i % Hosts}")));

    [Fact]
    public void Advance_MachinesOfAHostWithoutUplinkFallSilentWithTheRest_AreOneIncident()
    {
        var driver = new TwinBrainDriver(Graph.Of(Map));
        driver.Receive(Enumerable.Range(0, Hosts * Machines).Select(i => Signal.Silent($"vm{i}", i % 3))).Run(10, 120);

        var incident = Assert.Single(driver.Incidents, incident => incident.MergedInto is null);
        Assert.Equal(Graph.Id("switch1"), incident.Diagnosis!.Suspects[0].Entity);
        Assert.Equal(Hosts * Machines, incident.AlertCount);
    }

    [Theory]
    [InlineData(25, false)]
    [InlineData(1, true)]
    public void Advance_MachinesOfSuchAHostFallSilentLaterOrItAlerts_AreTwo(int later, bool hasAlerted)
    {
        var driver = new TwinBrainDriver(Graph.Of(Map));
        driver.Receive(Enumerable.Range(0, Hosts * Machines).Select(
            i => Signal.Silent($"vm{i}", i % Hosts == Hosts - 1 ? later + (i % 3) : i % 3)));
        driver.Receive(Enumerable.Repeat(Signal.Silent($"host{Hosts - 1}", later), hasAlerted ? 1 : 0)).Run(30, 150);

        var standing = driver.Incidents.Where(incident => incident.MergedInto is null).ToList();
        Assert.Equal(
            [Graph.Id("switch1"), Graph.Id($"host{Hosts - 1}")],
            standing.Select(incident => incident.Diagnosis!.Suspects[0].Entity));
    }
}
