using System.Globalization;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Scenarios.Source;

namespace AiopsTwin.Scenarios.Recorded;

/// <summary>What a column holds, in the twin's names and units.</summary>
/// <param name="Index">Its place in a row.</param>
/// <param name="Entity">Whose metric it is.</param>
/// <param name="Meaning">Which metric.</param>
internal readonly record struct PetShopColumn(int Index, EntityId Entity, PetShopMeaning Meaning);

/// <summary>How a published metric becomes one of the twin's.</summary>
/// <param name="Metric">The twin's name.</param>
/// <param name="Factor">Factor to the twin's unit.</param>
/// <param name="IsPerInterval">True when the value counts over an interval and the twin wants it per second.</param>
/// <param name="Most">Largest value that makes sense, in the published unit.</param>
/// <param name="IsFed">False for what only the import itself looks at.</param>
internal sealed record PetShopMeaning(
    string Metric, double Factor, bool IsPerInterval, double Most, bool IsFed = true);

/// <summary>Reads the three heading rows of a metrics table: component, metric, statistic.</summary>
internal static class PetShopColumns
{
    public const int HeadingRows = 4;

    /// <summary>Name of the median duration, which is not fed to the twin.</summary>
    public const string Usual = "request.duration.p50";

    /// <summary>Name of the 99th percentile of duration, which is not fed to the twin.</summary>
    public const string Slowest = "request.duration.p99";

    // Percentiles beside the 95th say the same again: as further series they would be evidence counted twice.
    private static readonly Dictionary<(string Metric, string Statistic), PetShopMeaning> Meanings = new()
    {
        [("latency", "Average")] = new(MetricCatalog.RequestDuration, 1, false, 1e6),
        [("latency", "p50")] = new(Usual, 1, false, 1e6, IsFed: false),
        [("latency", "p99")] = new(Slowest, 1, false, 1e6, IsFed: false),
        [("latency", "p95")] = new(MetricCatalog.RequestDurationP95, 1, false, 1e6),
        [("requests", "Sum")] = new(MetricCatalog.RequestRate, 1, true, 1e12),
        [("availability", "Average")] = new(MetricCatalog.Availability, 0.01, false, 100),
    };

    private static readonly string[] Headings = ["microservice", "metric", "statistic", "unix_timestamp"];

    /// <summary>The columns the twin has a use for; others are passed over.</summary>
    public static List<PetShopColumn> Read(List<CsvRow> table, ProblemList problems)
    {
        var columns = new List<PetShopColumn>();
        for (var row = 0; row < HeadingRows; row++)
        {
            if (table.Count <= row || !table[row].Cells[0].Equals(Headings[row], StringComparison.OrdinalIgnoreCase))
            {
                problems.Add(
                    new Place(table.Count <= row ? 1 : table[row].Line, 1, ""),
                    $"row {row + 1} must begin with '{Headings[row]}'");
                return columns;
            }
        }

        var seen = new HashSet<(EntityId, string)>();
        for (var index = 1; index < table[0].Cells.Count; index++)
        {
            var key = (table[1].Cells[index].Trim(), table[2].Cells[index].Trim());
            var place = Place(table[0], index);
            if (!TryName(table[0].Cells[index], out var entity, out var reason))
            {
                problems.Add(place, reason!);
            }
            else if (Meanings.TryGetValue(key, out var meaning))
            {
                columns.Add(new PetShopColumn(index, entity, meaning));
                if (!seen.Add((entity, meaning.Metric)))
                {
                    problems.Add(place, $"{key.Item1} {key.Item2} of '{entity.Name}' stands in two columns");
                }
            }
        }

        if (columns.Count == 0 && problems.Count == 0)
        {
            problems.Add(new Place(table[1].Line, 1, ""), "no column holds latency, requests or availability");
        }

        return columns;
    }

    /// <summary>A component's name as an entity: everything that answers requests is a service here, because the
    /// recording does not say what it is made of.</summary>
    public static bool TryName(string name, out EntityId entity, out string? reason)
    {
        if (!string.IsNullOrWhiteSpace(name))
        {
            return EntityId.TryParse("service:" + name.Trim(), out entity, out reason);
        }

        entity = default;
        reason = "a component has no name";
        return false;
    }

    /// <summary>A cell in the twin's unit; null when it is empty or not a number by intent.</summary>
    public static double? Value(CsvRow row, in PetShopColumn column, double intervalSeconds, ProblemList problems)
    {
        var cell = row.Cells[column.Index].AsSpan().Trim();
        if (cell.IsEmpty || cell.Equals("nan", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        if (!double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            || !(value >= 0 && value <= column.Meaning.Most))
        {
            problems.Add(Place(row, column.Index), $"'{Shown(cell)}' is not a number of 0 to {column.Meaning.Most}");
            return null;
        }

        return value * column.Meaning.Factor / (column.Meaning.IsPerInterval ? intervalSeconds : 1);
    }

    /// <summary>Where a cell stands: the column counts cells, as a spreadsheet does.</summary>
    public static Place Place(CsvRow row, int index) => new(row.Line, index + 1, "");

    /// <summary>The beginning of a cell, for complaints.</summary>
    public static string Shown(ReadOnlySpan<char> cell) => cell.Length <= 40 ? cell.ToString() : $"{cell[..40]}...";
}
