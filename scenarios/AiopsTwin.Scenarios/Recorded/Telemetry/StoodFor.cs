using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Diagnosis;
using AiopsTwin.Engine.Telemetry;
using Hash = AiopsTwin.Engine.Numerics.StableHash;

namespace AiopsTwin.Scenarios.Recorded.Telemetry;

/// <summary>
/// Alerts that detectors would have raised, where a recording is too short for a detector to learn from: of every
/// entity each sort of series that left its usual level clearly. How much work there is alerts nobody.
/// </summary>
internal static class StoodFor
{
    // The deviation from which published scorers take a series for evidence (diagnosis reference 4.1).
    private const double Clear = 6;

    private const string Source = "recording";

    /// <summary>The alerts, by entity and metric.</summary>
    public static IEnumerable<Alert> Alerts(IEnumerable<EntityEvidence> evidence) => evidence.SelectMany(one =>
        one.Series.Where(series => MetricCatalog.Describe(series.Metric).Bad != BadDirection.Both
            && RobustDeviation.Badness(series) >= Clear).Select(series => Of(one, series)));

    private static Alert Of(EntityEvidence evidence, SeriesEvidence series)
    {
        var since = series.Onset is { } onset && onset > evidence.Since ? onset : evidence.Since;
        return new Alert(
            Hash.Hex(Hash.Of($"{Source}\n{evidence.Entity}\n{series.Metric}")), evidence.Entity, series.Metric,
            AlertSeverity.Warning, AlertStatus.Firing, since, since, null, Source, series.Metric, series.Deviation,
            series.Baseline, series.Observed, $"{series.Metric} of {evidence.Entity} left its usual level");
    }
}
