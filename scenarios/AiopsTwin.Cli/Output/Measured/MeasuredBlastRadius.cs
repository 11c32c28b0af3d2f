using System.Globalization;
using System.Text.Json.Nodes;

namespace AiopsTwin.Cli.Output.Measured;

/// <summary>Lays out what an evaluation of blast radii prints.</summary>
internal static class MeasuredBlastRadius
{
    /// <summary>One row a slice, with what a graph alone predicts beside it.</summary>
    public static string Table(JsonObject figures)
    {
        var table = new MarkdownTable(
            "", "incidents", "observed", "graph alone: P", "R", "F1", "fitted world: P", "R", "F1",
            "first impact, samples off", "noise alone: F1", "struck only: F1");
        foreach (var (name, slice) in figures["slices"]!.AsObject().Append(new("all", figures["scores"])))
        {
            table.Row(Row(name, slice!));
        }

        foreach (var one in figures["sensitivity"]!.AsArray())
        {
            table.Row(Row(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"all, were it x{one!["slowness"]} slow or {one["failing"]} failing"),
                one["scores"]!));
        }

        return table.ToString();
    }

    /// <summary>One row for every incident that was not predicted wholly rightly.</summary>
    public static string Missed(JsonObject figures)
    {
        var table = new MarkdownTable("incident", "fault", "right", "false", "missed");
        foreach (var one in figures["failures"]!.AsArray())
        {
            table.Row(
                $"{one!["case"]}", $"{one["symptom"]} of {Plain(one["root"])}", Names(one["right"]),
                Names(one["false"]), Names(one["missed"]));
        }

        return table.ToString();
    }

    private static IEnumerable<string> Row(string name, JsonNode scores) =>
    [
        name, MeasuredViews.Count(scores["incidents"]), MeasuredViews.Count(scores["observed"]),
        MeasuredViews.Number(scores["reachable.precision"]), MeasuredViews.Number(scores["reachable.recall"]),
        MeasuredViews.Number(scores["reachable.f1"]), MeasuredViews.Number(scores["precision"]),
        MeasuredViews.Number(scores["recall"]), MeasuredViews.Number(scores["f1"]),
        MeasuredViews.Number(scores["first_impact_error"]), MeasuredViews.Number(scores["noise.f1"]),
        MeasuredViews.Number(scores["struck.f1"]),
    ];

    private static string Names(JsonNode? entities) => string.Join(", ", entities!.AsArray().Select(Plain));

    private static string Plain(JsonNode? entity)
    {
        var text = $"{entity}";
        return $"`{text[(text.IndexOf(':', StringComparison.Ordinal) + 1)..]}`";
    }
}
