using System.Collections.Immutable;
using System.Globalization;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Scenarios.Recorded.Perturbed;

namespace AiopsTwin.Scenarios.Recorded.Nezha;

/// <summary>
/// Metrics of one day: per service what its pods use, and per pair of caller and callee the median time each of them
/// saw. Instants are those of the text column <c>Time</c>, which is UTC; the number beside it is a local clock's. Node
/// columns are copied onto every pod of the node and left out: they are not evidence for a pod.
/// </summary>
internal sealed class NezhaMetrics
{
    private const string PodEnding = "_metric.csv";
    private const string SourceFile = "source_50";
    private const string DestinationFile = "destination_50";

    private static readonly (string Column, string Metric)[] Columns =
    [
        ("CpuUsageRate(%)", MetricCatalog.CpuUtilization),
        ("MemoryUsageRate(%)", MetricCatalog.MemoryUtilization),
    ];

    // Columns that peers know by the catalogue's names.
    private static readonly Dictionary<string, string> Known = new(StringComparer.Ordinal)
    {
        ["PodServerLatencyP90(s)"] = MetricCatalog.RequestDuration,
        ["PodWorkload(Ops)"] = MetricCatalog.RequestRate,
        ["PodSuccessRate(%)"] = MetricCatalog.Availability,
    };

    private readonly SortedDictionary<EntityId, SortedDictionary<string, List<TimedValue>>> _series = [];
    private readonly SortedDictionary<EntityId, SortedDictionary<string, List<TimedValue>>> _published = [];
    private readonly SortedDictionary<(string Edge, DateTimeOffset At), double> _source = [];
    private readonly Dictionary<string, List<TimedValue>> _gaps = new(StringComparer.Ordinal);

    private readonly Perturbation _perturbation;

    private NezhaMetrics(Perturbation perturbation) => _perturbation = perturbation;

    /// <summary>Services with metrics, sorted.</summary>
    public IEnumerable<EntityId> Services => _series.Keys;

    /// <summary>Series of a service by metric.</summary>
    public IEnumerable<(string Metric, IReadOnlyList<TimedValue> Values)> Of(EntityId service) =>
        _series.TryGetValue(service, out var series)
            ? series.Select(pair => (pair.Key, (IReadOnlyList<TimedValue>)pair.Value))
            : [];

    /// <summary>All published columns of a service's pods but those of its node: what peers rank by.</summary>
    public IEnumerable<(string Metric, IReadOnlyList<TimedValue> Values)> PublishedOf(EntityId service) =>
        _published.TryGetValue(service, out var series)
            ? series.Select(pair => (pair.Key, (IReadOnlyList<TimedValue>)pair.Value))
            : [];

    /// <summary>The first sample; the end of time without any.</summary>
    public DateTimeOffset Begin => _series.Values.SelectMany(series => series.Values)
        .Select(values => values[0].At).DefaultIfEmpty(DateTimeOffset.MaxValue).Min();

