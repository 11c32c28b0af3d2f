using System.CommandLine;
using AiopsTwin.Cli.Output;
using AiopsTwin.Scenarios.Estates;
using AiopsTwin.Scenarios.Generators;
using AiopsTwin.Scenarios.Source;

namespace AiopsTwin.Cli.Commands;

/// <summary><c>aiopstwin new estate</c>: draws an estate of a given size and writes it as a file.</summary>
internal static class NewEstateCommand
{
    public static Command Create()
    {
        var entities = new Option<int>("--entities")
        {
            Description = $"How many, {HeavyTailedEstate.FewestEntities} to {HeavyTailedEstate.MostEntities}.",
            DefaultValueFactory = _ => 1000,
        };
        var seed = new Option<ulong>("--seed") { Description = "What is drawn.", DefaultValueFactory = _ => 1 };
        var target = ResultFile.Option("File to write; only counted, not written, when absent.");
        var command = new Command(
            "estate", "Draws a healthy estate: heavy-tailed calls in tiers, shared stores, racks, zones and power.")
        {
            entities, seed, target,
        };
        command.SetAction(parsed =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var size = parsed.GetValue(entities);
            if (size is < HeavyTailedEstate.FewestEntities or > HeavyTailedEstate.MostEntities)
            {
                error.WriteLine(
                    $"--entities takes {HeavyTailedEstate.FewestEntities} to {HeavyTailedEstate.MostEntities}");
                return ExitCodes.BadInput;
            }

            var drawn = HeavyTailedEstate.Of(size, parsed.GetValue(seed));
            if (parsed.GetValue(target) is { } file)
            {
                if (size > SourceLimits.MostWritten)
                {
                    error.WriteLine(
                        $"a file holds at most {SourceLimits.MostWritten} entities written out; "
                        + "larger estates are made in memory");
                    return ExitCodes.BadInput;
                }

                if (ResultFile.Write(file, EstateFormat.WriteYaml(drawn)) is { } refusal)
                {
                    error.WriteLine(refusal);
                    return ExitCodes.BadInput;
                }
            }

            output.WriteLine(
                $"{drawn.Estate.Name}: {drawn.Estate.Topology.Entities.Length} entities, "
                + $"{drawn.Estate.World.Processes.Length} of them work, {drawn.Estate.World.Calls.Length} calls, "
                + $"{drawn.Load.Length} entries.");
            return ExitCodes.Done;
        });
        return command;
    }
}
