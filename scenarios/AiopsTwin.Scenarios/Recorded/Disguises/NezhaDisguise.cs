using AiopsTwin.Scenarios.Recorded.Nezha;

namespace AiopsTwin.Scenarios.Recorded.Disguises;

/// <summary>Tells a folder in the layout of Nezha otherwise: services are called otherwise wherever they are named (in
/// names of files and columns, pods, operations, lines and answers), rows and columns come in another order.</summary>
public static class NezhaDisguise
{
    private const string PodEnding = "_metric.csv";
    private const string Answers = "fault_list.json";

    /// <summary>Columns of a table of edges that are not edges.</summary>
    private const int EdgesFrom = 2;

    /// <summary>Writes the folder of a day anew, with its fault-free minutes.</summary>
    /// <param name="source">The folder.</param>
    /// <param name="target">Where to; an existing folder.</param>
    /// <param name="seed">What names and orders are drawn from.</param>
    /// <param name="limits">What reading may cost.</param>
    /// <returns>The names.</returns>
    public static NameDisguise Write(string source, string target, ulong seed, RecordingLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        var shuffling = new Shuffling(seed);
        var disguise = NameDisguise.Draw(
            DisguisedFolder.Files(source, $"*{PodEnding}*").Select(path =>
                PodName.ServiceOf(PackedFile.NameOf(path, PodEnding)).Name), seed);
        var quiet = NezhaDay.FaultFree(source);
        foreach (var (root, part) in new[] { (source, ""), (quiet, "construct") }.Where(pair =>
            Directory.Exists(pair.Item1) && (pair.Item2.Length == 0 || !IsWithin(source, pair.Item1))))
        {
            foreach (var path in DisguisedFolder.Files(root, "*.csv*").Where(path => !IsList(path)))
            {
                DisguisedFolder.Write(
                    root, Path.Combine(target, part), path, Table(path, disguise, shuffling, limits), disguise.In);
            }
        }

        foreach (var path in DisguisedFolder.Files(source, $"*{Answers}"))
        {
            DisguisedFolder.Write(source, target, path, disguise.In(DisguisedFolder.Read(path)));
        }

        return disguise;
    }

    private static string Table(string path, NameDisguise disguise, Shuffling shuffling, RecordingLimits limits)
    {
        var name = Path.GetFileName(path);
        var isOfPod = name.Contains(PodEnding, StringComparison.Ordinal);
        if (!isOfPod && !name.Contains("_50.csv", StringComparison.Ordinal))
        {
            return DisguisedTable.Of(path, disguise.In(DisguisedFolder.Read(path)), shuffling);
        }

        using var reader = PackedFile.Open(path);
        return DisguisedTable.Of(
            path, [.. CsvRows.Read(reader, limits.MaxRows).Select(row => row.ToArray())], (1, isOfPod ? 0 : EdgesFrom),
            shuffling, disguise.In);
    }

    private static bool IsWithin(string folder, string inner) =>
        !Path.GetRelativePath(folder, inner).StartsWith("..", StringComparison.Ordinal);

    /// <summary>Lists of trace ids, which nobody reads.</summary>
    private static bool IsList(string path) => Path.GetFileName(path).Contains("_traceid", StringComparison.Ordinal);
}
