using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Detection.Sources;

/// <summary>
/// Reads a score with reasons off what was tallied (docs/methods/quality.md): each flaw takes a share, and the score
/// is the product of what they leave. Changes nothing. O(series + sources).
/// </summary>
internal static class QualityReader
{
    /// <summary>Shares below this are not told and take nothing: one sample in a hundred lost on the way is usual.
    /// </summary>
    private const double Told = 0.01;

    /// <summary>What a repeat takes: it was dropped and did no harm but to say that somebody sends twice.</summary>
    private const double RepeatCost = 0.5;

    /// <summary>What a clock that is off by <see cref="FullSkew"/> takes: values stay true, their order does
    /// not.</summary>
    private const double SkewCost = 0.5;

    /// <summary>Intervals by which a series may lag behind its entity.</summary>
    private const int FreshIntervals = 5;

    private static readonly TimeSpan AheadSlack = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan BehindSlack = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan FullSkew = TimeSpan.FromMinutes(1);
    private static readonly long ForgottenAfter = TimeSpan.FromDays(1).Ticks;

    /// <summary>The whole entity.</summary>
    /// <param name="state">Its state.</param>
    /// <param name="maxSeries">Series an entity may have.</param>
    public static TelemetryQuality Read(EntityMonitorState state, int maxSeries)
    {
        var interval = TimeSpan.FromTicks((long)state.Arrivals.Interval);
        var reasons = Reasons(state, maxSeries, interval);
        return new TelemetryQuality(state.Entity, Score(reasons), Sorted(reasons), state.Heard.Read(interval));
    }

    /// <summary>The score alone.</summary>
    public static double ScoreOf(EntityMonitorState state, int maxSeries) =>
        Score(Reasons(state, maxSeries, TimeSpan.FromTicks((long)state.Arrivals.Interval)));

    /// <summary>One source.</summary>
    public static SourceQuality Of(SourceTally tally, TimeSpan interval)
    {
        var reasons = new List<QualityReason>();
        AddTallied(reasons, tally, interval, null);
        return new SourceQuality(
            tally.Source, Score(reasons), new DateTimeOffset(tally.At, TimeSpan.Zero), Math.Round(tally.Sent, 1),
            Sorted(reasons));
    }

    private static List<QualityReason> Reasons(EntityMonitorState state, int maxSeries, TimeSpan interval)
    {
        var reasons = new List<QualityReason>();
        AddTallied(reasons, state.Heard.Total(), interval, maxSeries);
        AddSeries(reasons, state);
        AddTraces(reasons, state);
        return reasons;
    }

    private static void AddTallied(
        List<QualityReason> reasons, SourceTally tally, TimeSpan interval, int? maxSeries)
    {
        var sent = Math.Max(1, tally.Sent);
        var missed = tally.Missed / (tally.Used + tally.Missed + 1e-9);
        Add(reasons, QualityFlaw.Gaps, missed,
            () => $"{MetricText.Percent(missed)} of the samples due of late are missing");
        var repeated = tally.Duplicates / sent;
        Add(reasons, QualityFlaw.Duplicates, RepeatCost * repeated,
            () => $"{MetricText.Percent(repeated)} of the samples repeat an instant that was observed already");
        var late = tally.Late / sent;
        Add(reasons, QualityFlaw.Late, late,
            () => $"{MetricText.Percent(late)} of the samples came too late to be used");
        var invalid = tally.Invalid / sent;
        Add(reasons, QualityFlaw.Invalid, invalid,
            () => $"{MetricText.Percent(invalid)} of the samples were no numbers, or steps of a counter without sense");
        var refused = tally.Refused / sent;
        var limit = maxSeries is { } most ? $" ({most})" : "";
        Add(reasons, QualityFlaw.Cardinality, refused,
            () => $"{MetricText.Percent(refused)} of the samples, of series beyond the limit{limit}, were refused");
        AddSkew(reasons, tally.Lag, interval);
    }

    /// <summary>A sample from the future tells a clock that is ahead, for no way takes negative time. One that is
    /// always old may have a slow way behind it or a clock: both are said.</summary>
    private static void AddSkew(List<QualityReason> reasons, float lag, TimeSpan interval)
    {
        if (float.IsNaN(lag))
        {
            return;
        }

        var ahead = -lag - AheadSlack.TotalSeconds;
        var behind = lag - BehindSlack.TotalSeconds - interval.TotalSeconds;
        var off = Math.Max(ahead, behind);
        var by = MetricText.Seconds(TimeSpan.FromSeconds(Math.Abs(lag)));
        Add(reasons, QualityFlaw.ClockSkew, SkewCost * Math.Clamp(off / FullSkew.TotalSeconds, 0, 1), () => ahead > 0
            ? $"samples come from the future: the sender's clock is at least {by} ahead"
            : $"even the freshest samples are {by} old: the sender's clock is behind, or the way here is slow");
    }

    private static void AddSeries(List<QualityReason> reasons, EntityMonitorState state)
    {
        if (state.Series.Count == 0)
        {
            return;
        }

        if (state.IsSilent)
        {
            Add(reasons, QualityFlaw.Stale, 1, () => "nothing is sent any more");
            return;
        }

        var isIdle = state.Find(MetricCatalog.RequestRate)?.NewestValue is 0;
        var kept = 0;
        var stale = new List<string>();
        var stuck = new List<string>();
        foreach (var series in state.Series)
        {
            var behind = state.Arrivals.Newest - series.Newest;
            if (behind > ForgottenAfter)
            {
                continue;
            }

            kept++;
            if (IsStale(series, behind, isIdle))
            {
                stale.Add(series.Metric);
            }
            else if (series.NewestValue is { } value
                && series.Stuck.IsStuck(value, series.Descriptor.Shape == MetricShape.Ratio))
            {
                stuck.Add(series.Metric);
            }
        }

        Add(reasons, QualityFlaw.Stale, stale.Count / (double)kept, () => $"{Names(stale)} sent nothing of late");
        Add(reasons, QualityFlaw.Stuck, stuck.Count / (double)kept,
            () => $"{Names(stuck)} used to vary and repeats one value");
    }

    /// <summary>A duration or a share of no requests is not reported, and rightly so.</summary>
    private static bool IsStale(SeriesState series, long behind, bool isIdle) =>
        series.Interval.Ticks > 0 && behind > FreshIntervals * series.Interval.Ticks
        && !(isIdle && series.Descriptor.Family is MetricFamily.Latency or MetricFamily.Errors
            or MetricFamily.Saturation);

    private static void AddTraces(List<QualityReason> reasons, EntityMonitorState state)
    {
        var share = state.Traces.MissingShare;
        Add(reasons, QualityFlaw.MissingTraces, TraceTally.Cost * share,
            () => $"{MetricText.Percent(share)} of the log records carry no trace id although spans are known");
    }

    private static void Add(List<QualityReason> reasons, QualityFlaw flaw, double share, Func<string> sentence)
    {
        if (share >= Told)
        {
            reasons.Add(new QualityReason(flaw, Math.Round(Math.Min(1, share), 4), sentence()));
        }
    }

    private static double Score(List<QualityReason> reasons) =>
        Math.Round(reasons.Aggregate(1.0, (left, reason) => left * (1 - reason.Share)), 4);

    private static ImmutableArray<QualityReason> Sorted(List<QualityReason> reasons) =>
        [.. reasons.OrderByDescending(reason => reason.Share).ThenBy(reason => reason.Flaw)];

    private static string Names(List<string> metrics) => metrics.Count <= 2
        ? string.Join(" and ", metrics)
        : $"{metrics[0]} and {metrics.Count - 1} more series";
}
