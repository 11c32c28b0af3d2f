using System.Text.RegularExpressions;

namespace AiopsTwin.House.Tests.Code;

/// <summary>Names of components and cases in a folder of labelled recordings.</summary>
public static partial class RecordedNames
{
    /// <summary>The names: of components as headings, files and answers give them, and of cases and days.</summary>
    /// <param name="data">The folder; sets that are not there have no names.</param>
    public static IEnumerable<string> In(string data) =>
        Graphs(Path.Combine(data, "petshop")).Concat(Pods(Path.Combine(data, "nezha")))
            .Concat(Incidents(Path.Combine(data, "rootcausebench"))).Concat(Scenarios(Path.Combine(data, "itbench")))
            .Distinct(StringComparer.OrdinalIgnoreCase);

    private static IEnumerable<string> Graphs(string folder) => Files(folder, "graph.csv")
        .SelectMany(path => File.ReadLines(path).First().Split(',').Skip(1))
        .Concat(Files(folder, "target.json").Select(path => Path.GetFileName(Path.GetDirectoryName(path)!)));

    private static IEnumerable<string> Pods(string folder) => Files(folder, "*_metric.csv.gz")
        .Select(path => Pod().Replace(Path.GetFileName(path), ""))
        .Concat(Directory.Exists(folder) ? Directory.EnumerateDirectories(folder).Select(day => Path.GetFileName(day)!)
            : []);

    private static IEnumerable<string> Incidents(string folder) => Files(folder, "ground_truth.json")
        .Select(path => Path.GetDirectoryName(path)!)
        .SelectMany(incident => Service().Matches(File.ReadAllText(Path.Combine(incident, "alert.json")))
            .Select(match => match.Groups[1].Value).Append(Path.GetFileName(incident)));

    private static IEnumerable<string> Scenarios(string folder) => Files(folder, "*.yaml")
        .SelectMany(path => Identifier().Matches(File.ReadAllText(path)).Select(match => match.Groups[1].Value));

    private static IEnumerable<string> Files(string folder, string pattern) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, pattern, SearchOption.AllDirectories) : [];

    [GeneratedRegex("(-[a-f0-9]{6,10}-[a-z0-9]{5})?_metric\\.csv\\.gz$")]
    private static partial Regex Pod();

    [GeneratedRegex("\"service\": \"([^\"]+)\"")]
    private static partial Regex Service();

    [GeneratedRegex(@"group_id: ([\w-]+)")]
    private static partial Regex Identifier();
}
