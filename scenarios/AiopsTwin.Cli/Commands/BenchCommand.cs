using System.CommandLine;
using AiopsTwin.Cli.Output;
using AiopsTwin.Scenarios.Generators;

namespace AiopsTwin.Cli.Commands;

/// <summary>
/// <c>aiopstwin bench world|shards|run|discrete|timeline|topology|flood</c>: how fast the product is here, over several
/// sizes, so that the growth of the cost shows as well.
/// </summary>
internal static class BenchCommand
{
    private static readonly int[] Moving = [1_000, 10_000];
    private static readonly int[] Standing = [10_000, 100_000];

    public static Command Create() =>
        new("bench", "Measures the product on this machine, in processor time.")
        {
            Verb(
                "world", "The simulated world alone: ticks of one second, with and without telemetry.",
                Moving, new Length("Processor seconds measured for each figure.", 4),
                request => BenchWorld.Measure(request)),
            Verb(
                "shards", "The simulated world with steps cut into 1, 4 and 16 shards, side by side.",
                Standing, new Length("Seconds measured for each number of shards.", 10),
                request => BenchShards.Measure(request)),
            Run(),
            Verb(
                "discrete", "The discrete-event world: events a second on lines of queues, beside a plain loop.",
                [LargeEstate.FewestEntities, 330], new Length("Processor seconds measured for each figure.", 4),
                request => BenchDiscrete.Measure(request)),
            Verb(
                "timeline", "Forks, hashes, seeks and comparisons of a simulated world.",
                [1_000, 10_000, 100_000], new Length("Processor seconds measured for each figure.", 1),
                request => BenchTimeline.Measure(request)),
            Verb(
                "topology", "Loading a topology: check, compile, divide and cut; bytes for each entity.",
                Standing, new Length("Processor seconds measured for each figure.", 1),
                request => BenchGraph.Topology(request)),
            Verb(
                "flood", "The blast radius of the most relied-upon entities, by 1, 4 and 16 partitions.",
                Standing, new Length("Processor seconds measured for each figure.", 1),
                request => BenchGraph.Flood(request)),
        };

    private static Command Run()
    {
        var fault = new Option<BenchFault>("--fault")
        {
            Description = "HostDown: one host is lost. SlowService: a service everybody depends on slows down.",
            DefaultValueFactory = _ => BenchFault.HostDown,
        };
        var command = Verb(
            "run", "World and twin together: half an hour to learn, then in health, then with a fault.",
            Moving, new Length("Virtual seconds of each of the two phases, in steps of ten.", 300),
            (request, parsed) => BenchRun.Measure(request, parsed.GetValue(fault)));
        command.Add(fault);
        return command;
    }

    private static Command Verb(
        string name, string description, int[] sizes, Length length, Func<BenchRequest, BenchReport> measure) =>
        Verb(name, description, sizes, length, (request, _) => measure(request));

    private static Command Verb(
        string name,
        string description,
        int[] sizes,
        Length length,
        Func<BenchRequest, ParseResult, BenchReport> measure)
    {
        var entities = new Option<int[]>("--entities")
        {
            Description = $"Sizes of the estate, {LargeEstate.FewestEntities} to {LargeEstate.MostEntities} entities.",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => sizes,
        };
        var seconds = new Option<double>("--seconds")
        {
            Description = length.Description,
            DefaultValueFactory = _ => length.Seconds,
        };
        var json = JsonOption.Create();
        var command = new Command(name, description) { entities, seconds, json };
        command.SetAction((parsed, cancellation) => Task.FromResult(Measure(
            new BenchRequest(
                [.. parsed.GetRequiredValue(entities).Distinct().Order()],
                parsed.GetValue(seconds),
                new BenchScreen(
                    parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, parsed.GetValue(json)),
                cancellation),
            request => measure(request, parsed))));
        return command;
    }

    private static int Measure(BenchRequest request, Func<BenchRequest, BenchReport> measure)
    {
        if (request.Sizes.Length == 0
            || request.Sizes.Any(size => size is < LargeEstate.FewestEntities or > LargeEstate.MostEntities))
        {
            request.Screen.Complain(
                $"--entities takes sizes of {LargeEstate.FewestEntities} to {LargeEstate.MostEntities}");
            return ExitCodes.BadInput;
        }

        if (!(request.Seconds > 0 && request.Seconds <= 86_400))
        {
            request.Screen.Complain("--seconds is greater than 0 and at most 86400");
            return ExitCodes.BadInput;
        }

        request.Screen.Show(measure(request));
        return ExitCodes.Done;
    }

    private sealed record Length(string Description, double Seconds);
}
