using System.Collections.Immutable;
using System.Globalization;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Diagnosis.Logs;
using AiopsTwin.Engine.Diagnosis.Traces;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Scenarios.Recorded.Perturbed;

namespace AiopsTwin.Scenarios.Recorded.Nezha;

/// <summary>
/// One day in the layout of the Nezha data set (Yu et al., FSE 2023, IntelligentDDS/Nezha): <c>fault/trace</c>,
/// <c>fault/log</c> and <c>fault/metric</c>, or the same without <c>fault</c>, and fault-free minutes of the same form
/// in <c>construct</c>. Only telemetry is read here.
/// </summary>
internal sealed class NezhaDay
{
    private const string TraceEnding = "_trace.csv";
    private const string LogEnding = "_log.csv";

    // What one fault did is over when the next is looked at; between, nothing is learned.
    private static readonly TimeSpan Trouble = TimeSpan.FromMinutes(5);

    private readonly RecordingLimits _limits;
    private readonly Perturbation _perturbation;
    private readonly NezhaMetrics _metrics;
    private readonly ImmutableArray<Visit> _visits;
    private readonly List<DateTimeOffset> _alarms = [];
    private readonly DateTimeOffset _begin;
    private EntityId? _muted;

    /// <summary>Reads a day.</summary>
    /// <param name="folder">Its folder.</param>
    /// <param name="limits">What reading may cost.</param>
    /// <param name="perturbation">What is done to the telemetry.</param>
    public NezhaDay(string folder, RecordingLimits limits, Perturbation perturbation)
    {
        _limits = limits;
        _perturbation = perturbation;
        var fault = Directory.Exists(Path.Combine(folder, "fault")) ? Path.Combine(folder, "fault") : folder;
        _metrics = NezhaMetrics.Read(Path.Combine(fault, "metric"), limits, perturbation);
        _begin = _metrics.Begin;
        _visits = ReadVisits(FaultFree(folder), fault);
    }

    /// <summary>Services with metrics, sorted.</summary>
    public IEnumerable<EntityId> Services => _metrics.Services;

    /// <summary>Rows that could not be understood.</summary>
    public long BadRows { get; private set; }

    /// <summary>From now on the metrics of one service are missing; of none when null.</summary>
    public void Mute(EntityId? service) => _muted = service;

    /// <summary>Series of a service by metric.</summary>
    public IEnumerable<(string Metric, IReadOnlyList<TimedValue> Values)> SeriesOf(EntityId service) =>
        service == _muted ? [] : _metrics.Of(service);

    /// <summary>All published columns of a service's pods but those of its node, as published: what peers rank by.
    /// </summary>
    public IEnumerable<(string Metric, IReadOnlyList<TimedValue> Values)> PublishedOf(EntityId service) =>
        _metrics.PublishedOf(service);

    /// <summary>Gaps between what callers and callees saw, by <c>caller_callee</c>.</summary>
    public IEnumerable<(string Edge, IReadOnlyList<TimedValue> Seconds)> Gaps => _metrics.Gaps.Where(gap =>
        _muted is not { } muted
        || !(gap.Edge.StartsWith(muted.Name + "_", StringComparison.Ordinal)
            || gap.Edge.EndsWith("_" + muted.Name, StringComparison.Ordinal)));

    /// <summary>Takes note that somebody said something is wrong.</summary>
    public void Alarm(DateTimeOffset at) => _alarms.Add(at);

    /// <summary>True when a time counts as ordinary for a case: before its onset and not in an earlier
    /// trouble.</summary>
    public bool IsBefore(DateTimeOffset at, DateTimeOffset onset) =>
        at < onset && at >= _perturbation.KnownFrom(_begin, onset)
        && !_alarms.Any(alarm => alarm < onset && at >= alarm && at < alarm + Trouble);

    /// <summary>Visits begun in [from, until), by start.</summary>
    public IEnumerable<Visit> Visits(DateTimeOffset from, DateTimeOffset until) =>
        _visits.Where(visit => visit.At >= from && visit.At < until);

    private ImmutableArray<Visit> ReadVisits(params string[] parts)
    {
        var minute = new NezhaMinute(_limits, _perturbation);
        var builder = new VisitBuilder(new LogTemplateTree());
        var visits = new List<Visit>();
        var seen = new HashSet<ulong>();
        foreach (var part in parts)
        {
            var logs = PackedFile.Find(Path.Combine(part, "log"), LogEnding)
                .ToDictionary(path => PackedFile.NameOf(path, LogEnding), StringComparer.Ordinal);
            foreach (var path in PackedFile.Find(Path.Combine(part, "trace"), TraceEnding)
                .Take(_limits.MaxFiles))
            {
                // A trace collected twice, by neighbouring minutes, counts once.
                visits.AddRange(minute.Read(
                    path, logs.GetValueOrDefault(PackedFile.NameOf(path, TraceEnding)), builder)
                    .Where(visit => seen.Add(visit.Key)));
            }
        }

        BadRows = minute.BadRows;
        return [.. visits.OrderBy(visit => visit.At).ThenBy(visit => visit.Key)];
    }

    /// <summary>The fault-free minutes: beside the fault ones, or, as published, in a tree of their own.</summary>
    internal static string FaultFree(string folder)
    {
        var own = Path.Combine(folder, "construct");
        return Directory.Exists(own)
            ? own
            : Path.Combine(folder, "..", "..", "construct_data", Path.GetFileName(folder));
    }

    /// <summary>True when a day's callers and callees report how long calls took: one of the two estates has such
    /// metrics, the other has not.</summary>
    public static bool HasEdgeMetrics(string folder) =>
        NezhaMetrics.HasEdges(Path.Combine(folder, "fault", "metric"))
        || NezhaMetrics.HasEdges(Path.Combine(folder, "metric"));

    /// <summary>The day a folder's name says; null when it is none.</summary>
    public static DateTimeOffset? DateOf(string folder) => DateTimeOffset.TryParseExact(
        Path.GetFileName(folder), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal,
        out var date) ? date : null;
}
