using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.Engine.Detection.Objectives;

/// <summary>
/// Turns samples of rates and shares into counts of requests, good and bad. A rate stands for the time since the sample
/// before it, at most one and a half intervals; requests whose outcome is not told are not counted.
/// </summary>
internal static class RequestCounts
{
    private const double LongestIntervals = 1.5;

    // Shares may come in a later batch than rates: so many intervals they are waited for.
    private const int Patience = 3;

    /// <summary>Counts what came since the last call.</summary>
    public static void Count(EntityMonitorState state, ObjectiveTrack track)
    {
        if (state.Find(MetricCatalog.RequestRate) is not { Interval.Ticks: > 0 } rate
            || rate.Newest <= track.CountedUntil)
        {
            return;
        }

        for (var i = 1; i < rate.Ring.Count; i++)
        {
            var ticks = rate.Ring.TicksAt(i);
            if (ticks <= track.CountedUntil)
            {
                continue;
            }

            var value = rate.Ring.ValueAt(i);
            var since = rate.Ring.TicksAt(i - 1);
            var seconds = Math.Min(ticks - since, LongestIntervals * rate.Interval.Ticks) / TimeSpan.TicksPerSecond;
            if (BadShare(state, track.Objective, since, ticks) is { } share)
            {
                Add(track, ticks, Math.Max(0, value) * seconds, Math.Clamp(share, 0, 1));
            }
            else if (value > 0 && rate.Newest - ticks < Patience * rate.Interval.Ticks)
            {
                return;
            }

            track.CountedUntil = ticks;
        }
    }

    /// <summary>Why an objective cannot be counted; null when it can.</summary>
    public static string? WhyNot(EntityMonitorState state, ServiceObjective objective) =>
        state.Find(MetricCatalog.RequestRate) is null
            ? $"no {MetricCatalog.RequestRate} is sent, so requests cannot be counted"
            : objective.Kind == ObjectiveKind.Availability
                ? state.Find(MetricCatalog.ErrorRatio) is null && state.Find(MetricCatalog.Availability) is null
                    ? $"neither {MetricCatalog.ErrorRatio} nor {MetricCatalog.Availability} is sent"
                    : null
                : state.Find(MetricCatalog.SlowRatio) is null
                    && state.Find(MetricCatalog.RequestDurationP95) is null
                    ? $"neither {MetricCatalog.SlowRatio} nor {MetricCatalog.RequestDurationP95} is sent"
                    : null;

    /// <summary>Name of the metric an objective is counted from.</summary>
    public static string MetricOf(EntityMonitorState state, ServiceObjective objective) => objective.Kind switch
    {
        ObjectiveKind.Availability when state.Find(MetricCatalog.ErrorRatio) is not null => MetricCatalog.ErrorRatio,
        ObjectiveKind.Availability => MetricCatalog.Availability,
        _ when state.Find(MetricCatalog.RequestDurationP95) is not null => MetricCatalog.RequestDurationP95,
        _ => MetricCatalog.SlowRatio,
    };

    private static void Add(ObjectiveTrack track, long ticks, double requests, double share)
    {
        track.CountedSince = track.CountedSince == 0 ? ticks : track.CountedSince;
        foreach (var window in track.Windows)
        {
            window.Add(ticks, requests, share * requests);
        }
    }

    private static double? BadShare(EntityMonitorState state, ServiceObjective objective, long since, long until)
    {
        if (objective.Kind == ObjectiveKind.Availability)
        {
            return In(state.Find(MetricCatalog.ErrorRatio), since, until)
                ?? (1 - In(state.Find(MetricCatalog.Availability), since, until));
        }

        if (In(state.Find(MetricCatalog.SlowRatio), since, until) is { } counted)
        {
            return counted;
        }

        return In(state.Find(MetricCatalog.RequestDurationP95), since, until) is { } percentile
            ? SlowShare.Of(
                objective.Limit!.Value.TotalSeconds, percentile,
                In(state.Find(MetricCatalog.RequestDuration), since, until))
            : null;
    }

    /// <summary>The newest value in (since, until]; null when there is none.</summary>
    private static double? In(SeriesState? series, long since, long until)
    {
        if (series is null)
        {
            return null;
        }

        for (var i = series.Ring.Count - 1; i >= 0 && series.Ring.TicksAt(i) > since; i--)
        {
            if (series.Ring.TicksAt(i) <= until)
            {
                return series.Ring.ValueAt(i);
            }
        }

        return null;
    }
}
