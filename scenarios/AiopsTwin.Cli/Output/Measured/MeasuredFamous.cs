using System.Text.Json.Nodes;

namespace AiopsTwin.Cli.Output.Measured;

/// <summary>What <c>play --famous</c> prints: order, phases, and what the twin concluded.</summary>
internal static class MeasuredFamous
{
    /// <summary>Who was hit after whom.</summary>
    public static string Order(JsonObject figures) => Table(figures, "order");

    /// <summary>When phases came.</summary>
    public static string Phases(JsonObject figures) => Table(figures, "phase");

    /// <summary>What the twin concluded.</summary>
    public static string Twin(JsonObject figures) => Table(figures, "twin");

    /// <summary>What is known not to hold, and why.</summary>
    public static string Deviations(JsonObject figures)
    {
        var table = new MarkdownTable("incident", "claim", "held", "why not");
        foreach (var row in figures["claims"]!.AsArray().Where(row => row!["deviation"] is not null))
        {
            table.Row($"`{row!["scenario"]}`", $"{row["claim"]}", $"{row["held"]}", $"{row["deviation"]}");
        }

        return table.ToString();
    }

    private static string Table(JsonObject figures, string about)
    {
        var table = new MarkdownTable("incident", "claim", "found with the first seed", "held", "");
        foreach (var row in figures["claims"]!.AsArray().Where(row => $"{row!["about"]}" == about))
        {
            var verdict = $"{row!["verdict"]}";
            table.Row(
                $"`{row["scenario"]}`", $"{row["claim"]}", $"{row["found"]}", $"{row["held"]}",
                verdict == "held" ? "" : verdict);
        }

        return table.ToString();
    }
}
