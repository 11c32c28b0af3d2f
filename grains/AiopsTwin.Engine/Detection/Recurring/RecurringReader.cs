using System.Collections.Immutable;
using System.Globalization;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Detection.Recurring;

/// <summary>Reads an entity's recurring findings: what comes at one time in several of its series is one
/// finding.</summary>
internal static class RecurringReader
{
    private static readonly TimeSpan Together = TimeSpan.FromMinutes(5);

    /// <summary>The findings, the surest first.</summary>
    public static ImmutableArray<RecurringFinding> Read(EntityMonitorState state)
    {
        var groups = new List<(RecurringPattern Pattern, List<string> Metrics)>();
        foreach (var (series, pattern) in Patterns(state).OrderBy(pair => pair.Pattern.Chance)
            .ThenBy(pair => pair.Series.Metric, StringComparer.Ordinal))
        {
            var same = groups.Find(group => group.Pattern.Period == pattern.Period
                && group.Pattern.DistanceOf(pattern.LastAt) <= group.Pattern.Spread + Together);
            if (same.Metrics is null)
            {
                groups.Add((pattern, [series.Metric]));
            }
            else if (!same.Metrics.Contains(series.Metric))
            {
                same.Metrics.Add(series.Metric);
            }
        }

        var now = new DateTimeOffset(state.Arrivals.Newest, TimeSpan.Zero);
        return [.. groups.Select(group => FindingOf(state.Entity, group.Pattern, group.Metrics, now))];
    }

    /// <summary>How many series and directions have a pattern; 0 for nearly every entity.</summary>
    public static int Count(EntityMonitorState state)
    {
        var count = 0;
        foreach (var series in state.Series)
        {
            count += series.Rises?.At(state.Arrivals.Newest) is null ? 0 : 1;
            count += series.Falls?.At(state.Arrivals.Newest) is null ? 0 : 1;
        }

        return count;
    }

    /// <summary>When it comes, in words: <c>every day around 15:00 UTC (±2 min), 5 times</c>.</summary>
    public static string Words(RecurringPattern pattern, DateTimeOffset next)
    {
        var culture = CultureInfo.InvariantCulture;
        var spread = pattern.Spread.TotalSeconds < 60
            ? $"±{Math.Max(1, Math.Ceiling(pattern.Spread.TotalSeconds)):0} s"
            : $"±{Math.Ceiling(pattern.Spread.TotalMinutes):0} min";
        var clock = next.UtcDateTime.ToString("HH:mm", culture);
        var when = pattern.Period.TotalDays switch
        {
            1 => $"every day around {clock} UTC",
            7 => $"every {next.UtcDateTime.ToString("dddd", culture)} around {clock} UTC",
            _ => $"every {pattern.Period.TotalHours.ToString("0.#", culture)} h, next around {clock} UTC",
        };
        return string.Create(culture, $"{when} ({spread}), {pattern.Times} times");
    }

    private static RecurringFinding FindingOf(
        EntityId entity, RecurringPattern pattern, List<string> metrics, DateTimeOffset now)
    {
        var next = pattern.NextAfter(now);
        metrics.Sort(StringComparer.Ordinal);
        var what = metrics.Count == 1 ? metrics[0] : $"{metrics[0]} and {metrics.Count - 1} more series";
        var verb = metrics.Count == 1 ? "deviates" : "deviate";
        return new RecurringFinding(
            entity, [.. metrics], pattern, next, $"{what} of {entity} {verb} {Words(pattern, next)}.");
    }

    private static IEnumerable<(SeriesState Series, RecurringPattern Pattern)> Patterns(EntityMonitorState state)
    {
        foreach (var series in state.Series)
        {
            if (series.Rises?.At(state.Arrivals.Newest) is { } rise)
            {
                yield return (series, rise);
            }

            if (series.Falls?.At(state.Arrivals.Newest) is { } fall)
            {
                yield return (series, fall);
            }
        }
    }
}
