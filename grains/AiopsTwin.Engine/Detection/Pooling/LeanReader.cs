using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Detection.Pooling;

/// <summary>
/// Reads off an entity's series what leans: once a batch, whatever its size.
/// </summary>
internal static class LeanReader
{
    /// <summary>Score from which a leaning is told: at one look in 44 at a series with which nothing is
    /// wrong.</summary>
    public const double Gate = 2;

    private const double ValidIntervals = 2.5;

    // Series of seconds come in batches of a minute; means of twenty of their samples change no faster.
    private static readonly TimeSpan LeastValid = TimeSpan.FromMinutes(2);

    /// <summary>What leans; null when nothing does or alerts, and nothing did.</summary>
    public static LeanSignal? Read(EntityMonitorState state)
    {
        var leanings = Leanings(state, out var interval);
        var isAlerting = IsAlerting(state);
        var isHeard = isAlerting || !leanings.IsEmpty;
        if (!isHeard && state.Pool is not { IsHeard: true })
        {
            return null;
        }

        (state.Pool ??= new PoolTrack()).IsHeard = isHeard;
        interval = interval > 0 ? interval : (long)state.Arrivals.Interval;
        var validFor = TimeSpan.FromTicks((long)(ValidIntervals * interval));
        return new LeanSignal(
            state.Entity,
            new DateTimeOffset(state.Arrivals.Newest, TimeSpan.Zero),
            validFor > LeastValid ? validFor : LeastValid,
            leanings,
            isAlerting);
    }

    /// <summary>True when a metric says that the entity does worse what it does.</summary>
    public static bool IsHarm(in LeanTerm term) =>
        MetricCatalog.Describe(term.Metric).Family is MetricFamily.Latency or MetricFamily.Errors;

    /// <summary>True when any does.</summary>
    public static bool IsHarmed(ImmutableArray<LeanTerm> terms)
    {
        foreach (var term in terms)
        {
            if (IsHarm(term))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True while the entity's own telemetry says loudly enough that something is the matter: what leans
    /// around it is said by that. Not that a budget of weeks is spent somewhat too fast, nor that something is full
    /// some day.</summary>
    public static bool IsAlerting(EntityMonitorState state) => state.Alerts.Exists(alert =>
        alert.Status == AlertStatus.Firing && alert.Severity != AlertSeverity.Info && !AlertText.IsPooled(alert)
        && !alert.Name.EndsWith(AlertText.BudgetTicket, StringComparison.Ordinal));

    private static ImmutableArray<LeanTerm> Leanings(EntityMonitorState state, out long interval)
    {
        var (latency, errors, fall) = (default(LeanTerm), default(LeanTerm), default(LeanTerm));
        var rise = 0.0;
        interval = 0;
        foreach (var series in state.Series)
        {
            var metric = series.Descriptor;
            if (series.Lean is null)
            {
                continue;
            }

            if (metric.Family == MetricFamily.Traffic)
            {
                rise = Math.Max(rise, ScoreOf(series, BadDirection.Up));
                Take(ref fall, series, ScoreOf(series, BadDirection.Down), ref interval);
            }
            else if (metric.Family == MetricFamily.Latency)
            {
                Take(ref latency, series, ScoreOf(series, metric.Bad), ref interval);
            }
            else
            {
                Take(ref errors, series, ScoreOf(series, metric.Bad), ref interval);
            }
        }

        // Who has more to do answers later: that is the work of others, not trouble.
        latency = latency with { Score = latency.Score - rise };
        return latency.Score < Gate && errors.Score < Gate && fall.Score < Gate
            ? []
            : [.. new[] { latency, errors, fall }.Where(term => term.Score >= Gate)];
    }

    private static void Take(ref LeanTerm strongest, SeriesState series, double score, ref long interval)
    {
        if (score >= Gate && score > strongest.Score)
        {
            strongest = new LeanTerm(series.Metric, score, Leaning.Of(series).Ratio);
            interval = Math.Max(interval, series.Interval.Ticks);
        }
    }

    private static double ScoreOf(SeriesState series, BadDirection bad) =>
        series.Lean!.Score(bad, series.Track!.Floor);
}
