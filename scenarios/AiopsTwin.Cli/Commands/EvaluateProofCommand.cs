using System.CommandLine;
using System.Diagnostics;
using AiopsTwin.Cli.Output;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Scoring.Proofs;
using AiopsTwin.Scenarios.Catalog;

namespace AiopsTwin.Cli.Commands;

/// <summary><c>aiopstwin evaluate proof</c>: what counterfactuals are worth, where the cause is known.</summary>
internal static class EvaluateProofCommand
{
    private const string Catalogue = "catalogue";
    private const string Generated = "generated";

    public static Command Create()
    {
        var dataset = new Option<string>("--dataset")
        {
            Description = $"{Catalogue}: every scenario with a cause; {Generated}: a drawn estate with a drawn fault.",
            DefaultValueFactory = _ => Generated,
        }.AcceptOnlyFromAmong(Catalogue, Generated);
        var seeds = new Option<string>("--seeds")
        {
            Description = "Seeds, such as 1-20 or 3,5,8-10.",
            DefaultValueFactory = _ => "1-20",
        };
        var each = new Option<bool>("--each") { Description = "Every suspect's sentence, too." };
        var json = JsonOption.Create();
        var command = new Command(
            "proof", "Counterfactuals by the simulated world: share proved, AUC, top-1, symptom precision and recall.")
        {
            dataset, seeds, each, json,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var screen = new ProofScreen(
                parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, parsed.GetValue(json));
            if (SeedList.Parse(parsed.GetRequiredValue(seeds), 1) is not { } list)
            {
                screen.Complain("--seeds is a list of numbers and ranges, such as 1-20 or 3,5,8-10");
                return Task.FromResult(ExitCodes.BadInput);
            }

            var set = parsed.GetRequiredValue(dataset);
            return Task.FromResult(Evaluate(set, list, (screen, parsed.GetValue(each)), cancellation));
        });
        return command;
    }

    private static int Evaluate(
        string dataset, List<ulong> seeds, (ProofScreen Screen, bool Each) shown, CancellationToken cancellation)
    {
        var cases = dataset == Generated
            ? [.. seeds.Select(seed => (FaultyEstate.Create(seed), seed))]
            : OfCatalogue(seeds);
        var outcomes = new List<ProofOutcome>();
        var times = new List<TimeSpan>();
        foreach (var (scenario, seed) in cases)
        {
            cancellation.ThrowIfCancellationRequested();
            shown.Screen.Progress($"{scenario.Name} seed {seed}", times.Count + 1, cases.Count);
            var start = Stopwatch.GetTimestamp();
            outcomes.Add(ProofOutcome.Play(dataset == Generated ? scenario.Title : scenario.Name, scenario, seed));
            times.Add(Stopwatch.GetElapsedTime(start));
        }

        shown.Screen.EndProgress();
        shown.Screen.Show(dataset, seeds, outcomes, shown.Each);
        return ExitCodes.Done;
    }

    private static List<(Scenario Scenario, ulong Seed)> OfCatalogue(List<ulong> seeds)
    {
        var catalog = new ScenarioCatalog();
        return [.. catalog.List().Select(line => line.Name).Except(catalog.Famous())
            .SelectMany(name => seeds.Select(seed => (PlayCommand.Read(catalog, name, seed).Value!, seed)))
            .Where(one => !one.Item1.Truth.Roots.IsEmpty && one.Item1.Truth.Onset is not null)];
    }
}
