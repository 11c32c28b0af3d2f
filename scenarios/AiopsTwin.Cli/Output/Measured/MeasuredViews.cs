using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json.Nodes;

namespace AiopsTwin.Cli.Output.Measured;

/// <summary>Ways to lay out what a command prints for programs, by name: pieces of Markdown that end with a line end.
/// The same figures give the same bytes.</summary>
internal static class MeasuredViews
{
    private static readonly FrozenDictionary<string, Func<JsonObject, string>> Views =
        new Dictionary<string, Func<JsonObject, string>>(StringComparer.Ordinal)
        {
            ["ranking"] = Ranking,
            ["peers"] = Peers,
            ["missed"] = Missed,
            ["costs"] = Costs,
            ["quiet"] = Quiet,
            ["scores"] = Scores,
            ["rules"] = Rules,
            ["drawn"] = Drawn,
            ["bands"] = Bands,
            ["robustness"] = MeasuredRobustness.Table,
            ["correlation"] = MeasuredCorrelation.Table,
            ["correlation missed"] = MeasuredCorrelation.Missed,
            ["world"] = MeasuredWorld.Table,
            ["blast radius"] = MeasuredBlastRadius.Table,
            ["blast radius missed"] = MeasuredBlastRadius.Missed,
            ["famous order"] = MeasuredFamous.Order,
            ["famous phases"] = MeasuredFamous.Phases,
            ["famous twin"] = MeasuredFamous.Twin,
            ["famous deviations"] = MeasuredFamous.Deviations,
        }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Names of the views.</summary>
    public static IReadOnlyCollection<string> Names => Views.Keys;

    /// <summary>Lays out figures.</summary>
    /// <param name="view">Name of the view.</param>
    /// <param name="figures">What the command printed.</param>
    public static string Of(string view, JsonObject figures) => Views[view](figures);

    /// <summary>A number with three digits.</summary>
    internal static string Number(JsonNode? value) => value is null
        ? "" : value.GetValue<double>().ToString("0.000", CultureInfo.InvariantCulture);

    /// <summary>A count.</summary>
    internal static string Count(JsonNode? value) => value is null
        ? "" : value.GetValue<double>().ToString("0.####", CultureInfo.InvariantCulture);

    private static string Ranking(JsonObject figures)
    {
        var table = new MarkdownTable("", "cases", "AC@1", "AC@3", "AC@5", "Avg@5", "MRR", "covered");
        foreach (var (name, slice) in figures["slices"]!.AsObject())
        {
            table.Row(Row(name, slice!, Number(slice!["top1"])));
        }

        var scores = figures["scores"]!.AsObject();
        table.Row(Row("all", Merged(figures), WithInterval(scores)));
        if (scores["fine.top1"] is { } fine)
        {
            table.Row(
                "all, with the kind of trouble", Count(figures["cases"]), Number(fine), Number(scores["fine.top3"]), "",
                Number(scores["fine.avg5"]), "", "");
        }

        return table.ToString();
    }

    /// <summary>The scores of all cases, with their numbers beside them.</summary>
    private static JsonObject Merged(JsonObject figures)
    {
        var all = figures["scores"]!.DeepClone().AsObject();
        all["cases"] = figures["cases"]!.DeepClone();
        all["covered"] = figures["covered"]!.DeepClone();
        return all;
    }

    private static IEnumerable<string> Row(string name, JsonNode scores, string first) =>
    [
        name, Count(scores["cases"]), first, Number(scores["top3"]), Number(scores["top5"]), Number(scores["avg5"]),
        Number(scores["mrr"]), Count(scores["covered"]),
    ];

    private static string WithInterval(JsonNode scores) =>
        $"{Number(scores["top1"])} [{Number(scores["top1.low"])}, {Number(scores["top1.high"])}]";

    private static string Peers(JsonObject figures)
    {
        var table = new MarkdownTable("the same cases", "AC@1", "AC@3", "Avg@5", "MRR");
        var peers = figures["peers"]?.AsObject() ?? [];
        foreach (var (name, scores) in peers.Prepend(new("**AiopsTwin**", figures["scores"])))
        {
            table.Row(
                name, Number(scores!["top1"]), Number(scores["top3"]), Number(scores["avg5"]), Number(scores["mrr"]));
        }

        var paired = figures["paired"];
        return paired is null ? table.ToString() : table + Paired(paired);
    }

