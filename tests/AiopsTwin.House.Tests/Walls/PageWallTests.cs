using AiopsTwin.Contracts.Twins;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.TwinUi;

namespace AiopsTwin.House.Tests.Walls;

/// <summary>Pages of twin-ui/Pages see what the contracts show, and nothing behind it.</summary>
public sealed class PageWallTests
{
    [Fact]
    public void TwinUi_TypesOfTheEngine_AreThoseOfSnapshots()
    {
        var shown = SnapshotTypes.Of(typeof(ITwinGrain).Assembly);

        var taken = AssemblyNames.TypesTaken(typeof(TwinUiHosting).Assembly.Location, "AiopsTwin.Engine");

        Assert.NotEmpty(taken);
        Assert.All(taken, type => Assert.Contains(type, shown));
    }

    [Fact]
    public void TwinUi_Assemblies_AreNeitherGrainsNorSiloNorScenarios()
    {
        var taken = AssemblyNames.AssembliesTaken(typeof(TwinUiHosting).Assembly.Location);

        Assert.Empty(taken.Intersect(["AiopsTwin.Grains", "AiopsTwin.Silo", "AiopsTwin.Scenarios"]));
    }

    [Fact]
    public void SnapshotTypes_OfTheContracts_HoldRecordsAndNoBrain()
    {
        var shown = SnapshotTypes.Of(typeof(ITwinGrain).Assembly);

        Assert.Contains("AiopsTwin.Engine.Correlation.Incident", shown);
        Assert.DoesNotContain("AiopsTwin.Engine.Twins.TwinBrain", shown);
        Assert.DoesNotContain("AiopsTwin.Engine.World.SimulatedWorld", shown);
    }

    [Fact]
    public void TypesTaken_OfThisAssembly_HoldWhatItNames() =>
        Assert.Contains(
            typeof(EntityId).FullName!,
            AssemblyNames.TypesTaken(typeof(PageWallTests).Assembly.Location, "AiopsTwin.Engine"));
}
