using AiopsTwin.Contracts.Scenarios;
using AiopsTwin.TwinUi.Model;

namespace AiopsTwin.TwinUi.Tests.Model;

public sealed class CatalogueEntryTests
{
    [Fact]
    public void Of_ScenariosAndControls_PairsThemAndPutsQuietEstatesLast()
    {
        var entries = CatalogueEntry.Of(
        [
            Line("a-quiet-estate", isControl: true),
            Line("auth-pool", isControl: false),
            Line("auth-pool-control", isControl: true),
            Line("rack-loss", isControl: false),
        ]);

        Assert.Equal(
            ["auth-pool + auth-pool-control", "rack-loss + ", "a-quiet-estate + "],
            entries.Select(entry => $"{entry.Scenario.Name} + {entry.Control?.Name}"));
    }

    [Fact]
    public void Of_Nothing_IsEmpty() => Assert.Empty(CatalogueEntry.Of([]));

    private static ScenarioLine Line(string name, bool isControl) =>
        new(name, name, "", TimeSpan.FromMinutes(1), 1, isControl);
}
