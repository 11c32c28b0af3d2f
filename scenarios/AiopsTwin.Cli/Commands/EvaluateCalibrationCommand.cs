using System.CommandLine;
using AiopsTwin.Cli.Output;
using AiopsTwin.Engine.Scoring;
using AiopsTwin.Engine.Scoring.Causes;
using AiopsTwin.Scenarios.Recorded;
using AiopsTwin.Scenarios.Recorded.Nezha;

namespace AiopsTwin.Cli.Commands;

/// <summary><c>aiopstwin evaluate calibration</c>: how often causes stated with a belief are right, on drawn estates or
/// on recorded incidents.</summary>
internal static class EvaluateCalibrationCommand
{
    private const string Drawn = "drawn";

    private static readonly string[] Recorded =
        [RecordedSet.PetShop, RecordedSet.NezhaTrainTicket, RecordedSet.NezhaOnlineBoutique];

    public static Command Create()
    {
        var dataset = new Option<string>("--dataset")
        {
            Description = $"{Drawn}, drawn from seeds; or a recording: {string.Join(", ", Recorded)}.",
            DefaultValueFactory = _ => Drawn,
        }.AcceptOnlyFromAmong([Drawn, .. Recorded]);
        var seeds = new Option<string>("--seeds")
        {
            Description = "Seeds of drawn cases, such as 1001-2000; each is a case.",
            DefaultValueFactory = _ => "1001-2000",
        };
        var data = RecordingOptions.Data();
        data.Required = false;
        var fit = new Option<bool>("--fit") { Description = "Tells which scale of belief these cases would fit." };
        var json = JsonOption.Create();
        var command = new Command("calibration", "How often causes stated with a belief are right.")
        {
            dataset, seeds, data, fit, json,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var screen = new CalibrationScreen(
                parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, parsed.GetValue(json));
            var set = parsed.GetRequiredValue(dataset);
            return Task.FromResult(set == Drawn
                ? Draw(parsed.GetRequiredValue(seeds), parsed.GetValue(fit), screen, cancellation)
                : Replay(set, parsed.GetValue(data), parsed.GetValue(fit), screen, cancellation));
        });
        return command;
    }

    private static int Draw(string seeds, bool isFitted, CalibrationScreen screen, CancellationToken cancellation)
    {
        if (SeedList.Parse(seeds, 1) is not { } list)
        {
            screen.Complain("--seeds is a list of numbers and ranges, such as 1001-2000 or 3,5,8-10");
            return ExitCodes.BadInput;
        }

        var stated = DrawnSet.Play(list, CauseCases.Any, screen, cancellation)
            .SelectMany(one => one.Result.Stated).ToList();
        screen.Show(Drawn, list.Count, stated, isFitted ? BeliefFit.Of(stated) : null);
        return ExitCodes.Done;
    }

    private static int Replay(
        string dataset, string? data, bool isFitted, CalibrationScreen screen, CancellationToken cancellation)
    {
        if (data is null || (dataset != RecordedSet.PetShop && RecordedSet.Objection(dataset, data) is not null))
        {
            screen.Complain($"--dataset {dataset} is a recording: say with --data where it is");
            return ExitCodes.BadInput;
        }

        var cases = dataset == RecordedSet.PetShop
            ? ReplayPetShop(new PetShopFolder(data, RecordingLimits.Default))
            : NezhaEvaluation.Days(data, dataset == RecordedSet.NezhaOnlineBoutique).SelectMany(day =>
                NezhaEvaluation.Judge(day, ReplayOnset.Self, RecordingLimits.Default, cancellation));
        var judged = cases.ToList();
        var stated = judged.Select(one => one.Stated).OfType<StatedBelief>().ToList();
        screen.Show(dataset, judged.Count, stated, isFitted ? BeliefFit.Of(stated) : null);
        return ExitCodes.Done;
    }

    /// <summary>With the alarm at the front end: without it, most of these incidents are never seen.</summary>
    private static IEnumerable<EvaluatedCase> ReplayPetShop(PetShopFolder folder) => folder.Cases
        .Select(name => PetShopEvaluation.Judge(folder, name, ReplayOnset.Oracle).Value).OfType<EvaluatedCase>();
}
