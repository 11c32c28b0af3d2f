using System.Globalization;
using System.Text.Json.Nodes;

namespace AiopsTwin.Cli.Output.Measured;

/// <summary>Lays out what an evaluation of the simulated world prints.</summary>
internal static class MeasuredWorld
{
    /// <summary>One row a figure.</summary>
    public static string Table(JsonObject figures)
    {
        var table = new MarkdownTable("case", "quantity", "expected", "world", "error", "bound", "");
        foreach (var one in figures["figures"]!.AsArray())
        {
            table.Row(
            [
                $"{one!["case"]}", $"{one["quantity"]}", Short(one["expected"]), Short(one["measured"]),
                Short(one["error"], "G2"), Bound(one["bound"]), one["holds"]!.GetValue<bool>() ? "" : "missed",
            ]);
        }

        return table.ToString();
    }

    /// <summary>What is told and not judged has a bound beyond all errors.</summary>
    private static string Bound(JsonNode? value) => value!.GetValue<double>() >= 1e6 ? "none" : Short(value);

    private static string Short(JsonNode? value, string format = "G4") =>
        value!.GetValue<double>().ToString(format, CultureInfo.InvariantCulture);
}
