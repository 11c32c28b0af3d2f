using System.Collections.Immutable;
using AiopsTwin.Engine.Baselines;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Diagnosis;

/// <summary>
/// What a series did in a window against the time before it, where there is no monitor that learned it: the two-sample
/// form of the robust deviation (diagnosis reference 4.1). The scale is also a third of the way to the largest usual
/// value, so that a level the series visits of its own accord stays within three deviations.
/// </summary>
public static class SeriesWindow
{
    private const int WarmFrom = 8;
    private const int RecentKept = 64;
    private const double RelativeFloor = 0.05;
    private const double Upper = 0.98;

    /// <summary>The evidence; null without samples before or in the window.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="before">Samples of the time before, any order.</param>
    /// <param name="window">Samples of the window, any order.</param>
    public static SeriesEvidence? Of(
        string metric, IReadOnlyCollection<TimedValue> before, IReadOnlyCollection<TimedValue> window)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(window);
        if (before.Count == 0 || window.Count == 0)
        {
            return null;
        }

        var descriptor = MetricCatalog.Describe(metric);
        var known = before.Select(value => value.Value).ToArray();
        var centre = RobustStatistics.Median(known);
        var sign = descriptor.Bad == BadDirection.Down ? -1 : 1;
        var usual = known.Select(value => descriptor.Bad == BadDirection.Both
            ? Math.Abs(value - centre) : sign * (value - centre)).ToArray();
        var scale = new[]
        {
            RobustStatistics.Spread([.. known], centre),
            RobustStatistics.Quantile(usual, Upper) / 3,
            RelativeFloor * Math.Abs(centre),
            descriptor.ScaleFloor,
        }.Max();
        var deviations = window.Select(value => (value.Value - centre) / scale).ToArray();
        var deviation = RobustStatistics.Quantile(deviations, descriptor.Bad == BadDirection.Down ? 0.1 : 0.9);
        var all = InOrder([.. before, .. window]);
        return new SeriesEvidence(
            metric, centre, scale, window.Average(value => value.Value), deviation,
            OnsetOf(all, window.Min(value => value.At), centre, 3 * scale), before.Count >= WarmFrom,
            all.Length <= RecentKept ? all : all[^RecentKept..]);
    }

    /// <summary>By time. Samples mostly come so, and looking is far cheaper than sorting.</summary>
    private static ImmutableArray<TimedValue> InOrder(ImmutableArray<TimedValue> values)
    {
        for (var i = 1; i < values.Length; i++)
        {
            if (values[i].At < values[i - 1].At)
            {
                return [.. values.OrderBy(value => value.At)];
            }
        }

        return values;
    }

    /// <summary>When a deviation began: a sample tells of the time since the one before it.</summary>
    private static DateTimeOffset? OnsetOf(
        ImmutableArray<TimedValue> values, DateTimeOffset since, double centre, double most)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i].At >= since && Math.Abs(values[i].Value - centre) >= most)
            {
                return values[Math.Max(0, i - 1)].At;
            }
        }

        return null;
    }
}
