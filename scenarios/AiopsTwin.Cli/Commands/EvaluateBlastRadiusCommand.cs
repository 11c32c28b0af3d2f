using System.CommandLine;
using AiopsTwin.Cli.Output;
using AiopsTwin.Scenarios.Recorded;
using AiopsTwin.Scenarios.Recorded.Impacts;
using AiopsTwin.Scenarios.Source;

namespace AiopsTwin.Cli.Commands;

/// <summary><c>aiopstwin evaluate blast-radius</c>: who is hit by a labelled fault, predicted by a world fitted to
/// fault-free telemetry, against who was observed to be hit.</summary>
internal static class EvaluateBlastRadiusCommand
{
    private const string PetShop = "petshop";

    public static Command Create()
    {
        var dataset = new Option<string>("--dataset")
        {
            Description = $"Layout of the data: {PetShop}.",
            DefaultValueFactory = _ => PetShop,
        }.AcceptOnlyFromAmong(PetShop);
        var data = RecordingOptions.Data();
        var sensitivity = new Option<bool>("--sensitivity")
        {
            Description = "Also with each magnitude of the fault alone.",
        };
        var json = JsonOption.Create();
        var command = new Command(
            "blast-radius", "Predicted against observed impact of recorded incidents: precision, recall, F1, timing.")
        {
            dataset, data, sensitivity, json,
        };
        command.SetAction((parsed, cancellation) => Task.FromResult(Evaluate(
            parsed.GetRequiredValue(data), parsed.GetValue(sensitivity),
            new BlastRadiusScreen(
                parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, parsed.GetValue(json)),
            cancellation)));
        return command;
    }

    private static int Evaluate(
        string data, bool hasSensitivity, BlastRadiusScreen screen, CancellationToken cancellation)
    {
        var folder = new PetShopFolder(data);
        if (!folder.Problems.IsEmpty)
        {
            screen.Complain(folder.Problems);
            return ExitCodes.BadInput;
        }

        var exam = BlastRadiusExam.Of(folder);
        if (exam.Value is not { } fitted)
        {
            screen.Complain(exam.Problems);
            return ExitCodes.BadInput;
        }

        screen.Complain(fitted.Problems);
        string[] names = [.. fitted.Cases];
        var alone = hasSensitivity ? FaultMagnitudes.Default.Each.ToList() : [];
        var problems = new List<Problem>();
        var runs = new List<BlastRadiusRun>();
        foreach (var magnitudes in alone.Prepend(FaultMagnitudes.Default))
        {
            var cases = new List<BlastRadiusCase>();
            foreach (var name in names)
            {
                cancellation.ThrowIfCancellationRequested();
                screen.Progress(name, cases.Count + 1, names.Length);
                var judged = fitted.Judge(name, magnitudes);
                problems.AddRange(runs.Count == 0 ? judged.Problems : []);
                cases.AddRange(judged.Value is { } one ? [one] : []);
            }

            runs.Add(new BlastRadiusRun(magnitudes, cases));
        }

        screen.EndProgress();
        // What cannot be read is told and left out: a score of the rest is still one.
        screen.Complain(problems);
        if (runs[0].Cases.Count == 0)
        {
            return ExitCodes.BadInput;
        }

        screen.Show(PetShop, folder.Cases.Length, runs);
        return ExitCodes.Done;
    }
}
