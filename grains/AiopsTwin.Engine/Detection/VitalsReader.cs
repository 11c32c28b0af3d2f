using AiopsTwin.Engine.Detection.Recurring;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Detection;

/// <summary>Reads an entity's few numbers off its state.</summary>
internal static class VitalsReader
{
    /// <summary>Intervals of its own by which a series may lag behind the entity before its value is stale.</summary>
    private const int FreshIntervals = 3;

    /// <summary>The numbers now.</summary>
    public static EntityVitals Read(EntityMonitorState state)
    {
        // A ticket says that weeks went badly, not that the entity is unwell now.
        var isTicket = true;
        var firing = 0;
        var harmful = 0;
        var worst = AlertSeverity.Info;
        foreach (var alert in state.Alerts)
        {
            if (alert.Status == AlertStatus.Firing)
            {
                firing++;
                isTicket &= alert.Name.EndsWith(AlertText.BudgetTicket, StringComparison.Ordinal);
                harmful += alert.Severity > AlertSeverity.Info ? 1 : 0;
                worst = alert.Severity > worst ? alert.Severity : worst;
            }
        }

        return new EntityVitals(
            state.Entity,
            HealthOf(state, isTicket ? 0 : harmful, worst),
            state.Arrivals.Newest == 0 ? null : new DateTimeOffset(state.Arrivals.Newest, TimeSpan.Zero),
            Newest(state, MetricCatalog.RequestRate),
            Newest(state, MetricCatalog.RequestDuration),
            Newest(state, MetricCatalog.ErrorRatio),
            Newest(state, MetricCatalog.CpuUtilization),
            firing)
        {
            Recurring = RecurringReader.Count(state),
            Quality = state.Trust.LatestAt == 0 ? null : state.IsSilent ? 0 : Math.Round(state.Trust.Latest, 2),
        };
    }

    /// <summary>What is merely worth knowing, such as a disk that is full in a week, makes nobody unwell.</summary>
    private static EntityHealth HealthOf(EntityMonitorState state, int harmful, AlertSeverity worst)
    {
        if (harmful > 0)
        {
            return worst == AlertSeverity.Critical ? EntityHealth.Critical : EntityHealth.Degraded;
        }

        foreach (var series in state.Series)
        {
            if (series.IsWarm)
            {
                return EntityHealth.Healthy;
            }
        }

        return EntityHealth.Unknown;
    }

    private static double? Newest(EntityMonitorState state, string metric)
    {
        if (state.Find(metric) is not { } series)
        {
            return null;
        }

        var patience = FreshIntervals * Math.Max(series.Interval.Ticks, TimeSpan.TicksPerSecond);
        return state.Arrivals.Newest - series.Newest <= patience ? series.NewestValue : null;
    }
}
