using System.CommandLine;
using System.Diagnostics;
using AiopsTwin.Cli.Output;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Scoring.Detections;
using AiopsTwin.Engine.Scoring.Detections.Peers;
using AiopsTwin.Scenarios.Recorded.Series;

namespace AiopsTwin.Cli.Commands;

/// <summary><c>aiopstwin evaluate detection</c>: shows recorded series to the monitor that judges every series of the
/// twin, and to peers, and compares their alarms with what people marked.</summary>
internal static class EvaluateDetectionCommand
{
    private const string Nab = "nab";

    public static Command Create()
    {
        var dataset = new Option<string>("--dataset")
        {
            Description = $"wsd, aiops-kpi, nab; generated: {string.Join(", ", GeneratedDetection.Datasets)}.",
            Required = true,
        }.AcceptOnlyFromAmong(["wsd", "aiops-kpi", Nab, .. GeneratedDetection.Datasets]);
        var data = RecordingOptions.Data();
        data.Required = false;
        data.DefaultValueFactory = _ => "";
        var generated = new GeneratedDetection();
        var budget = new Option<double>("--budget")
        {
            Description = "Unwanted alarms a week of one series the twin is allowed, 0.01 to 100.",
            DefaultValueFactory = _ => DetectionSettings.Default.AlarmBudget,
        };
        budget.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double>() is not (>= 0.01 and <= 100))
            {
                result.AddError("--budget must be 0.01 to 100");
            }
        });
        var disguise = new Option<DisguiseKind?>("--disguise")
        {
            Description = "Judges recorded series also told otherwise: scale, shift, resample, nan or counter.",
        };
        var json = JsonOption.Create();
        var command = new Command(
            "detection", "Alarms on labelled series: event-wise F1, recall within a budget of false alarms; peers.")
        {
            dataset, data, budget, disguise, json,
        };
        generated.AddTo(command);
        command.SetAction((parsed, cancellation) => Task.FromResult(generated.Evaluate(
            parsed, parsed.GetRequiredValue(dataset), parsed.GetValue(json), cancellation) ?? Evaluate(
            parsed.GetRequiredValue(dataset),
            parsed.GetRequiredValue(data),
            new DetectionBoard(parsed.GetValue(budget), parsed.GetValue(disguise)),
            new DetectionScreen(
                parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, parsed.GetValue(json)),
            cancellation)));
        return command;
    }

    private static int Evaluate(
        string dataset, string root, DetectionBoard board, DetectionScreen screen, CancellationToken cancellation)
    {
        var folder = dataset == Nab ? SeriesFolder.Nab(root) : SeriesFolder.Marked(root);
        if (!folder.Problems.IsEmpty)
        {
            screen.Complain(folder.Problems);
            return ExitCodes.BadInput;
        }

        foreach (var name in folder.Names)
        {
            cancellation.ThrowIfCancellationRequested();
            screen.Progress(name, board.Series + 1, folder.Names.Count);
            var read = folder.Read(name);
            if (read.Value is not { } series)
            {
                screen.EndProgress();
                screen.Complain(read.Problems);
                return ExitCodes.BadInput;
            }

            Judge(series, board);
        }

        screen.EndProgress();
        if (dataset == Nab)
        {
            screen.ShowNab(board);
        }
        else
        {
            screen.ShowEvents(dataset, board);
        }

        return ExitCodes.Done;
    }

    private static void Judge(DetectionSeries series, DetectionBoard board)
    {
        var settings = DetectionSettings.Default with { AlarmBudget = board.Budget };
        var twin = new TwinScorer(settings);
        var start = Stopwatch.GetTimestamp();
        var (scores, rarities) = DetectionExam.ScoresOf(series, twin);
        board.Add(series, scores, rarities, Stopwatch.GetElapsedTime(start));
        var answered = new TwinScorer(settings, series.Events);
        DetectionExam.ScoresOf(series, answered);
        board.AddAlerts(series, twin.Alerts, answered.Alerts);
        if (board.Disguise is { } kind)
        {
            var other = SeriesDisguise.Of(series, kind);
            var judge = new TwinScorer(settings, default, kind == DisguiseKind.Counter);
            DetectionExam.ScoresOf(other, judge);
            board.AddDisguised(other, judge.Alerts);
        }

        for (var peer = 0; peer < DetectionPeers.Names.Count; peer++)
        {
            board.AddPeer(peer, series, DetectionExam.Scores(series, DetectionPeers.Create(peer)));
        }
    }
}
