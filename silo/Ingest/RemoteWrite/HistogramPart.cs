using System.Globalization;
using System.Text;

namespace AiopsTwin.Silo.Ingest.RemoteWrite;

/// <summary>What a series counts of a histogram.</summary>
internal enum HistogramPartKind
{
    /// <summary>Observations at or below a bound.</summary>
    Bucket,

    /// <summary>All observations.</summary>
    Count,

    /// <summary>Their sum.</summary>
    Sum,
}

/// <summary>A series' place in a classic histogram of times.</summary>
/// <param name="Name">The histogram: the series' name without its ending.</param>
/// <param name="Kind">What it counts.</param>
/// <param name="Bound">Upper bound of a bucket, in the histogram's unit; infinite for the last one.</param>
/// <param name="Set">The labels that all series of one label set share.</param>
/// <param name="IsFailed">Whether the labels say that these requests failed; null when they do not tell.</param>
internal sealed record HistogramPart(
    string Name, HistogramPartKind Kind, double Bound, string Set, bool? IsFailed)
{
    private const string BucketEnding = "_bucket";
    private const string CountEnding = "_count";
    private const string SumEnding = "_sum";

    private static readonly (string Ending, double Seconds)[] Units =
    [
        ("_seconds", 1), ("_milliseconds", 0.001), ("_microseconds", 0.000_001), ("_ms", 0.001), ("_rq_time", 0.001),
    ];

    private static readonly string[] OutcomeLabels =
    [
        "status", "code", "status_code", "http_status_code", "http_response_status_code", "response_code",
        "grpc_code", "grpc_status", "rpc_grpc_status_code", "outcome",
    ];

    /// <summary>Outcomes beside 5xx that are the server's fault: gRPC's, by name and by number, and Micrometer's.
    /// </summary>
    private static readonly HashSet<string> Failures = new(StringComparer.OrdinalIgnoreCase)
    {
        "Unknown", "DeadlineExceeded", "Unimplemented", "Internal", "Unavailable", "DataLoss", "SERVER_ERROR",
        "2", "4", "12", "13", "14", "15",
    };

    /// <summary>The place of a series; null when it belongs to no histogram or summary of times.</summary>
    public static HistogramPart? Of(SeriesLabels labels)
    {
        if (labels["quantile"] is not null)
        {
            return null;
        }

        if (labels["le"] is { } bound)
        {
            return Without(labels.Name, BucketEnding) is { } name && BoundOf(bound) is { } upper
                ? Part(HistogramPartKind.Bucket, name, upper)
                : null;
        }

        return Without(labels.Name, CountEnding) is { } counted ? Part(HistogramPartKind.Count, counted, 0)
            : Without(labels.Name, SumEnding) is { } summed ? Part(HistogramPartKind.Sum, summed, 0)
            : null;

        HistogramPart Part(HistogramPartKind kind, string name, double upper) =>
            new(name, kind, upper, SetOf(labels), FailureOf(labels));
    }

    /// <summary>Seconds in the unit a histogram's name ends with; null when it is none of time.</summary>
    public static double? SecondsOf(string name)
    {
        foreach (var (ending, seconds) in Units)
        {
            if (name.EndsWith(ending, StringComparison.Ordinal))
            {
                return seconds;
            }
        }

        return null;
    }

    private static string? Without(string name, string ending) =>
        name.EndsWith(ending, StringComparison.Ordinal) && SecondsOf(name[..^ending.Length]) is not null
            ? name[..^ending.Length]
            : null;

    private static double? BoundOf(string text) => text is "+Inf" or "Inf" ? double.PositiveInfinity
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var bound)
            && double.IsFinite(bound)
            ? bound
            : null;

    // Replicas of the sender tell of the same totals; they are one set.
    private static string SetOf(SeriesLabels labels)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in labels.All)
        {
            if (name is not ("__name__" or "le" or "prometheus" or "prometheus_replica"))
            {
                text.Append(name).Append('=').Append(value).Append('\n');
            }
        }

        return text.ToString();
    }

    private static bool? FailureOf(SeriesLabels labels)
    {
        var outcome = OutcomeLabels.Select(label => labels[label]).FirstOrDefault(value => value is not null);
        return outcome is null
            ? null
            : (outcome.Length == 3 && outcome[0] == '5') || Failures.Contains(outcome);
    }
}
