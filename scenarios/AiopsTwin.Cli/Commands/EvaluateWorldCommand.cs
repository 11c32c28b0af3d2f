using System.CommandLine;
using AiopsTwin.Cli.Output;
using AiopsTwin.Engine.Scoring.Physics;
using AiopsTwin.Scenarios.Catalog;
using AiopsTwin.Scenarios.Estates;

namespace AiopsTwin.Cli.Commands;

/// <summary><c>aiopstwin evaluate world</c>: the simulated world against formulas, against the Markov chain of a queue,
/// and against its own discrete-event simulation.</summary>
internal static class EvaluateWorldCommand
{
    private static readonly double[] Loads = [0.5, 0.8, 0.95];

    /// <summary>The parts, by the names of the simulation reference's ladder.</summary>
    private static readonly string[] Parts =
        ["conservation", "closed-forms", "transients", "collapse", "graphs", "zoom", "faults"];

    public static Command Create()
    {
        var part = new Option<string[]>("--part")
        {
            Description = $"One of {string.Join(", ", Parts)}; may be said more than once. All of them otherwise.",
        };
        part.AcceptOnlyFromAmong(Parts);
        var graphs = new Option<int>("--graphs")
        {
            Description = "Drawn estates of 10 to 200 services to compare on, 1 to 1000, dealt over the loads.",
            DefaultValueFactory = _ => 200,
        };
        var seeds = new Option<int>("--seeds")
        {
            Description = "Seeds for which every delivered estate is struck by every fault, 1 to 1000.",
            DefaultValueFactory = _ => 1,
        };
        var json = JsonOption.Create();
        var command = new Command(
            "world",
            "The physics of the simulated world: conservation, closed forms, transients, collapse, graphs, zoom, "
            + "faults.")
        {
            part, graphs, seeds, json,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var screen = new WorldScreen(
                parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, parsed.GetValue(json));
            var count = parsed.GetValue(graphs);
            if (count is < 1 or > 1000)
            {
                screen.Complain("--graphs is a number from 1 to 1000");
                return Task.FromResult(ExitCodes.BadInput);
            }

            var drawn = parsed.GetValue(seeds);
            if (drawn is < 1 or > 1000)
            {
                screen.Complain("--seeds is a number from 1 to 1000");
                return Task.FromResult(ExitCodes.BadInput);
            }

            var asked = parsed.GetValue(part) is { Length: > 0 } some ? some : Parts;
            return Task.FromResult(Evaluate(asked, (count, drawn), screen, cancellation));
        });
        return command;
    }

    private static int Evaluate(
        string[] parts, (int Graphs, int Seeds) count, WorldScreen screen, CancellationToken cancellation)
    {
        var (graphs, seeds) = count;
        var figures = new List<(string Part, PhysicsFigure Figure)>();
        foreach (var part in Parts.Where(parts.Contains))
        {
            screen.Progress(part, figures.Count, figures.Count);
            IEnumerable<PhysicsFigure> found = part switch
            {
                "conservation" => [Conservation.Run(graphs)],
                "closed-forms" => ClosedForms.Run(),
                "transients" => Transients.Run(),
                "collapse" => Collapse(screen, cancellation),
                "faults" => Faults(seeds, screen, cancellation),
                "zoom" => Zooms(graphs, screen, cancellation),
                _ => Graphs(graphs, screen, cancellation),
            };
            figures.AddRange(found.Select(figure => (part, figure)));
            cancellation.ThrowIfCancellationRequested();
        }

        screen.EndProgress();
        screen.Show(figures);
        return ExitCodes.Done;
    }

    private static IEnumerable<PhysicsFigure> Faults(int seeds, WorldScreen screen, CancellationToken cancellation)
    {
        var files = Directory.GetFiles(Path.Combine(new ScenarioCatalog().Root, "estates"), "*.yaml")
            .Order(StringComparer.Ordinal).ToArray();
        for (var i = 0; i < files.Length * seeds; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            screen.Progress(Path.GetFileNameWithoutExtension(files[i / seeds]), i + 1, files.Length * seeds);
            var seed = (ulong)(i % seeds) + 1;
            if (EstateFormat.ReadLoaded(files[i / seeds], seed).Value is { } loaded)
            {
                yield return FaultSweep.Run(loaded.Estate, loaded.Load, seed);
            }
        }
    }

    private static IEnumerable<PhysicsFigure> Collapse(WorldScreen screen, CancellationToken cancellation)
    {
        var figures = CollapseMap.Example().ToList();
        foreach (var storm in CollapseMap.Grid)
        {
            cancellation.ThrowIfCancellationRequested();
            screen.Progress(storm.ToString(), figures.Count, CollapseMap.Grid.Length);
            figures.Add(CollapseMap.Boundary(storm));
        }

        return figures;
    }

    private static IEnumerable<PhysicsFigure> Graphs(int count, WorldScreen screen, CancellationToken cancellation)
    {
        var cases = new List<GraphCase>();
        for (var i = 0; i < count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            screen.Progress("drawn estates", i + 1, count);
            cases.Add(GraphComparison.Compare((ulong)i + 1, Loads[i % Loads.Length]));
        }

        return Loads.Where(load => cases.Exists(one => one.Load == load))
            .SelectMany(load => GraphComparison.Summarize([.. cases.Where(one => one.Load == load)]));
    }

    private static IEnumerable<PhysicsFigure> Zooms(int count, WorldScreen screen, CancellationToken cancellation)
    {
        var cases = new List<ZoomCase>();
        for (var i = 0; i < count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            screen.Progress("zooms into drawn estates", i + 1, count);
            cases.AddRange(ZoomComparison.Compare((ulong)i + 1, Loads[i % Loads.Length]));
        }

        return Loads.Where(load => cases.Exists(one => one.Load == load))
            .SelectMany(load => ZoomComparison.Summarize([.. cases.Where(one => one.Load == load)]));
    }
}
