using System.Collections.Immutable;
using AiopsTwin.Scenarios.Recorded.ItBench;
using AiopsTwin.Scenarios.Recorded.Nezha;
using AiopsTwin.Scenarios.Recorded.OpenRca;
using AiopsTwin.Scenarios.Recorded.RcaEval;
using AiopsTwin.Scenarios.Recorded.RootCauseBench;

namespace AiopsTwin.Scenarios.Recorded.Disguises;

/// <summary>
/// The question whether names or orders decide anything: a folder of recordings is told otherwise (components called
/// otherwise, rows, columns, edges and lists in another order, the answers named alike), and both are judged. Nothing
/// may differ (diagnosis reference, section 6).
/// </summary>
/// <param name="seed">What names and orders are drawn from.</param>
/// <param name="onset">Who says that something is wrong.</param>
/// <param name="limits">What reading may cost.</param>
public sealed class ShuffledSet(ulong seed, ReplayOnset onset, RecordingLimits limits)
{
    /// <summary>Folders of <see cref="PetShopFolder"/>.</summary>
    public ImmutableArray<ShuffledCase> PetShop(string data) => Compare(folder =>
    {
        var disguise = PetShopDisguise.Write(data, folder, seed, limits);
        return (Judge(data).Select(one => ToldCase.Of(one, disguise.Of)),
            Judge(folder).Select(one => ToldCase.Of(one, name => name)));

        IEnumerable<EvaluatedCase> Judge(string root)
        {
            var read = new PetShopFolder(root, limits);
            return read.Cases.Select(name => PetShopEvaluation.Judge(read, name, onset).Value).OfType<EvaluatedCase>();
        }
    });

    /// <summary>Folders of Nezha's layout.</summary>
    /// <param name="data">The folder.</param>
    /// <param name="hasEdgeMetrics">Which of the two estates.</param>
    /// <param name="cancellation">Stops between cases.</param>
    public ImmutableArray<ShuffledCase> Nezha(string data, bool hasEdgeMetrics, CancellationToken cancellation) =>
        Compare(folder =>
        {
            var disguises = new Dictionary<string, NameDisguise>(StringComparer.Ordinal);
            var days = NezhaEvaluation.Days(data, hasEdgeMetrics);
            foreach (var day in days)
            {
                var other = Directory.CreateDirectory(Path.Combine(folder, Path.GetFileName(day))).FullName;
                disguises[Path.GetFileName(day)] = NezhaDisguise.Write(day, other, seed, limits);
            }

            return (
                days.SelectMany(day => NezhaEvaluation.Judge(day, onset, limits, cancellation)
                    .Select(one => ToldCase.Of(one, disguises[Path.GetFileName(day)].In))),
                NezhaEvaluation.Days(folder, hasEdgeMetrics).SelectMany(day =>
                    NezhaEvaluation.Judge(day, onset, limits, cancellation)
                        .Select(one => ToldCase.Of(one, name => name))));
        });

    /// <summary>Folders of RootCauseBench's layout.</summary>
    public ImmutableArray<ShuffledCase> RootCauseBench(string data) => Compare(folder =>
    {
        BenchDisguise.Write(data, folder, seed, limits);
        return (Judge(data), Judge(folder));

        IEnumerable<ToldCase> Judge(string root) =>
            BenchEvaluation.Cases(root).Select(one => ToldCase.Of(BenchEvaluation.Judge(one, limits)));
    });

    /// <summary>Folders of ITBench's layout.</summary>
    public ImmutableArray<ShuffledCase> ItBench(string data) => Compare(folder =>
    {
        var (rename, calls) = ItBenchDisguise.Write(data, folder, seed);
        return (
            ItBenchEvaluation.Cases(data).Select(one => ToldCase.Of(ItBenchEvaluation.Judge(one), rename)),
            ItBenchEvaluation.Cases(folder).Select(one =>
                ToldCase.Of(ItBenchEvaluation.Judge(one, calls), name => name)));
    });

    /// <summary>Folders of RCAEval's layout.</summary>
    public ImmutableArray<ShuffledCase> RcaEval(string data, CancellationToken cancellation) => Compare(folder =>
    {
        var disguise = RcaEvalDisguise.Write(data, folder, seed, limits);
        return (
            Judge(data).Select(one => ToldCase.Of(one, disguise.Of) with
            {
                Case = RcaEvalDisguise.NameOf(one.Case, disguise),
            }),
            Judge(folder).Select(one => ToldCase.Of(one, name => name)));

        IEnumerable<EvaluatedCase> Judge(string root) =>
            RcaEvalEvaluation.Judge(root, onset, limits, cancellation).Select(judged => judged.Case);
    });

    /// <summary>Folders of OpenRCA's layout.</summary>
    public ImmutableArray<ShuffledCase> OpenRca(string data, CancellationToken cancellation) => Compare(folder =>
    {
        var disguise = OpenRcaDisguise.Write(data, folder, seed, limits);
        return (
            Judge(data).Select(one => ToldCase.Of(one, disguise.Of) with { Case = PlaceOf(one) }),
            Judge(folder).Select(one => ToldCase.Of(one, name => name) with { Case = PlaceOf(one) }));

        IEnumerable<EvaluatedCase> Judge(string root) =>
            OpenRcaEvaluation.Judge(root, onset, limits, cancellation).Select(judged => judged.Case);

        // A folder that is one system itself is called otherwise where it is told otherwise.
        string PlaceOf(EvaluatedCase one) => OpenRcaEvaluation.Systems(data) is [var only] && only == data
            ? one.Case[(one.Case.LastIndexOf('/') + 1)..] : one.Case;
    });

    private static ImmutableArray<ShuffledCase> Compare(
        Func<string, (IEnumerable<ToldCase> Plain, IEnumerable<ToldCase> Shuffled)> judge)
    {
        var folder = Directory.CreateTempSubdirectory("aiopstwin-shuffled-");
        try
        {
            var (plain, shuffled) = judge(folder.FullName);
            var told = shuffled.ToDictionary(one => one.Case, StringComparer.Ordinal);
            return [.. plain.Select(one => new ShuffledCase(one, told.GetValueOrDefault(one.Case)))];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}

/// <summary>What was said of a case, and of the same case told otherwise.</summary>
/// <param name="Plain">Of the case, with the other names.</param>
/// <param name="Shuffled">Of it told otherwise; null when it got lost.</param>
public sealed record ShuffledCase(ToldCase Plain, ToldCase? Shuffled)
{
    /// <summary>True when the same was said.</summary>
    public bool IsSame => Shuffled is not null && Plain.IsSame(Shuffled);

    /// <summary>What differs: lines said of one of the two alone.</summary>
    public IEnumerable<string> Differences => Plain.Lines.Except(Shuffled?.Lines ?? [], StringComparer.Ordinal)
        .Select(line => $"- {line}")
        .Concat((Shuffled?.Lines ?? []).Except(Plain.Lines, StringComparer.Ordinal).Select(line => $"+ {line}"));
}
