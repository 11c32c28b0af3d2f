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
        var sum = new FlawSum([]);
        Add(ref sum, state, maxSeries, interval);
        return new TelemetryQuality(state.Entity, sum.Score, sum.Sorted(), state.Heard.Read(interval));
    }

    /// <summary>The score alone; allocates nothing.</summary>
    public static double ScoreOf(EntityMonitorState state, int maxSeries)
    {
        var sum = new FlawSum(null);
        Add(ref sum, state, maxSeries, TimeSpan.FromTicks((long)state.Arrivals.Interval));
        return sum.Score;
    }

    /// <summary>One source.</summary>
    public static SourceQuality Of(SourceTally tally, TimeSpan interval)
    {
        var sum = new FlawSum([]);
        AddTallied(ref sum, tally, interval, null);
        return new SourceQuality(
            tally.Source, sum.Score, new DateTimeOffset(tally.At, TimeSpan.Zero), Math.Round(tally.Sent, 1),
            sum.Sorted());
    }

    private static void Add(ref FlawSum sum, EntityMonitorState state, int maxSeries, TimeSpan interval)
    {
        AddTallied(ref sum, state.Heard.Total(), interval, maxSeries);
        AddSeries(ref sum, state);
        AddTraces(ref sum, state);
    }

    private static void AddTallied(ref FlawSum sum, SourceTally tally, TimeSpan interval, int? maxSeries)
    {
        var sent = Math.Max(1, tally.Sent);
        var missed = tally.Missed / (tally.Used + tally.Missed + 1e-9);
        if (sum.Takes(QualityFlaw.Gaps, missed))
        {
            sum.Tell($"{MetricText.Percent(missed)} of the samples due of late are missing");
        }

        var repeated = tally.Duplicates / sent;
        if (sum.Takes(QualityFlaw.Duplicates, RepeatCost * repeated))
        {
            sum.Tell($"{MetricText.Percent(repeated)} of the samples repeat an instant that was observed already");
        }

        var late = tally.Late / sent;
        if (sum.Takes(QualityFlaw.Late, late))
        {
            sum.Tell($"{MetricText.Percent(late)} of the samples came too late to be used");
        }

        var invalid = tally.Invalid / sent;
        if (sum.Takes(QualityFlaw.Invalid, invalid))
        {
            sum.Tell($"{MetricText.Percent(invalid)} of the samples were no numbers, or steps of a counter without "
                + "sense");
        }

        var refused = tally.Refused / sent;
        if (sum.Takes(QualityFlaw.Cardinality, refused))
        {
            var limit = maxSeries is { } most ? $" ({most})" : "";
            sum.Tell(
                $"{MetricText.Percent(refused)} of the samples, of series beyond the limit{limit}, were refused");
        }

        AddSkew(ref sum, tally.Lag, interval);
    }

    /// <summary>A sample from the future tells a clock that is ahead, for no way takes negative time. One that is
    /// always old may have a slow way behind it or a clock: both are said.</summary>
    private static void AddSkew(ref FlawSum sum, float lag, TimeSpan interval)
    {
        if (float.IsNaN(lag))
        {
            return;
        }

        var ahead = -lag - AheadSlack.TotalSeconds;
        var behind = lag - BehindSlack.TotalSeconds - interval.TotalSeconds;
        var off = Math.Max(ahead, behind);
        if (sum.Takes(QualityFlaw.ClockSkew, SkewCost * Math.Clamp(off / FullSkew.TotalSeconds, 0, 1)))
        {
            var by = MetricText.Seconds(TimeSpan.FromSeconds(Math.Abs(lag)));
            sum.Tell(ahead > 0
                ? $"samples come from the future: the sender's clock is at least {by} ahead"
                : $"even the freshest samples are {by} old: the sender's clock is behind, or the way here is slow");
        }
    }

    private static void AddSeries(ref FlawSum sum, EntityMonitorState state)
    {
        if (state.Series.Count == 0)
        {
            return;
        }

        if (state.IsSilent)
        {
            if (sum.Takes(QualityFlaw.Stale, 1))
            {
                sum.Tell("nothing is sent any more");
            }

            return;
        }

        var isIdle = state.Find(MetricCatalog.RequestRate)?.NewestValue is 0;
        var (kept, stale, stuck) = (0, 0, 0);
        foreach (var series in state.Series)
        {
            var flaw = FlawOf(state, series, isIdle);
            kept += IsForgotten(state, series) ? 0 : 1;
            stale += flaw == QualityFlaw.Stale ? 1 : 0;
            stuck += flaw == QualityFlaw.Stuck ? 1 : 0;
        }

        if (sum.Takes(QualityFlaw.Stale, stale / (double)kept))
        {
            sum.Tell($"{Names(state, QualityFlaw.Stale, isIdle)} sent nothing of late");
        }

        if (sum.Takes(QualityFlaw.Stuck, stuck / (double)kept))
        {
            sum.Tell($"{Names(state, QualityFlaw.Stuck, isIdle)} used to vary and repeats one value");
        }
    }

    /// <summary>What is wrong with one series; null when nothing is, or nobody expects it any more.</summary>
    private static QualityFlaw? FlawOf(EntityMonitorState state, SeriesState series, bool isIdle)
    {
        if (IsForgotten(state, series))
        {
            return null;
        }

        return IsStale(series, state.Arrivals.Newest - series.Newest, isIdle) ? QualityFlaw.Stale
            : series.NewestValue is { } value
                && series.Stuck.IsStuck(value, series.Descriptor.Shape == MetricShape.Ratio) ? QualityFlaw.Stuck
            : null;
    }

    private static bool IsForgotten(EntityMonitorState state, SeriesState series) =>
        state.Arrivals.Newest - series.Newest > ForgottenAfter;

    /// <summary>A duration or a share of no requests is not reported, and rightly so.</summary>
    private static bool IsStale(SeriesState series, long behind, bool isIdle) =>
        series.Interval.Ticks > 0 && behind > FreshIntervals * series.Interval.Ticks
        && !(isIdle && series.Descriptor.Family is MetricFamily.Latency or MetricFamily.Errors
            or MetricFamily.Saturation);

    private static void AddTraces(ref FlawSum sum, EntityMonitorState state)
    {
        var share = state.Traces.MissingShare;
        if (sum.Takes(QualityFlaw.MissingTraces, TraceTally.Cost * share))
        {
            sum.Tell($"{MetricText.Percent(share)} of the log records carry no trace id although spans are known");
        }
    }

    private static string Names(EntityMonitorState state, QualityFlaw flaw, bool isIdle)
    {
        var metrics = state.Series.Where(series => FlawOf(state, series, isIdle) == flaw)
            .Select(series => series.Metric).ToList();
        return metrics.Count <= 2
            ? string.Join(" and ", metrics)
            : $"{metrics[0]} and {metrics.Count - 1} more series";
    }

    /// <summary>What is left of a score, and why when that is asked.</summary>
    private struct FlawSum(List<QualityReason>? reasons)
    {
        private double _left = 1;
        private (QualityFlaw Flaw, double Share) _told;

        /// <summary>The score.</summary>
        public readonly double Score => Math.Round(_left, 4);

        /// <summary>Takes a share off the score. True when a sentence is asked for.</summary>
        public bool Takes(QualityFlaw flaw, double share)
        {
            if (!(share >= Told))
            {
                return false;
            }

            _told = (flaw, Math.Round(Math.Min(1, share), 4));
            _left *= 1 - _told.Share;
            return reasons is not null;
        }

        /// <summary>Adds the sentence for what was taken last.</summary>
        public readonly void Tell(string sentence) =>
            reasons!.Add(new QualityReason(_told.Flaw, _told.Share, sentence));

        /// <summary>The reasons, worst first.</summary>
        public readonly ImmutableArray<QualityReason> Sorted() =>
            [.. reasons!.OrderByDescending(reason => reason.Share).ThenBy(reason => reason.Flaw)];
    }
}
