using System.Collections.Immutable;
using System.Diagnostics;
using AiopsTwin.Engine.Diagnosis.Objects;
using YamlDotNet.RepresentationModel;

namespace AiopsTwin.Scenarios.Recorded.ItBench;

/// <summary>One scenario, judged.</summary>
/// <param name="Case">Its name.</param>
/// <param name="Expected">Roots and their aliases.</param>
/// <param name="Got">First suspects.</param>
/// <param name="Top1">Chance that a root stands first, ties broken at random, in [0, 1].</param>
/// <param name="Top3">Chance that a root stands among the first three, in [0, 1].</param>
/// <param name="EdgeF1">Harmonic mean of precision and recall of the spread, in [0, 1].</param>
/// <param name="Elapsed">For ranking and spread.</param>
public sealed record JudgedObjects(
    string Case, ImmutableArray<string> Expected, ImmutableArray<string> Got, double Top1, double Top3, double EdgeF1,
    TimeSpan Elapsed)
{
    /// <summary>All objects, best first.</summary>
    public ImmutableArray<ObjectSuspect> Ranking { get; init; } = [];

    /// <summary>Share of the edges told that are true, in [0, 1]; 1 when none was told.</summary>
    public double EdgePrecision { get; init; }

    /// <summary>Share of the true edges that were told, in [0, 1]; 1 when there are none.</summary>
    public double EdgeRecall { get; init; }

    /// <summary>Chance that a root stands first when objects are ranked by the number of their alerts, which is what a
    /// person does who counts.</summary>
    public double PeerTop1 { get; init; }

    /// <summary>The same among the first three.</summary>
    public double PeerTop3 { get; init; }

    /// <summary>Reading the file.</summary>
    public TimeSpan Loading { get; init; }
}

/// <summary>Judges the scenarios of a folder in the layout of ITBench. Aliases of a root count as the root. The only
/// place where inference and answers meet.</summary>
public static class ItBenchEvaluation
{
    private const int GotShown = 3;

    /// <summary>Files of the scenarios, by name.</summary>
    public static ImmutableArray<string> Cases(string root) => !Directory.Exists(root)
        ? []
        : [.. Directory.EnumerateFiles(root, "*.yaml", SearchOption.AllDirectories)
            .Where(path => File.ReadLines(path).Take(20).Any(line =>
                line.StartsWith("alerts:", StringComparison.Ordinal) || line.TrimEnd() == "kind: GroundTruth"))
            .Order(StringComparer.Ordinal)];

    /// <summary>Judges one scenario by the calls of the public architectures.</summary>
    public static JudgedObjects Judge(string path) => Judge(path, ItBenchIncident.PublicCalls());

    /// <summary>Judges one scenario.</summary>
    /// <param name="path">Its file.</param>
    /// <param name="calls">Calls between components.</param>
    public static JudgedObjects Judge(string path, ImmutableArray<ComponentCall> calls)
    {
        var opened = Stopwatch.GetTimestamp();
        var stream = new YamlStream();
        using (var reader = new StreamReader(path))
        {
            stream.Load(reader);
        }

        var root = (YamlMappingNode)stream.Documents[0].RootNode;
        var scenario = root.Children.TryGetValue(new YamlScalarNode("spec"), out var spec)
            ? (YamlMappingNode)spec : root;
        var source = ItBenchIncident.Read(scenario, calls);
        var started = Stopwatch.GetTimestamp();
        var (ranked, spread) = (ObjectDiagnosis.Rank(source), ObjectDiagnosis.Spread(source));
        var elapsed = Stopwatch.GetElapsedTime(started);
        var (truth, edges, counted) = (Roots(scenario), Edges(scenario), ByAlerts(source));
        return new JudgedObjects(
            Path.GetFileNameWithoutExtension(path), [.. truth.Order(StringComparer.Ordinal)],
            [.. ranked.Take(GotShown).Select(suspect => suspect.Id)], HitAt(ranked, truth, 1), HitAt(ranked, truth, 3),
            F1(spread, edges), elapsed)
        {
            Ranking = ranked,
            EdgePrecision = spread.IsEmpty ? 1 : spread.Count(edges.Contains) / (double)spread.Length,
            EdgeRecall = edges.Count == 0 ? 1 : spread.Count(edges.Contains) / (double)edges.Count,
            PeerTop1 = HitAt(counted, truth, 1),
            PeerTop3 = HitAt(counted, truth, 3),
            Loading = Stopwatch.GetElapsedTime(opened, started),
        };
    }

    /// <summary>Roots, and whatever is an alias of one.</summary>
    private static HashSet<string> Roots(YamlMappingNode scenario)
    {
        var roots = ItBenchIncident.Items(scenario, "groups")
            .Where(group => ItBenchIncident.Text(group, "root_cause") == "true")
            .Select(group => ItBenchIncident.Text(group, "id")).ToHashSet(StringComparer.Ordinal);
        if (scenario.Children.TryGetValue(new YamlScalarNode("aliases"), out var list) && list is YamlSequenceNode sets)
        {
            foreach (var set in sets.OfType<YamlSequenceNode>()
                .Select(set => set.OfType<YamlScalarNode>().Select(name => name.Value ?? "").ToList())
                .Where(set => set.Exists(roots.Contains)).ToList())
            {
                roots.UnionWith(set);
            }
        }

        return roots;
    }

    private static HashSet<ObjectSpread> Edges(YamlMappingNode scenario) =>
        [.. ItBenchIncident.Items(scenario, "propagations")
            .Select(edge => new ObjectSpread(
                ItBenchIncident.Text(edge, "source"), ItBenchIncident.Text(edge, "target")))
            .Where(edge => edge.From != edge.To)];

    private static ImmutableArray<ObjectSuspect> ByAlerts(ObjectCase source)
    {
        var alerts = source.Objects.Select(one => (one.Id, Count: one.Failures + (one.IsIdle ? 1 : 0))).ToList();
        return [.. alerts.Select(one => new ObjectSuspect(
                one.Id, alerts.Count(other => other.Count > one.Count) + 1, one.Count))
            .OrderBy(one => one.Rank).ThenBy(one => one.Id, StringComparer.Ordinal)];
    }

    private static double HitAt(ImmutableArray<ObjectSuspect> ranked, HashSet<string> truth, int k)
    {
        var best = ranked.FirstOrDefault(suspect => truth.Contains(suspect.Id));
        if (best is null)
        {
            return 0;
        }

        var ties = ranked.Where(suspect => suspect.Rank == best.Rank).ToList();
        var right = ties.Count(suspect => truth.Contains(suspect.Id));
        var drawn = Math.Clamp(k - best.Rank + 1, 0, ties.Count);

        // The chance that none of those drawn is right, without putting back.
        var missed = Enumerable.Range(0, drawn).Aggregate(
            1.0, (chance, i) => chance * Math.Max(0, ties.Count - right - i) / (ties.Count - i));
        return 1 - missed;
    }

    private static double F1(ImmutableArray<ObjectSpread> found, HashSet<ObjectSpread> truth) =>
        found.Length + truth.Count == 0 ? 1 : 2.0 * found.Count(truth.Contains) / (found.Length + truth.Count);
}