    /// <summary>Gaps between what callers and callees saw, by <c>caller_callee</c>.</summary>
    public IEnumerable<(string Edge, IReadOnlyList<TimedValue> Seconds)> Gaps =>
        _gaps.OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => (pair.Key, (IReadOnlyList<TimedValue>)pair.Value));

    /// <summary>True when a folder has metrics of pairs of caller and callee.</summary>
    public static bool HasEdges(string folder) => PackedFile.Find(folder, SourceFile + ".csv").Any();

    /// <summary>Reads the folder; missing files leave their series out.</summary>
    public static NezhaMetrics Read(string folder, RecordingLimits limits, Perturbation perturbation)
    {
        var metrics = new NezhaMetrics(perturbation);
        foreach (var path in PackedFile.Find(folder, PodEnding))
        {
            metrics.ReadPod(path, PodName.ServiceOf(PackedFile.NameOf(path, PodEnding)), limits);
        }

        foreach (var path in PackedFile.Find(folder, SourceFile + ".csv"))
        {
            ReadEdges(path, limits, (edge, at, seconds) => metrics._source[(edge, Minute(at))] = seconds);
        }

        foreach (var path in PackedFile.Find(folder, DestinationFile + ".csv"))
        {
            ReadEdges(path, limits, metrics.TakeDestination);
        }

        return metrics;
    }

    private void TakeDestination(string edge, DateTimeOffset at, double seconds)
    {
        if (_source.TryGetValue((edge, Minute(at)), out var source))
        {
            if (!_gaps.TryGetValue(edge, out var gaps))
            {
                gaps = [];
                _gaps[edge] = gaps;
            }

            if (_perturbation.ToldOfEdge(edge, new TimedValue(at, source - seconds)) is { } told)
            {
                gaps.Add(new TimedValue(at, told));
            }
        }
    }

    private void ReadPod(string path, EntityId service, RecordingLimits limits)
    {
        using var reader = PackedFile.Open(path);
        List<int>? places = null;
        string[] heads = [];
        foreach (var row in CsvRows.Read(reader, limits.MaxRows))
        {
            if (places is null)
            {
                heads = [.. row];
                places = [row.IndexOf("Time"), .. Columns.Select(column => row.IndexOf(column.Column))];
                continue;
            }

            if (places[0] < 0 || places[0] >= row.Count || !TryInstant(row[places[0]], out var at))
            {
                continue;
            }

            for (var i = 0; i < Columns.Length; i++)
            {
                if (places[i + 1] >= 0 && places[i + 1] < row.Count && TryNumber(row[places[i + 1]], out var percent))
                {
                    Take(service, Columns[i].Metric, new TimedValue(at, percent / 100));
                }
            }

            for (var i = 0; i < Math.Min(row.Count, heads.Length); i++)
            {
                if (IsPublished(heads[i]) && TryNumber(row[i], out var value))
                {
                    var metric = Known.GetValueOrDefault(heads[i], heads[i]);
                    SeriesOf(_published, service, metric).Add(new TimedValue(
                        at, metric == MetricCatalog.Availability ? value / 100 : value));
                }
            }
        }
    }

    private static void ReadEdges(string path, RecordingLimits limits, Action<string, DateTimeOffset, double> take)
    {
        using var reader = PackedFile.Open(path);
        ImmutableArray<string>? names = null;
        foreach (var row in CsvRows.Read(reader, limits.MaxRows))
        {
            if (names is not { } edges)
            {
                names = [.. row];
                continue;
            }

            for (var i = 2; i < Math.Min(row.Count, edges.Length); i++)
            {
                if (TryInstant(row[0], out var at) && TryNumber(row[i], out var seconds))
                {
                    take(edges[i], at, seconds);
                }
            }
        }
    }

    private void Take(EntityId service, string metric, TimedValue sample)
    {
        if (_perturbation.Told(service, metric, sample) is { } value)
        {
            SeriesOf(_series, service, metric).Add(new TimedValue(sample.At, value));
        }
    }

    private static bool IsPublished(string column) => column is not ("Time" or "TimeStamp" or "PodName")
        && !column.StartsWith("Node", StringComparison.Ordinal);

    private static List<TimedValue> SeriesOf(
        SortedDictionary<EntityId, SortedDictionary<string, List<TimedValue>>> of, EntityId service, string metric)
    {
        if (!of.TryGetValue(service, out var series))
        {
            series = new SortedDictionary<string, List<TimedValue>>(StringComparer.Ordinal);
            of[service] = series;
        }

        if (!series.TryGetValue(metric, out var values))
        {
            values = [];
            series[metric] = values;
        }

        return values;
    }

    private static DateTimeOffset Minute(DateTimeOffset at) =>
        new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero);

    /// <summary>For example <c>2023-01-29 08:41:09.712997733 +0000 UTC m=+0.789159594</c>.</summary>
    private static bool TryInstant(string text, out DateTimeOffset at) => DateTimeOffset.TryParseExact(
        text.Length >= 19 ? text[..19] : text, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture,
        DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out at);

    private static bool TryNumber(string text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
}
