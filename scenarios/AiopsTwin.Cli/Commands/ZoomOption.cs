using System.Collections.Immutable;
using System.CommandLine;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Cli.Commands;

/// <summary>The option that names the entities whose requests a world simulates one at a time.</summary>
internal static class ZoomOption
{
    public static Option<string?> Create() => new("--zoom")
    {
        Description = "Entities whose requests are simulated one at a time, with commas between; for one scenario.",
    };

    /// <summary>Zooms into what the option names; without it the scenario stays as it is.</summary>
    /// <returns>The scenario, or why it cannot be.</returns>
    public static (Scenario Scenario, string? Refusal) Apply(Scenario scenario, string? names)
    {
        if (names is null)
        {
            return (scenario, null);
        }

        var working = scenario.Estate.World.Processes.Select(process => process.Entity).ToHashSet();
        var zoom = ImmutableArray.CreateBuilder<EntityId>();
        foreach (var name in names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!EntityId.TryParse(name, out var entity, out var reason))
            {
                return (scenario, reason);
            }

            if (!working.Contains(entity))
            {
                return (scenario, $"'{entity}' is no entity of the estate that has a process");
            }

            zoom.Add(entity);
        }

        return (scenario with { Zoom = zoom.ToImmutable() }, null);
    }
}
