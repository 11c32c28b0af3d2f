using System.Collections.Immutable;
using AiopsTwin.Engine.Changes;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Testing;

/// <summary>Alerts, changes and evidence for tests of correlation and diagnosis; times are seconds since
/// <see cref="TwinBrainDriver.Start"/>.</summary>
public static class Signal
{
    /// <summary>A warning of the twin's own detectors, raised as it began.</summary>
    public static Alert Warning(
        string name, double at, string metric = MetricCatalog.RequestDuration, double score = 8) =>
        Make(name, at, metric, score, AlertSeverity.Warning);

    /// <summary>A critical alert of the twin's own detectors.</summary>
    public static Alert Critical(
        string name, double at, string metric = MetricCatalog.RequestDuration, double score = 20) =>
        Make(name, at, metric, score, AlertSeverity.Critical);

    /// <summary>The alert of an entity from which nothing is heard any more.</summary>
    public static Alert Silent(string name, double at) =>
        Make(name, at, null, 0, AlertSeverity.Critical) with { Name = "silent" };

    /// <summary>The end of an alert.</summary>
    public static Alert Ended(this Alert alert, double at) =>
        alert with { Status = AlertStatus.Resolved, EndsAt = TwinBrainDriver.Start.AddSeconds(at) };

    /// <summary>A change.</summary>
    public static ChangeEvent Change(
        string name, double at, ChangeKind kind = ChangeKind.Deployment, string title = "v2") => new(
        $"{name}@{at}", "test", Graph.Id(name), kind, TwinBrainDriver.Start.AddSeconds(at), title,
        ImmutableSortedDictionary<string, string>.Empty);

    /// <summary>What a series did, with the deviation that follows from it.</summary>
    public static SeriesEvidence Series(
        string metric, double baseline, double observed, double scale, double? onset = null) => new(
        metric, baseline, scale, observed, (observed - baseline) / scale,
        onset is { } at ? TwinBrainDriver.Start.AddSeconds(at) : null, true, []);

    /// <summary>Mean response time, in milliseconds, with a spread of one twentieth.</summary>
    public static SeriesEvidence Latency(double fromMs, double toMs, double? onset = null) =>
        Series(MetricCatalog.RequestDuration, fromMs / 1000, toMs / 1000, fromMs / 20_000, onset);

    /// <summary>Requests per second, with a spread of one twentieth.</summary>
    public static SeriesEvidence Rate(double from, double? to = null, double? onset = null) =>
        Series(MetricCatalog.RequestRate, from, to ?? from, from / 20, onset);

    private static Alert Make(string name, double at, string? metric, double score, AlertSeverity severity)
    {
        var entity = Graph.Id(name);
        var start = TwinBrainDriver.Start.AddSeconds(at);
        var condition = metric is null ? "" : $"{metric} {(score < 0 ? "low" : "high")}";
        return new Alert(
            $"{entity}/{metric ?? "silent"}", entity, condition, severity, AlertStatus.Firing, start, start,
            null, "twin",
            metric, score, null, null, $"{entity} {condition}");
    }
}
