using System.Text.Json;
using System.Text.Json.Nodes;
using AiopsTwin.Scenarios.Recorded.RootCauseBench;

namespace AiopsTwin.Scenarios.Recorded.Disguises;

/// <summary>Tells incidents in the layout of RootCauseBench otherwise: services are called otherwise in all values and
/// texts, with the ending that says what they are left alone, and everything listed comes in another order.</summary>
public static class BenchDisguise
{
    private static readonly string[] Endings = ["-service", "-svc", "service", "svc"];

    /// <summary>Writes the folder anew.</summary>
    /// <param name="source">The folder.</param>
    /// <param name="target">Where to; an existing folder.</param>
    /// <param name="seed">What names and orders are drawn from.</param>
    /// <param name="limits">What reading may cost.</param>
    /// <returns>The names.</returns>
    public static NameDisguise Write(string source, string target, ulong seed, RecordingLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        var cases = BenchEvaluation.Cases(source);
        var names = cases.SelectMany(one => BenchFiles.Read(one, limits).Services.Select(entity => entity.Name)
            .Concat(BenchEvaluation.ServicesOfAnswer(one))).Distinct(StringComparer.Ordinal).ToList();

        // A name without its ending stands in paths and texts for the service.
        var stems = NameDisguise.Draw(names.Select(Stem), seed);
        var disguise = stems.With(names.Select(name =>
            KeyValuePair.Create(name, stems.Of(Stem(name)) + name[Stem(name).Length..])));
        var shuffling = new Shuffling(seed);
        foreach (var path in cases.SelectMany(folder =>
            Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)).Order(StringComparer.Ordinal))
        {
            DisguisedFolder.Write(source, target, path, Text(path, disguise, shuffling));
        }

        return disguise;
    }

    private static string Stem(string name)
    {
        var ending = Array.Find(Endings, end =>
            name.Length > end.Length && name.EndsWith(end, StringComparison.OrdinalIgnoreCase));
        return ending is null ? name : name[..^ending.Length];
    }

    private static string Text(string path, NameDisguise disguise, Shuffling shuffling)
    {
        var text = File.ReadAllText(path);
        return Path.GetExtension(path) switch
        {
            ".json" => Told(JsonNode.Parse(text)!, path, disguise, shuffling).ToJsonString(),
            ".ndjson" => string.Concat(shuffling.Of(path, text.Split('\n').Where(line => line.Trim().Length > 0))
                .Select(line => Told(JsonNode.Parse(line)!, path, disguise, shuffling).ToJsonString() + "\n")),
            _ => DisguisedTable.Of(path, disguise.In(text), shuffling),
        };
    }

    /// <summary>A document with other names in its values, and its topmost list in another order.</summary>
    private static JsonNode Told(JsonNode node, string path, NameDisguise disguise, Shuffling shuffling) =>
        node is JsonArray list
            ? new JsonArray([.. shuffling.Of(path, list).Select(item => Renamed(item, disguise))])
            : Renamed(node, disguise)!;

    private static JsonNode? Renamed(JsonNode? node, NameDisguise disguise) => node switch
    {
        JsonArray list => new JsonArray([.. list.Select(item => Renamed(item, disguise))]),
        JsonObject members => new JsonObject(
            members.Select(member => KeyValuePair.Create(member.Key, Renamed(member.Value, disguise)))),
        JsonValue value when value.GetValueKind() == JsonValueKind.String =>
            JsonValue.Create(disguise.In(value.GetValue<string>())),
        _ => node?.DeepClone(),
    };
}
