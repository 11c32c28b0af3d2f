using System.Collections.Immutable;

namespace AiopsTwin.Engine.Diagnosis.Traces;

/// <summary>
/// How much likelier what happened is if it changed at an instant than if it did not: log-likelihoods, in nats. A share
/// of requests counts by its log-likelihood ratio over the dispersion, times its effect, for busy neighbours waver
/// significantly all the time. Moving the instant by a minute so costs what the requests of that minute say, where
/// effects alone hardly move.
/// </summary>
internal static class ChangeLikelihood
{
    // One unusual sample is worth no more than six nats, one usual sample takes three: as the threshold, a sample that
    // is unusual by twice as much as need be counts as fully unusual.
    private const double MostOfSample = 6;
    private const double LeastOfSample = -3;

    /// <summary>Of requests: the most changed event of each entity and the most delayed calls of each, summed.
    /// </summary>
    public static double Of(ImmutableArray<RequestWindow> before, RequestWindow now)
    {
        var patterns = EventPatterns.Changes(before, now).GroupBy(change => change.Entity)
            .Sum(changes => changes.Max(change => change.Strength * change.Change.Surprise / 2));
        var gaps = now.Edges.OrderBy(pair => pair.Key).GroupBy(pair => pair.Key.Callee)
            .Sum(calls => calls.Max(call => Of(DurationChange.Of(
                call.Value.GapSeconds,
                before.Select(window => window.Edges.GetValueOrDefault(call.Key)?.GapSeconds)
                    .OfType<BoundedSample>()))));
        return patterns + gaps;
    }

    /// <summary>Of the samples of one gap.</summary>
    public static double OfGap(OnsetSeries gap, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(gap);
        var now = gap.Around.Where(value => value.At > at).Select(value => value.Value).ToList();
        var before = gap.Usual.Concat(gap.Around.Where(value => value.At <= at)).Select(value => value.Value).ToList();
        return Of(DurationChange.Of(now, before));
    }

    /// <summary>Of the samples of one series: what those since the instant say, summed (CUSUM, Page 1954).</summary>
    public static double Of(OnsetSeries series, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(series);
        var threshold = DiagnosisSettings.Default.AnomalyThreshold;
        var since = series.Around.Where(value => value.At > at).ToList();
        if (SeriesWindow.Of(series.Metric, series.Usual, since) is not { } evidence)
        {
            return 0;
        }

        var excesses = since.Select(value => (value.Value - evidence.Baseline) / evidence.Scale)
            .Select(deviation => RobustDeviation.Badness(evidence with { Deviation = deviation }) - threshold);
        return Math.Max(0, excesses.Sum(excess => Math.Clamp(excess, LeastOfSample, MostOfSample)));
    }

    private static double Of(DurationChange? change) =>
        change is { } known ? known.Strength * known.Change.Surprise / 2 : 0;
}
