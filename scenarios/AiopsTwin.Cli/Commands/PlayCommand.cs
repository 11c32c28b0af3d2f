using System.CommandLine;
using AiopsTwin.Cli.Output;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Scoring;
using AiopsTwin.Scenarios.Catalog;
using AiopsTwin.Scenarios.Files;
using AiopsTwin.Scenarios.Source;

namespace AiopsTwin.Cli.Commands;

/// <summary>
/// <c>aiopstwin play scenario</c>: runs a scenario without a page and prints what the twin concluded.
/// </summary>
internal static class PlayCommand
{
    public static Command Create(ScenarioCatalog catalog)
    {
        var scenario = new Argument<string>("scenario") { Description = "Name in the catalog, or path of a file." };
        var seed = new Option<ulong>("--seed") { Description = "Seed of the run.", DefaultValueFactory = _ => 1 };
        var seeds = new Option<string?>("--seeds") { Description = "Several seeds, for example 1-20 or 3,5,8." };
        var speed = new Option<double>("--speed")
        {
            Description = "Virtual seconds per second of wall time after the warm-up; 0 is as fast as possible.",
        };
        var json = JsonOption.Create();
        var command = new Command("play", "Plays a scenario and checks its expectations; exit code 1 when one fails.")
        {
            scenario, seed, seeds, speed, json,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var request = new PlayRequest(
                parsed.GetRequiredValue(scenario),
                parsed.GetValue(seeds),
                parsed.GetValue(seed),
                parsed.GetValue(speed));
            var screen = new PlayScreen(
                parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, parsed.GetValue(json));
            return Play(catalog, request, screen, cancellation);
        });
        return command;
    }

    private static async Task<int> Play(
        ScenarioCatalog catalog, PlayRequest request, PlayScreen screen, CancellationToken cancellation)
    {
        var seeds = SeedList.Parse(request.Seeds, request.Seed);
        if (seeds is null || !(request.Speed >= 0 && double.IsFinite(request.Speed)))
        {
            screen.Complain(seeds is null
                ? $"'{request.Seeds}' is not a list of seeds; write for example 1-20 or 3,5,8"
                : "the speed is a number of at least 0");
            return ExitCodes.BadInput;
        }

        var reports = new List<RunReport>(seeds.Count);
        foreach (var seed in seeds)
        {
            var read = Read(catalog, request.Scenario, seed);
            if (read.Value is null || !read.IsValid)
            {
                screen.Complain(read.Problems);
                return ExitCodes.BadInput;
            }

            screen.Starting(read.Value, seed, seeds.Count);
            var report = await Pacing.Play(read.Value, seed, request.Speed, screen, cancellation);
            reports.Add(report);
            screen.Finished(read.Value, report, isOneOfMany: seeds.Count > 1);
        }

        screen.Summarize(reports);
        return reports.TrueForAll(Passed) ? ExitCodes.Done : ExitCodes.ExpectationFailed;
    }

    /// <summary>Whether every expectation held.</summary>
    internal static bool Passed(RunReport report) => report.Expectations.All(result => result.Passed);

    private static Parsed<Scenario> Read(ScenarioCatalog catalog, string scenario, ulong seed)
    {
        var path = Directory.Exists(scenario) ? Path.Combine(scenario, ScenarioFormat.FileName) : scenario;
        return catalog.Read(scenario, seed)
            ?? (File.Exists(path)
                ? ScenarioFormat.ReadFile(path, seed)
                : new Parsed<Scenario>(null, [new Problem(
                    scenario, 0, 0, "", "there is no scenario of this name and no such file; see aiopstwin list")]));
    }

    private sealed record PlayRequest(string Scenario, string? Seeds, ulong Seed, double Speed);
}
