using AiopsTwin.Contracts.Entities;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Grains.Entities;

/// <summary>Writes what a person wants to see of an entity, the same for an entity grain and for a rehearsal.</summary>
internal static class EntityDetailsWriter
{
    private const int AlertsShown = 100;

    /// <summary>The details of an entity whose state is at hand.</summary>
    public static EntityDetails Of(
        EntityMonitor monitor, EntityMonitorState state, EntityDefinition? definition) => new(
        definition?.Entity,
        monitor.Vitals(state),
        definition?.DependsOn ?? [],
        definition?.Dependents ?? [],
        [.. monitor.Series(state).Select(Of)],
        [
            .. monitor.Alerts(state)
                .OrderByDescending(alert => alert.RaisedAt)
                .ThenBy(alert => alert.Fingerprint, StringComparer.Ordinal)
                .Take(AlertsShown),
        ])
        {
            Quality = monitor.Quality(state),
            Objectives = monitor.Objectives(state),
            Recurring = monitor.Recurring(state),
        };

    private static SeriesDetails Of(SeriesReading reading) => new(
        reading.Metric, MetricCatalog.Describe(reading.Metric).Unit, reading.IsWarm, reading.Center, reading.Low,
        reading.High, reading.Recent)
    {
        Band = reading.Band,
        Explanation = reading.Explanation,
        Coverage = reading.Coverage,
        IsAdrift = reading.IsAdrift,
    };
}
