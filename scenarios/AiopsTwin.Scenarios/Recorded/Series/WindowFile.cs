using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using AiopsTwin.Engine.Scoring.Detections;
using AiopsTwin.Scenarios.Source;

namespace AiopsTwin.Scenarios.Recorded.Series;

/// <summary>Anomaly windows of the Numenta Anomaly Benchmark: <c>combined_windows.json</c>, an object of lists of
/// pairs of instants.</summary>
internal static class WindowFile
{
    /// <summary>Reads the file.</summary>
    public static Parsed<WindowSet> Read(string path, RecordingLimits limits)
    {
        var problems = new ProblemList(path, limits.ForSource());
        if (SourceFile.ReadText(path, problems) is not { } text)
        {
            return new Parsed<WindowSet>(null, problems.ToSorted());
        }

        var events = new Dictionary<string, ImmutableArray<LabelledEvent>>(StringComparer.Ordinal);
        try
        {
            using var document = JsonDocument.Parse(text);
            foreach (var series in document.RootElement.EnumerateObject())
            {
                events[series.Name] =
                    [.. series.Value.EnumerateArray().Select(ReadWindow).OrderBy(window => window.Start)];
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException
            or IndexOutOfRangeException)
        {
            problems.Add(new Place(0, 0, ""), "the file is not one of windows by series: " + exception.Message);
        }

        return new Parsed<WindowSet>(problems.Count == 0 ? new WindowSet(events) : null, problems.ToSorted());
    }

    private static LabelledEvent ReadWindow(JsonElement window)
    {
        var (start, end) = (ReadInstant(window[0]), ReadInstant(window[1]));
        return end >= start
            ? new LabelledEvent(start, end)
            : throw new FormatException($"the window that starts at {window[0]} ends before it");
    }

    private static long ReadInstant(JsonElement instant) => DateTimeOffset.Parse(
        instant.GetString() ?? "", CultureInfo.InvariantCulture,
        DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal).UtcTicks;
}

/// <summary>Windows by the names of series.</summary>
internal sealed record WindowSet(IReadOnlyDictionary<string, ImmutableArray<LabelledEvent>> Events);
