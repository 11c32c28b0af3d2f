using System.Runtime.InteropServices;
using AiopsTwin.Engine.Detection.Histograms;
using AiopsTwin.Engine.Detection.Objectives;
using AiopsTwin.Engine.Detection.Pooling;
using AiopsTwin.Engine.Detection.Sources;
using AiopsTwin.Engine.Telemetry;
using Orleans;

namespace AiopsTwin.Engine.Detection;

/// <summary>
/// Everything an entity's monitor has learned and concluded. Mutable and owned by one entity grain or one run;
/// bounded in size whatever arrives. Fields are added with new ids and never renumbered: checkpoints of earlier
/// versions must load.
/// </summary>
[GenerateSerializer, Alias("aiopstwin.EntityMonitorState")]
public sealed class EntityMonitorState
{
    /// <summary>The version this code writes.</summary>
    public const int CurrentVersion = 1;

    [Id(3)]
    private List<SeriesState>? _series;

    [Id(4)]
    private List<Alert>? _alerts;

    [Id(6)]
    private List<SourceMark>? _sources;

    [Id(8)]
    private SourceTallies? _heard;

    [Id(11)]
    private List<ObjectiveTrack>? _objectives;

    [Id(12)]
    private List<HistogramTrack>? _histograms;

    /// <summary>Starts an empty state.</summary>
    /// <param name="entity">Whose state it is.</param>
    public EntityMonitorState(EntityId entity)
    {
        Entity = entity;
        Version = CurrentVersion;
    }

    /// <summary>Whose state it is.</summary>
    [Id(0)]
    public EntityId Entity { get; private set; }

    /// <summary>Version of the code that last started this state; a later version may translate it.</summary>
    [Id(1)]
    public int Version { get; private set; }

    /// <summary>Sibling group, or null.</summary>
    [Id(2)]
    internal string? Group { get; set; }

    /// <summary>How regularly the entity reports.</summary>
    [Id(5)]
    internal ArrivalWatch Arrivals;

    /// <summary>True while the entity's silence is an alert.</summary>
    [Id(7)]
    internal bool IsSilent { get; set; }

    /// <summary>What each source sent of late.</summary>
    internal SourceTallies Heard => _heard ??= new SourceTallies();

    /// <summary>How many log records name their trace.</summary>
    [Id(9)]
    internal TraceTally Traces;

    /// <summary>How good the telemetry was at calm moments.</summary>
    [Id(10)]
    internal TrustMarks Trust;

    /// <summary>Evidence pooled with its callers; null until anything leaned.</summary>
    [Id(13)]
    internal PoolTrack? Pool;

    /// <summary>True when it has objectives.</summary>
    internal bool HasObjectives => _objectives is { Count: > 0 };

    /// <summary>Its objectives, by kind.</summary>
    internal List<ObjectiveTrack> Objectives => _objectives ??= [];

    /// <summary>Newest totals of its histograms, as first heard.</summary>
    internal List<HistogramTrack> Histograms => _histograms ??= [];

    /// <summary>Series, sorted by metric.</summary>
    internal List<SeriesState> Series => _series ??= [];

    /// <summary>Firing and recently ended alerts, sorted by fingerprint.</summary>
    internal List<Alert> Alerts => _alerts ??= [];

    /// <summary>True while one of them fires.</summary>
    internal bool HasFiring
    {
        get
        {
            foreach (var alert in Alerts)
            {
                if (alert.Status == AlertStatus.Firing)
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>Newest batch of each source, most recently heard last.</summary>
    internal List<SourceMark> Sources => _sources ??= [];

    /// <summary>The series of a metric; null when there is none.</summary>
    internal SeriesState? Find(string metric) => PlaceOf(metric) is >= 0 and var place ? _series![place] : null;

    /// <summary>The same for metrics asked for in order of name: each is looked for where the last one was found and
    /// behind it, before it is looked for everywhere.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="place">Where the last one was found, at first 0.</param>
    internal SeriesState? FindNext(string metric, ref int place)
    {
        var series = CollectionsMarshal.AsSpan(_series);
        for (var next = place; next < Math.Min(place + 2, series.Length); next++)
        {
            if (string.Equals(series[next].Metric, metric, StringComparison.Ordinal))
            {
                place = next;
                return series[next];
            }
        }

        var found = PlaceOf(metric);
        place = found < 0 ? ~found : found;
        return found < 0 ? null : series[found];
    }

    /// <summary>Adds a series in its place.</summary>
    internal SeriesState Add(string metric)
    {
        var added = new SeriesState(metric);
        Series.Insert(~PlaceOf(metric), added);
        return added;
    }

    /// <summary>Place of a metric's series; the complement of where it would be when there is none.</summary>
    private int PlaceOf(string metric)
    {
        var series = CollectionsMarshal.AsSpan(_series);
        var (low, high) = (0, series.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var order = string.CompareOrdinal(series[middle].Metric, metric);
            if (order == 0)
            {
                return middle;
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return ~low;
    }
}
