using System.CommandLine;
using AiopsTwin.Cli.Output;
using AiopsTwin.Scenarios.Recorded;
using AiopsTwin.Scenarios.Source;

namespace AiopsTwin.Cli.Commands;

/// <summary><c>aiopstwin evaluate rca</c>: replays a set of recorded incidents and scores the rankings.</summary>
internal static class EvaluateCommand
{
    private const string PetShop = "petshop";

    public static Command Create() =>
        new("evaluate", "Scores the twin on recorded incidents with published answers, series and generated volumes.")
        {
            RootCause(), EvaluateDetectionCommand.Create(), EvaluateForecastCommand.Create(),
            EvaluateCapacityCommand.Create(), EvaluateCorrelationCommand.Create(),
            EvaluateAlertmanagerCommand.Create(), EvaluateProofCommand.Create(),
            EvaluateCalibrationCommand.Create(),
        };

    private static Command RootCause()
    {
        var dataset = new Option<string>("--dataset")
        {
            Description = $"{PetShop}, {string.Join(", ", RecordedSet.Names)}; or drawn from seeds: "
                + $"{string.Join(", ", DrawnSet.Names)}.",
            Required = true,
        }.AcceptOnlyFromAmong([PetShop, .. RecordedSet.Names, .. DrawnSet.Names]);
        var data = RecordingOptions.Data();
        data.Required = false;
        var seeds = new Option<string>("--seeds")
        {
            Description = "Seeds of a drawn set, such as 1-200; each is a case.",
            DefaultValueFactory = _ => "1-200",
        };
        var onset = RecordingOptions.Onset(ReplayOnset.Oracle);
        var limits = new LimitOptions();
        var json = JsonOption.Create();
        var command = new Command(
            "rca", "Root cause ranking: top-1, top-3, Avg@5, MRR per group and symptom, and quiet windows.")
        {
            dataset, data, onset, seeds, json,
        };
        limits.AddTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var (set, told) = (parsed.GetRequiredValue(dataset), parsed.GetValue(onset));
            if (DrawnSet.Names.Contains(set))
            {
                return Task.FromResult(Draw(
                    set, parsed.GetRequiredValue(seeds), new CauseScreen(output, error, parsed.GetValue(json)),
                    cancellation));
            }

            if (parsed.GetValue(data) is not { } folder)
            {
                error.WriteLine($"--dataset {set} is a recording: say with --data where it is");
                return Task.FromResult(ExitCodes.BadInput);
            }

            if (set != PetShop && RecordedSet.Objection(set, folder) is { } objection)
            {
                error.WriteLine(objection);
                return Task.FromResult(ExitCodes.BadInput);
            }

            return Task.FromResult(set == PetShop
                ? Evaluate(
                    new PetShopFolder(folder, limits.Of(parsed)), told,
                    new EvaluationScreen(output, error, parsed.GetValue(json)), cancellation)
                : RecordedSet.Evaluate(
                    set, folder, told, (output, error, parsed.GetValue(json)), cancellation));
        });
        return command;
    }

    private static int Draw(string dataset, string seeds, CauseScreen screen, CancellationToken cancellation)
    {
        if (SeedList.Parse(seeds, 1) is { } list)
        {
            return DrawnSet.Evaluate(dataset, list, screen, cancellation);
        }

        screen.Complain("--seeds is a list of numbers and ranges, such as 1-200 or 3,5,8-10");
        return ExitCodes.BadInput;
    }

    private static int Evaluate(
        PetShopFolder folder, ReplayOnset onset, EvaluationScreen screen, CancellationToken cancellation)
    {
        if (folder.Problems.Length > 0)
        {
            screen.Complain(folder.Problems);
            return ExitCodes.BadInput;
        }

        var cases = new List<EvaluatedCase>();
        var problems = new List<Problem>();
        foreach (var name in folder.Cases)
        {
            cancellation.ThrowIfCancellationRequested();
            screen.Progress(name, cases.Count + 1, folder.Cases.Length);
            Keep(PetShopEvaluation.Judge(folder, name, onset), cases, problems);
        }

        var quiet = new List<QuietWindows>();
        foreach (var group in folder.Groups)
        {
            cancellation.ThrowIfCancellationRequested();
            Keep(PetShopEvaluation.Watch(folder, group), quiet, problems);
        }

        screen.EndProgress();
        if (problems.Count > 0)
        {
            screen.Complain(problems.Distinct());
            return ExitCodes.BadInput;
        }

        screen.Show(onset, cases, quiet);
        return ExitCodes.Done;
    }

    private static void Keep<T>(Parsed<T> read, List<T> values, List<Problem> problems)
        where T : class
    {
        problems.AddRange(read.Problems);
        if (read.Value is { } value)
        {
            values.Add(value);
        }
    }
}
