using System.Globalization;
using AiopsTwin.Engine.Baselines;
using AiopsTwin.Scenarios.Source;

namespace AiopsTwin.Scenarios.Recorded;

/// <summary>
/// Recorded use of one resource: comma-separated lines of an instant (ISO 8601, or seconds since 1970) and a value, at
/// any pace, in order of time. A first line that is no value names the columns.
/// </summary>
public static class UsageFile
{
    /// <summary>Reads a file into what a capacity forecast remembers.</summary>
    /// <param name="path">The file.</param>
    /// <param name="kind">How the resource is used.</param>
    /// <param name="limits">What reading may cost; null for the defaults.</param>
    public static Parsed<RecordedUse> Read(string path, ResourceKind kind, RecordingLimits? limits = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var bounds = limits ?? RecordingLimits.Default;
        var problems = new ProblemList(path, bounds.ForSource());
        var rows = CsvTable.Read(path, bounds with { MaxRows = int.MaxValue }, problems);
        var history = new CapacityHistory(kind);
        var last = DateTimeOffset.MinValue;
        for (var i = 0; i < rows.Count; i++)
        {
            var (line, cells) = (rows[i].Line, rows[i].Cells);
            if (cells.Count < 2)
            {
                problems.Add(new Place(line, 1, ""), "an instant and a value are needed");
            }
            else if (ReadInstant(cells[0]) is not { } at || ReadValue(cells[1]) is not { } value)
            {
                if (i > 0)
                {
                    problems.Add(new Place(line, 1, ""), $"'{cells[0]},{cells[1]}' is not an instant and a number");
                }
            }
            else if (at < last)
            {
                problems.Add(new Place(line, 1, ""), "the instant lies before the one above it");
            }
            else
            {
                history.Observe(at, value);
                last = at;
            }
        }

        if (problems.Count == 0 && last == DateTimeOffset.MinValue)
        {
            problems.Add(new Place(0, 0, ""), "the file has no values");
        }

        return new Parsed<RecordedUse>(
            problems.Count == 0 ? new RecordedUse(history, last) : null, problems.ToSorted());
    }

    private static DateTimeOffset? ReadInstant(string text)
    {
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds))
        {
            return seconds is >= 0 and < 1e11 ? DateTimeOffset.UnixEpoch.AddSeconds(seconds) : null;
        }

        return DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var at)
            ? at
            : null;
    }

    private static double? ReadValue(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? value
            : null;
}

/// <summary>Recorded use of one resource.</summary>
/// <param name="History">What is remembered of it.</param>
/// <param name="Until">The last instant.</param>
public sealed record RecordedUse(CapacityHistory History, DateTimeOffset Until);
