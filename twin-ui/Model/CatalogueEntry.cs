using System.Collections.Immutable;
using AiopsTwin.Contracts.Scenarios;

namespace AiopsTwin.TwinUi.Model;

/// <summary>A scenario as it stands in the catalogue, with the estate's quiet day beside it.</summary>
/// <param name="Scenario">The scenario.</param>
/// <param name="Control">The same estate with nothing broken; null when there is none.</param>
public sealed record CatalogueEntry(ScenarioLine Scenario, ScenarioLine? Control)
{
    private const string ControlSuffix = "-control";

    /// <summary>Orders a list for people: what breaks first, each with its control; quiet estates that belong to no
    /// scenario last.</summary>
    public static ImmutableArray<CatalogueEntry> Of(ImmutableArray<ScenarioLine> lines)
    {
        var controls = lines.Where(line => line.IsControl).ToDictionary(line => line.Name, StringComparer.Ordinal);
        var broken = lines.Where(line => !line.IsControl)
            .OrderBy(line => line.Name, StringComparer.Ordinal)
            .Select(line => new CatalogueEntry(line, controls.GetValueOrDefault(line.Name + ControlSuffix)))
            .ToArray();
        var paired = broken.Select(entry => entry.Control).ToHashSet();
        return
        [
            .. broken,
            .. controls.Values.Where(line => !paired.Contains(line))
                .OrderBy(line => line.Name, StringComparer.Ordinal)
                .Select(line => new CatalogueEntry(line, null)),
        ];
    }
}
