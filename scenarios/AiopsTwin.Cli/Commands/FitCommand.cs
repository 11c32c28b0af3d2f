using System.CommandLine;
using AiopsTwin.Cli.Output;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.World.Fitting;
using AiopsTwin.Scenarios.Estates;
using AiopsTwin.Scenarios.Recorded;
using AiopsTwin.Scenarios.Recorded.Impacts;

namespace AiopsTwin.Cli.Commands;

/// <summary><c>aiopstwin fit</c>: makes an estate file that behaves like what fault-free telemetry tells, and shows how
/// well.</summary>
internal static class FitCommand
{
    private const string PetShop = "petshop";
    private const int MostHours = 48;

    public static Command Create()
    {
        var estate = new Option<string?>("--estate")
        {
            Description = "An estate file with its load: it lives some hours without a fault; what it tells is fitted.",
        };
        var dataset = new Option<string?>("--dataset") { Description = $"Layout of recordings: {PetShop}." };
        dataset.AcceptOnlyFromAmong(PetShop);
        var data = RecordingOptions.Data();
        data.Required = false;
        var group = new Option<string?>("--group") { Description = "Group of recordings; the first one usually." };
        var hours = new Option<int>("--hours")
        {
            Description = $"Hours an estate lives, 1 to {MostHours}.",
            DefaultValueFactory = _ => 4,
        };
        var seed = new Option<ulong>("--seed") { Description = "Seed of its noise.", DefaultValueFactory = _ => 1 };
        var file = new Option<string?>("--out") { Description = "Where the fitted estate is written." };
        var json = JsonOption.Create();
        var command = new Command(
            "fit", "Fits an estate to fault-free telemetry; residuals by entity, and the estate as a file.")
        {
            estate, dataset, data, group, hours, seed, file, json,
        };
        command.SetAction(parsed =>
        {
            var screen = new FitScreen(
                parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, parsed.GetValue(json));
            var fitted = (parsed.GetValue(estate), parsed.GetValue(data)) switch
            {
                ({ } path, null) => OfEstate(path, parsed.GetValue(hours), parsed.GetValue(seed), screen),
                (null, { } path) => OfRecordings(path, parsed.GetValue(group), screen),
                _ => Refuse(screen, "say either --estate FILE or --dataset petshop --data DIR"),
            };
            if (fitted is null)
            {
                return ExitCodes.BadInput;
            }

            if (parsed.GetValue(file) is { } to)
            {
                File.WriteAllText(to, FittedEstate.Write(fitted.World, fitted.Source));
            }

            screen.Show(fitted);
            return ExitCodes.Done;
        });
        return command;
    }

    private static FitResult? Refuse(FitScreen screen, string reason)
    {
        screen.Complain(reason);
        return null;
    }

    private static FitResult? OfEstate(string path, int hours, ulong seed, FitScreen screen)
    {
        if (hours is < 1 or > MostHours)
        {
            return Refuse(screen, $"--hours is 1 to {MostHours}");
        }

        var read = EstateFormat.ReadLoaded(path, seed);
        if (read.Value is not { } loaded)
        {
            screen.Complain(read.Problems);
            return null;
        }

        if (loaded.Load.IsEmpty || loaded.Estate.World.Processes.IsEmpty)
        {
            return Refuse(
                screen, $"{path} gives no load or nobody who works; an estate that does nothing tells nothing");
        }

        var time = FaultFreeTime.Live(loaded.Estate, loaded.Load, seed, hours * 60);
        return new FitResult(
            FormattableString.Invariant($"{hours} h without a fault of the simulated estate {loaded.Estate.Name}"),
            FittedWorld.Of(loaded.Estate.Topology, time, [time]), loaded.Estate);
    }

    private static FitResult? OfRecordings(string path, string? group, FitScreen screen)
    {
        var folder = new PetShopFolder(path);
        if (!folder.Problems.IsEmpty)
        {
            screen.Complain(folder.Problems);
            return null;
        }

        var name = group ?? folder.Groups[0];
        if (!folder.Groups.Contains(name))
        {
            return Refuse(screen, $"there is no group '{name}'; there are {string.Join(", ", folder.Groups)}");
        }

        var exam = BlastRadiusExam.Of(folder);
        if (exam.Value is not { } read || read.Worlds.FirstOrDefault(pair => pair.Key == name).Value is not { } world)
        {
            screen.Complain(exam.Value?.Problems ?? exam.Problems);
            return null;
        }

        return new FitResult($"the fault-free part of {name}", world, null);
    }
}

/// <summary>A fitted world.</summary>
/// <param name="Source">What it was fitted to.</param>
/// <param name="World">The world.</param>
/// <param name="Truth">The estate that told of itself, where it is known.</param>
internal sealed record FitResult(string Source, FittedWorld World, Estate? Truth);