    private static string Missed(JsonObject figures)
    {
        var failures = figures["failures"]!.AsArray();
        if (failures.Count == 0)
        {
            return "Missed at rank 1: none.\n";
        }

        var table = new MarkdownTable("Missed at rank 1", "expected", "rank", "said");
        foreach (var missed in failures)
        {
            table.Row(
                $"{missed!["case"]}{(missed["slice"] is { } slice ? $" ({slice})" : "")}", Words(missed["expected"]),
                missed["rank"] is { } rank ? Count(rank) : "", Words(missed["got"]));
        }

        return table.ToString();
    }

    private static string Words(JsonNode? node) => node is JsonArray list
        ? list.Count == 0 ? "nothing" : string.Join(", ", list.Select(word => word?.ToString()))
        : node?.ToString() ?? "";

    private static string Costs(JsonObject figures)
    {
        var table = new MarkdownTable("milliseconds a case", "p50", "p95", "max");
        foreach (var (name, key) in new[]
        {
            ("answering", "milliseconds"), ("learning before it", "learningMilliseconds"),
            ("reading files", "loadingMilliseconds"),
        })
        {
            if (figures[key] is { } times)
            {
                table.Row(name, Count(times["p50"]), Count(times["p95"]), Count(times["max"]));
            }
        }

        return table + (figures["peakMebibytes"] is { } peak ? $"\nMemory of the process: at most {peak} MiB.\n" : "");
    }

    private static string Quiet(JsonObject figures)
    {
        var table = new MarkdownTable("quiet time", "windows", "told of slowness or load", "told of failures");
        foreach (var (name, windows) in figures["quiet"]!.AsObject())
        {
            table.Row(
                name, Count(windows!["windows"]), Count(windows["slowness"]), Count(windows["failures"]));
        }

        var scores = figures["scores"]!;
        return table.Row(
            "specificity", "", Number(scores["specificity.latency"]), Number(scores["specificity.availability"]))
            .ToString();
    }

    private static string Scores(JsonObject figures)
    {
        var table = new MarkdownTable("score", "value");
        foreach (var (name, value) in figures["scores"]!.AsObject())
        {
            table.Row($"`{name}`", Count(value));
        }

        return table.ToString();
    }

    /// <summary>How often ours was right, and rules of thumb on the same cases.</summary>
    private static string Rules(JsonObject figures)
    {
        var table = new MarkdownTable($"right, of {Count(figures["cases"])}", "");
        table.Row("**AiopsTwin**", Count(figures["scores"]!["culprit.right"]));
        foreach (var (name, right) in figures["peers"]!.AsObject())
        {
            table.Row(name, Count(right));
        }

        return table + Paired(figures["paired"]!);
    }

    private static string Paired(JsonNode paired) => string.Create(
        CultureInfo.InvariantCulture,
        $"\nAgainst {paired["peer"]}: better in {Count(paired["better"])} cases, worse in ")
        + string.Create(
            CultureInfo.InvariantCulture,
            $"{Count(paired["worse"])} (McNemar, exact, {Figures.P(paired["p"]!.GetValue<double>())}).\n");

    private static string Drawn(JsonObject figures)
    {
        var table = new MarkdownTable("kind", "roots", "AC@1", "AC@3", "Avg@5", "level");
        foreach (var (name, slice) in figures["slices"]!.AsObject())
        {
            table.Row(
                name, Count(slice!["cases"]), Number(slice["top1"]), Number(slice["top3"]), Number(slice["avg5"]),
                Number(slice["level"]));
        }

        var scores = figures["scores"]!;
        return table.Row(
            "all", Count(scores["cases"]), WithInterval(scores), Number(scores["top3"]), Number(scores["avg5"]),
            Number(scores["level"])).ToString();
    }

    private static string Bands(JsonObject figures)
    {
        var table = new MarkdownTable("belief in the first suspect", "stated", "mean belief", "right", "95 % interval");
        foreach (var (name, band) in figures["slices"]!.AsObject())
        {
            table.Row(
                name, Count(band!["stated"]), Number(band["belief"]), Number(band["right"]),
                $"{Number(band["right.low"])} to {Number(band["right.high"])}");
        }

        var scores = figures["scores"]!;
        return table + $"\n{Count(figures["cases"])} cases, {Count(figures["covered"])} causes stated, right "
            + $"{Number(scores["right"])}, Brier {Number(scores["brier"])}, expected calibration error "
            + $"{Number(scores["ece"])}.\n";
    }
}
