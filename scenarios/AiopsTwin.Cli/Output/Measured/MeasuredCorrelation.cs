using System.Globalization;
using System.Text.Json.Nodes;

namespace AiopsTwin.Cli.Output.Measured;

/// <summary>Lays out what an evaluation of correlation prints.</summary>
internal static class MeasuredCorrelation
{
    /// <summary>One row a case.</summary>
    public static string Table(JsonObject figures)
    {
        var table = new MarkdownTable(
            "Case", "What happens, and the target", "cleared", "over-merge", "split", "F1", "top-1", "top-3", "told",
            "s to incident");
        var slices = figures["slices"]!.AsObject();
        foreach (var (name, one) in slices)
        {
            table.Row(
                name, $"{one!["title"]}: {one["target"]}", $"{one["cleared"]}/{one["seeds"]}",
                Pair(one["over_merge"], 4), Pair(one["split"], 4), Pair(one["f1"], 3), Pair(one["top1"], 2),
                Pair(one["top3"], 2), Pair(one["notifications"], 1), Pair(one["seconds_to_incident"], 0));
        }

        var scores = figures["scores"]!;
        return table + $"\n{scores["cleared"]} of {slices.Count} cases are cleared with every seed, "
            + $"{scores["cleared_runs"]} of {scores["runs"]} runs in all; {scores["lost"]} signals were lost.\n";
    }

    /// <summary>One row for every case with a seed that missed its target.</summary>
    public static string Missed(JsonObject figures)
    {
        var failures = figures["failures"]!.AsArray();
        if (failures.Count == 0)
        {
            return "Missed: none.\n";
        }

        var table = new MarkdownTable("Missed", "what went wrong");
        foreach (var missed in failures)
        {
            table.Row($"{missed!["case"]}", string.Join("; ", missed["got"]!.AsArray().Select(word => $"{word}")));
        }

        return table.ToString();
    }

    private static string Pair(JsonNode? value, int digits)
    {
        var format = "F" + digits.ToString(CultureInfo.InvariantCulture);
        return value!["mean"]!.GetValue<double>().ToString(format, CultureInfo.InvariantCulture) + "/"
            + value["worst"]!.GetValue<double>().ToString(format, CultureInfo.InvariantCulture);
    }
}
