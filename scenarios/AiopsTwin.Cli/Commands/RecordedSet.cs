using AiopsTwin.Cli.Output;
using AiopsTwin.Scenarios.Recorded;
using AiopsTwin.Scenarios.Recorded.Disguises;
using AiopsTwin.Scenarios.Recorded.ItBench;
using AiopsTwin.Scenarios.Recorded.Nezha;
using AiopsTwin.Scenarios.Recorded.RootCauseBench;
using AiopsTwin.Scenarios.Source;

namespace AiopsTwin.Cli.Commands;

/// <summary>A data set of recorded incidents in a folder, by name.</summary>
/// <param name="dataset">One of the names.</param>
/// <param name="data">The folder.</param>
/// <param name="onset">Who says that something is wrong.</param>
/// <param name="limits">What reading may cost.</param>
/// <param name="screen">Where results go.</param>
internal sealed class RecordedSet(
    string dataset, string data, ReplayOnset onset, RecordingLimits limits,
    (TextWriter Output, TextWriter Error, bool IsJson) screen)
{
    public const string PetShop = "petshop";
    public const string NezhaTrainTicket = "nezha-tt";
    public const string NezhaOnlineBoutique = "nezha-ob";
    public const string RootCauseBench = "rootcausebench";
    public const string ItBench = "itbench";

    private PetShopFolder? _folder;

    /// <summary>Names of the sets.</summary>
    public static string[] Names { get; } =
        [PetShop, NezhaTrainTicket, NezhaOnlineBoutique, RootCauseBench, ItBench, .. ImportedSet.Names];

    /// <summary>Of Nezha's two estates one reports how long calls took at both their ends.</summary>
    private bool HasEdgeMetrics => dataset == NezhaOnlineBoutique;

    private PetShopFolder Folder => _folder ??= new PetShopFolder(data, limits);

    /// <summary>Why the set cannot be evaluated; empty when it can.</summary>
    public List<string> Objections => dataset == PetShop
        ? [.. Folder.Problems.Select(problem => problem.ToString())]
        : Objection(dataset, data) is { } objection ? [objection] : [];

    /// <summary>Why a set cannot be evaluated on a folder; null when it can.</summary>
    public static string? Objection(string dataset, string data) => dataset switch
    {
        RootCauseBench => BenchEvaluation.Cases(data).IsEmpty
            ? $"{data}: there is no folder with an alert.json and a ground_truth.json in it, or no such folder" : null,
        ItBench => ItBenchEvaluation.Cases(data).IsEmpty
            ? $"{data}: there is no file of a scenario, or no such folder" : null,
        ImportedSet.RcaEval or ImportedSet.OpenRca => ImportedSet.Objection(dataset, data),
        _ => NezhaEvaluation.Days(data, dataset == NezhaOnlineBoutique).IsEmpty
            ? $"{data}: there is no folder named after a day with a fault_list.json of {dataset}, or no such folder"
            : null,
    };

    /// <summary>Judges all cases and shows the scores.</summary>
    public int Evaluate(bool hasPeers, CancellationToken cancellation)
    {
        switch (dataset)
        {
            case PetShop:
                return EvaluatePetShop(hasPeers, cancellation);
            case RootCauseBench:
                new TrialScreen(screen.Output, screen.Error, screen.IsJson).Show(
                    dataset, [.. BenchEvaluation.Cases(data).Select(one => BenchEvaluation.Judge(one, limits))]);
                return ExitCodes.Done;
            case ItBench:
                new ObjectScreen(screen.Output, screen.Error, screen.IsJson).Show(
                    dataset, [.. ItBenchEvaluation.Cases(data).Select(ItBenchEvaluation.Judge)]);
                return ExitCodes.Done;
            case ImportedSet.RcaEval or ImportedSet.OpenRca:
                Screen.Show(ImportedSet.Judge(dataset, data, (onset, limits), screen.Error, cancellation));
                return ExitCodes.Done;
            default:
                Screen.Show(new RankingReport(
                    dataset, onset,
                    [.. NezhaEvaluation.Days(data, HasEdgeMetrics).SelectMany(day =>
                        NezhaEvaluation.Judge(day, onset, limits, cancellation, hasPeers))],
                    []));
                return ExitCodes.Done;
        }
    }

    /// <summary>Tells the set otherwise and shows what differs.</summary>
    public int Shuffle(ulong seed, CancellationToken cancellation)
    {
        var shuffled = new ShuffledSet(seed, onset, limits);
        var cases = dataset switch
        {
            PetShop => shuffled.PetShop(data),
            RootCauseBench => shuffled.RootCauseBench(data),
            ItBench => shuffled.ItBench(data),
            ImportedSet.RcaEval => shuffled.RcaEval(data, cancellation),
            ImportedSet.OpenRca => shuffled.OpenRca(data, cancellation),
            _ => shuffled.Nezha(data, HasEdgeMetrics, cancellation),
        };
        return new ShuffleScreen(screen.Output, screen.Error, screen.IsJson).Show(dataset, onset, seed, cases)
            ? ExitCodes.Done : ExitCodes.ExpectationFailed;
    }

    private RankingScreen Screen => new(screen.Output, screen.Error, screen.IsJson);

    private int EvaluatePetShop(bool hasPeers, CancellationToken cancellation)
    {
        var shown = Screen;
        var (cases, quiet, problems) = (new List<EvaluatedCase>(), new List<QuietWindows>(), new List<Problem>());
        foreach (var name in Folder.Cases)
        {
            cancellation.ThrowIfCancellationRequested();
            shown.Progress(name, cases.Count + 1, Folder.Cases.Length);
            Keep(PetShopEvaluation.Judge(Folder, name, onset, hasPeers, cancellation), cases, problems);
        }

        foreach (var group in Folder.Groups)
        {
            cancellation.ThrowIfCancellationRequested();
            Keep(PetShopEvaluation.Watch(Folder, group), quiet, problems);
        }

        shown.EndProgress();
        if (problems.Count > 0)
        {
            shown.Complain(problems.Distinct());
            return ExitCodes.BadInput;
        }

        shown.Show(new RankingReport(PetShop, onset, cases, quiet));
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
