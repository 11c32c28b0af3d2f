using System.Collections.Immutable;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Diagnosis;
using AiopsTwin.Engine.Diagnosis.Trial;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Scenarios.Recorded.Perturbed;

namespace AiopsTwin.Scenarios.Recorded.RootCauseBench;

/// <summary>
/// One incident in the layout of RootCauseBench (edgedelta/root-cause-bench): alert, metrics, log lines, log patterns
/// with their change against the baseline, commits with diffs, deployments, and what providers said. What the cause was
/// is not read here.
/// </summary>
internal sealed class BenchIncident
{
    private const double AnomalousFrom = 6;
    private const int AnomalousRow = 3;
    private const int FewLines = 2;
    private const double OwnPattern = 1.5;
    private const double OtherPattern = 0.7;
    private const double LostPattern = 0.5;
    private const double Line = 0.1;

    private static readonly TimeSpan Trouble = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan After = TimeSpan.FromMinutes(20);

    private readonly BenchFiles _files;
    private readonly SortedDictionary<EntityId, DateTimeOffset> _onsets = [];

    /// <summary>Reads an incident and finds what became unusual in it.</summary>
    public BenchIncident(string folder, RecordingLimits limits, Perturbation perturbation)
    {
        _files = BenchFiles.Read(folder, limits).Told(perturbation);
        Failing = _files.Alert.Entity;
        foreach (var ((entity, _), values) in _files.Series)
        {
            if (OnsetOf(values) is { } at && at <= FiredAt + After
                && !(_onsets.TryGetValue(entity, out var earlier) && earlier <= at))
            {
                _onsets[entity] = at;
            }
        }

        Onset = _onsets.TryGetValue(Failing, out var onset) && onset < FiredAt ? onset : FiredAt;
    }

    /// <summary>The entity that failed first: the one the alert is of.</summary>
    public EntityId Failing { get; }

    /// <summary>When its series left their usual range; when the alert fired, where none did before.</summary>
    public DateTimeOffset Onset { get; }

    /// <summary>When the alert was raised.</summary>
    public DateTimeOffset FiredAt => _files.Alert.At;

    /// <summary>Others that suffer: with an unusual series, patterns of failure, or lines of warning since the
    /// onset.</summary>
    public ImmutableSortedSet<EntityId> Affected =>
    [
        .. _onsets.Keys.Concat(_files.Patterns.Where(pattern => pattern.IsBad).Select(pattern => pattern.Entity))
            .Concat(_files.Lines.Where(IsBad).GroupBy(line => line.Entity)
                .Where(group => group.Count() >= FewLines).Select(group => group.Key))
            .Where(entity => entity != Failing),
    ];

    /// <summary>The question whether a change is responsible.</summary>
    public TrialCase ToTrial() => new(
        Failing, Onset, _files.Changes, _files.Rollouts,
        [
            new Clue($"{_files.Alert.Summary} {_files.Alert.Metric}", 1),
            .. _files.Patterns.Where(pattern => pattern.IsBad).Select(pattern =>
                new Clue(pattern.Text, pattern.Entity == Failing ? OwnPattern : OtherPattern)),
            .. _files.Patterns.Where(pattern => !pattern.IsBad && pattern.Change < 0 && pattern.Entity == Failing)
                .Select(pattern => new Clue(pattern.Text, LostPattern)),
            .. Own().GroupBy(line => line.Body, StringComparer.Ordinal)
                .Select(group => new Clue(group.Key, Math.Min(1, Line * group.Count()))),
        ])
    {
        OwnFailures = [.. _files.Patterns.Where(pattern => pattern.IsBad && pattern.Entity == Failing)
            .Select(pattern => pattern.Text)],
        Demand = Demand(),
        Notices = _files.Notices,
    };

    private IEnumerable<LogRecord> Own() => _files.Lines.Where(line => line.Entity == Failing && IsBad(line));

    private bool IsBad(LogRecord line) => line.Severity >= LogSeverity.Warn && line.At >= Onset;

    /// <summary>Requests since the onset over those before, of the series that name a rate of requests.</summary>
    private double? Demand()
    {
        foreach (var ((entity, metric), values) in _files.Series)
        {
            if (entity == Failing && IsRequestRate(metric))
            {
                var before = values.Where(value => value.At < Onset - TimeSpan.FromMinutes(5)).ToList();
                var since = values.Where(value => value.At >= Onset && value.At <= FiredAt + TimeSpan.FromMinutes(5))
                    .ToList();
                return before.Count > 0 && since.Count > 0 && Middle(before) > 0
                    ? Middle(since) / Middle(before) : null;
            }
        }

        return null;
    }

    private static bool IsRequestRate(string metric) =>
        (metric.Contains("request", StringComparison.OrdinalIgnoreCase) && (
            metric.Contains("per_sec", StringComparison.OrdinalIgnoreCase)
            || metric.EndsWith("_rps", StringComparison.OrdinalIgnoreCase)
            || metric.EndsWith("rate", StringComparison.OrdinalIgnoreCase)))
        && !metric.Contains("error", StringComparison.OrdinalIgnoreCase)
        && !metric.Contains("xx", StringComparison.OrdinalIgnoreCase);

    private static double Middle(List<TimedValue> values) =>
        values.Select(value => value.Value).Order().ElementAt(values.Count / 2);

    /// <summary>The first of three unusual values in a row; null without. Usual is what was half an hour and more
    /// before the alert, or the first third.</summary>
    private DateTimeOffset? OnsetOf(List<TimedValue> values)
    {
        var usual = values.Where(value => value.At < FiredAt - Trouble).ToList();
        usual = usual.Count > 0 ? usual : [.. values.Take(Math.Max(3, values.Count / 3))];
        var row = 0;
        for (var i = 0; i < values.Count; i++)
        {
            var evidence = SeriesWindow.Of(MetricOfAnyDirection, usual, [values[i]])!;
            row = Math.Abs(evidence.Deviation) > AnomalousFrom ? row + 1 : 0;
            if (row == AnomalousRow)
            {
                return values[i - AnomalousRow + 1].At;
            }
        }

        return null;
    }

    // Unknown to the catalogue: a gauge that may be bad both ways.
    private const string MetricOfAnyDirection = "unknown";
}
