using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Detection;

/// <summary>
/// Tells when an entity serves no requests any more. What was claimed of its requests is void then: nobody waits and
/// nothing fails, and since a duration or a share of nothing is not reported, no sample would ever say so. That the
/// requests stopped is told by their rate.
/// </summary>
internal static class RequestStop
{
    /// <summary>Since when there have been no requests, UTC ticks; null when there are some, or when there have been
    /// none for less time than a recovery takes.</summary>
    /// <param name="series">The series that just took a sample; only the request rate tells.</param>
    /// <param name="settings">How long a recovery takes.</param>
    public static long? Since(SeriesState series, DetectionSettings settings)
    {
        var first = series.Ring.Count - settings.RecoverySamples;
        if (series.NewestValue is not 0 || first < 0 || series.Metric != MetricCatalog.RequestRate)
        {
            return null;
        }

        for (var i = first; i < series.Ring.Count; i++)
        {
            if (series.Ring.ValueAt(i) != 0)
            {
                return null;
            }
        }

        var since = series.Ring.TicksAt(first);
        return series.Newest - since >= settings.RecoveryHold.Ticks ? since : null;
    }

    /// <summary>Series whose firing alert speaks of requests and that have sent nothing since.</summary>
    public static IEnumerable<SeriesState> Claims(EntityMonitorState state, long since) => state.Series.Where(series =>
        series.Episode.IsFiring && series.Newest < since
        && (series.Descriptor.Family is MetricFamily.Latency or MetricFamily.Errors
            || series.Metric == MetricCatalog.CacheHitRatio));
}
