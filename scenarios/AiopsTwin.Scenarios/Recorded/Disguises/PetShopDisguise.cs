using System.Text.Json.Nodes;
using AiopsTwin.Scenarios.Source;

namespace AiopsTwin.Scenarios.Recorded.Disguises;

/// <summary>Tells a folder in the layout of <see cref="PetShopFolder"/> otherwise: other names, other order of rows and
/// columns, the answers named alike.</summary>
public static class PetShopDisguise
{
    private const string Metrics = "metrics.csv";
    private const string Graph = "graph.csv";

    /// <summary>Writes the folder anew.</summary>
    /// <param name="source">The folder.</param>
    /// <param name="target">Where to; an existing folder.</param>
    /// <param name="seed">What names and orders are drawn from.</param>
    /// <param name="limits">What reading may cost.</param>
    /// <returns>The names.</returns>
    public static NameDisguise Write(string source, string target, ulong seed, RecordingLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        var tables = new[] { Metrics, Graph }.SelectMany(name => DisguisedFolder.Files(source, name))
            .ToDictionary(path => path, path => Table(path, limits), StringComparer.Ordinal);
        var disguise = NameDisguise.Draw(
            tables.SelectMany(pair => IsGraph(pair.Key)
                ? pair.Value.Select(row => row[0]).Concat(pair.Value.FirstOrDefault() ?? [])
                : pair.Value.FirstOrDefault()?.Skip(1) ?? []).Select(name => name.Trim()),
            seed, isCaseKept: true);
        var shuffling = new Shuffling(seed);
        foreach (var (path, table) in tables)
        {
            DisguisedFolder.Write(source, target, path, DisguisedTable.Of(
                path, table, (IsGraph(path) ? 1 : PetShopColumns.HeadingRows, 1), shuffling,
                cell => disguise.Of(cell.Trim())));
        }

        foreach (var path in DisguisedFolder.Files(source, PetShopTarget.FileName))
        {
            DisguisedFolder.Write(source, target, path, Answer(path, disguise));
        }

        return disguise;
    }

    private static bool IsGraph(string path) => Path.GetFileName(path) == Graph;

    private static List<IReadOnlyList<string>> Table(string path, RecordingLimits limits) =>
        [.. CsvTable.Read(path, limits, new ProblemList(path, limits.ForSource())).Select(row => row.Cells)];

    private static string Answer(string path, NameDisguise disguise)
    {
        var answer = JsonNode.Parse(File.ReadAllText(path))!;
        foreach (var part in new[] { answer["target"], answer["root_cause"] })
        {
            if (part?["node"] is { } node)
            {
                part["node"] = disguise.Of(node.GetValue<string>());
            }
        }

        return answer.ToJsonString();
    }
}
