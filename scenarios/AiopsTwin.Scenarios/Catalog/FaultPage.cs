using System.Globalization;
using System.Text;
using AiopsTwin.Engine.Faults;
using AiopsTwin.Scenarios.Imports.Chaos;

namespace AiopsTwin.Scenarios.Catalog;

/// <summary>The catalogue of faults as people read it: a page of the documentation, and lines of the command.</summary>
public static class FaultPage
{
    /// <summary>The page <c>docs/FAULTS.md</c>.</summary>
    public static string Markdown()
    {
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $$"""
            # Faults

            The {{FaultCatalog.Kinds.Length}} kinds of fault a simulated world knows, written from their classes
            (`grains/AiopsTwin.Engine/Faults`). What any fault has beside its kind (targets or a selector, ramp, pulses,
            intensity, duration) is in [SCENARIOS.md](SCENARIOS.md#timeline); how the world moves, and the formulas
            behind the kinds, in [methods/world.md](methods/world.md). `aiopstwin list faults` prints the same list.


            """);
        WriteVisibility(page);
        foreach (var kind in FaultCatalog.Kinds)
        {
            Write(page, kind);
        }

        return page.ToString().TrimEnd('\n') + "\n";
    }

    /// <summary>A kind in one line, for a terminal.</summary>
    public static string Line(FaultKind kind)
    {
        ArgumentNullException.ThrowIfNull(kind);
        return kind.Parameters.IsEmpty
            ? kind.Summary
            : $"{kind.Summary} Takes {string.Join(", ", kind.Parameters.Select(Short))}.";
    }

    private static void WriteVisibility(StringBuilder page)
    {
        page.Append(
            "Where each shows first to somebody who has every kind of telemetry, and the line it has logged, where "
            + "that tells the\nkind; lines are written with the requests that are followed "
            + "([methods/world.md](methods/world.md#what-is-reported)).\n\n");
        page.Append("| Fault | Shows first in | Line |\n| --- | --- | --- |\n");
        foreach (var kind in FaultCatalog.Kinds)
        {
            var line = kind.LoggedAs is { } text ? $"`{text}`" : "";
            page.Append($"| [{kind.Name}](#{kind.Name}) | {Pillar(kind.Visibility)} | {line} |\n");
        }

        page.Append('\n');
    }

    private static string Pillar(FaultVisibility visibility) => visibility switch
    {
        FaultVisibility.Metric => "a metric",
        FaultVisibility.Log => "log lines",
        FaultVisibility.Trace => "traces",
        FaultVisibility.Change => "a change event",
        FaultVisibility.Alert => "an alert of silence",
        _ => "nothing by itself",
    };

    private static void Write(StringBuilder page, FaultKind kind)
    {
        page.Append(CultureInfo.InvariantCulture, $"## {kind.Name}\n\n{kind.Summary} {kind.Targets}\n");
        if (kind.ReportedAs is { } change)
        {
            var name = change.ToString().ToLowerInvariant();
            page.Append(CultureInfo.InvariantCulture, $"Reported as a change ({name}) unless told otherwise.\n");
        }

        if (!kind.Parameters.IsEmpty)
        {
            page.Append("\n| Parameter | Unit | Range | Default | Meaning |\n| --- | --- | --- | --- | --- |\n");
            foreach (var one in kind.Parameters)
            {
                var range = string.Create(CultureInfo.InvariantCulture, $"{one.Minimum} to {one.Maximum}");
                page.Append($"| `{one.Name}` | {one.Unit} | {range} | {Default(one)} | {one.Meaning} |\n");
            }
        }

        var imported = ChaosMapping.Rows
            .Where(row => row.Fault == kind.Name)
            .GroupBy(row => row.Format)
            .Select(rows => $"{rows.Key} ({string.Join(", ", rows.Select(row => $"`{row.Action}`"))})")
            .ToArray();
        if (imported.Length > 0)
        {
            page.Append(CultureInfo.InvariantCulture, $"\nImported from {string.Join("; ", imported)}.\n");
        }

        page.Append('\n');
    }

    private static string Default(FaultParameter parameter) =>
        parameter.Default is { } value ? value.ToString(CultureInfo.InvariantCulture) : "must be given";

    private static string Short(FaultParameter parameter) => parameter.Default is { } value
        ? string.Create(CultureInfo.InvariantCulture, $"{parameter.Name} ({parameter.Unit}, {value})")
        : $"{parameter.Name} ({parameter.Unit}, must)";
}
