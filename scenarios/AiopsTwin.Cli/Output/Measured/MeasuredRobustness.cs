using System.Globalization;
using System.Text.Json.Nodes;

namespace AiopsTwin.Cli.Output.Measured;

/// <summary>Lays out what an evaluation under perturbations prints.</summary>
internal static class MeasuredRobustness
{
    // So many cases are named in a row; the command prints them all.
    private const int Named = 4;

    /// <summary>One row a perturbation, and one for all of them.</summary>
    public static string Table(JsonObject figures)
    {
        var lost = figures["failures"]!.AsArray().ToDictionary(
            one => $"{one!["perturbation"]}", one => one!["lost"]!.AsArray(), StringComparer.Ordinal);
        var table = new MarkdownTable(
            $"{figures["dataset"]}, {MeasuredViews.Count(figures["cases"])} cases", "runs", "AC@1", "worst", "AC@3",
            "change", "newly missed");
        foreach (var (name, slice) in figures["slices"]!.AsObject())
        {
            table.Row(Row(name, slice!, Cases(lost.GetValueOrDefault(name, []))));
        }

        return table.Row(Row("all but none", figures["scores"]!, "")).ToString();
    }

    private static IEnumerable<string> Row(string name, JsonNode scores, string missed) =>
    [
        name, MeasuredViews.Count(scores["runs"]), MeasuredViews.Number(scores["top1"]),
        MeasuredViews.Number(scores["top1.worst"]), MeasuredViews.Number(scores["top3"]),
        scores["top1.change"]!.GetValue<double>().ToString("+0.000;-0.000;0.000", CultureInfo.InvariantCulture), missed,
    ];

    private static string Cases(JsonArray lost) => string.Join(", ", lost.Take(Named).Select(one => $"{one}"))
        + (lost.Count > Named ? FormattableString.Invariant($" and {lost.Count - Named} more") : "");
}
