using AiopsTwin.Engine.Faults;
using AiopsTwin.Engine.Scoring.Physics;
using AiopsTwin.Scenarios.Catalog;
using AiopsTwin.Scenarios.Estates;

namespace AiopsTwin.Scenarios.Tests.Catalog;

/// <summary>Every kind of fault on every delivered estate, by <see cref="FaultSweep"/>.</summary>
public sealed class FaultSweepTests
{
    private static readonly string Folder = Path.Combine(new ScenarioCatalog().Root, "estates");

    public static TheoryData<string> Estates =>
        [.. Directory.GetFiles(Folder, "*.yaml").Select(file => Path.GetFileNameWithoutExtension(file)).Order()];

    [Theory]
    [MemberData(nameof(Estates))]
    public void Run_DeliveredEstate_LosesNothingUnderAnyFault(string name)
    {
        var loaded = Read(name);

        var figure = FaultSweep.Run(loaded.Estate, loaded.Load, 1);

        Assert.True(figure.Holds, $"{figure.Case}: {figure.Error}");
    }

    [Fact]
    public void Draw_AllDeliveredEstates_FindATargetForEveryKind()
    {
        var estates = Estates.Select(row => Read(row.Data).Estate).ToArray();

        var without = FaultCatalog.Kinds
            .Where(kind => estates.All(estate => FaultSweep.Draw(kind, estate, 1) is null))
            .Select(kind => kind.Name);

        Assert.Empty(without);
    }

    private static LoadedEstate Read(string name)
    {
        var parsed = EstateFormat.ReadLoaded(Path.Combine(Folder, name + ".yaml"));
        Assert.Empty(parsed.Problems);
        return parsed.Value!;
    }
}
