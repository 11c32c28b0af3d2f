using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Scenarios.Catalog;
using AiopsTwin.Scenarios.Files;

namespace AiopsTwin.Scenarios.Tests.Catalog;

public sealed class ScenarioCatalogTests
{
    private static readonly ScenarioCatalog Shipped = new();

    public static TheoryData<string> Names => [.. Shipped.List().Select(line => line.Name)];

    [Fact]
    public void Check_ShippedCatalog_HasNoProblem()
    {
        var problems = Shipped.Check();

        Assert.Empty(problems);
    }

    [Fact]
    public void List_ShippedCatalog_PairsEveryFaultWithAControl()
    {
        var famous = Shipped.Famous();
        var lines = Shipped.List().Where(line => !famous.Contains(line.Name)).ToArray();

        Assert.Equal(
            [
                "auth-pool", "blind-monitor", "inventory-cache", "rack-power-loss", "region-drop", "reporting-job",
                "sale-start", "schema-update", "two-monitors",
            ],
            lines.Where(line => !line.IsControl).Select(line => line.Name));
        Assert.All(
            lines.Where(line => !line.IsControl),
            line => Assert.Contains(
                lines, other => other.Name == line.Name + ScenarioFormat.ControlSuffix && other.IsControl));
        Assert.Contains(lines, line => line.Name == "default-estate" && line.IsControl);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Load_SameSeed_GivesTheSameScenario(string name)
    {
        var first = Shipped.Load(name, 7)!;
        var second = Shipped.Load(name, 7)!;

        Assert.Equal(first.Load, second.Load);
        Assert.Equal(
            first.Estate.Topology.Entities.Select(entity => string.Join(',', entity.Labels)),
            second.Estate.Topology.Entities.Select(entity => string.Join(',', entity.Labels)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Load_OtherSeed_DrawsOtherLoadOnTheSameGraph(string name)
    {
        var first = Shipped.Load(name, 1)!;
        var second = Shipped.Load(name, 2)!;

        Assert.NotEqual(first.Load, second.Load);
        Assert.Equal(
            first.Estate.Topology.Entities.Select(entity => entity.Id),
            second.Estate.Topology.Entities.Select(entity => entity.Id));
        Assert.Equal(first.Estate.Topology.Dependencies, second.Estate.Topology.Dependencies);
    }

    [Fact]
    public void Load_ControlOfAScenario_SharesItsEstateAndLoad()
    {
        var famous = Shipped.Famous();
        foreach (var line in Shipped.List().Where(line => !line.IsControl && !famous.Contains(line.Name)))
        {
            var scenario = Shipped.Load(line.Name, 1)!;
            var control = Shipped.Load(line.Name + ScenarioFormat.ControlSuffix, 1)!;

            Assert.Equal(scenario.Estate.Topology.Dependencies, control.Estate.Topology.Dependencies);
            Assert.Equal(scenario.Estate.World.Processes, control.Estate.World.Processes);
            Assert.Equal(scenario.Load, control.Load);
            Assert.Contains(
                control.Expectations, claim => claim is { Kind: ExpectationKind.IncidentCount, Count: 0 });
        }
    }

    [Fact]
    public void Load_UnknownName_IsNull() => Assert.Null(Shipped.Load("no-such-scenario", 1));

    [Fact]
    public void Load_NameWithAPath_IsNull() => Assert.Null(Shipped.Load("../estates", 1));
}
