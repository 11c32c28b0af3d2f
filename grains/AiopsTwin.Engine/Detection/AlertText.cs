using AiopsTwin.Engine.Baselines;
using AiopsTwin.Engine.Detection.Pooling;
using AiopsTwin.Engine.Numerics;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Detection;

/// <summary>Names, identities and sentences of the twin's own alerts.</summary>
internal static class AlertText
{
    /// <summary>Name of the alert of an entity that stopped reporting.</summary>
    public const string Silent = "silent";

    /// <summary>Name of the alert of an entity that does not answer its probe.</summary>
    public const string Down = "down";

    /// <summary>What names of alerts end with that say that a budget is spent somewhat too fast: something to look at
    /// in the coming days.</summary>
    public const string BudgetTicket = " budget burns slowly";

    /// <summary>What names of alerts end with that rest on related metrics together.</summary>
    private const string Pooled = " with related metrics";

    /// <summary>Who claims.</summary>
    public const string Source = Alert.TwinSource;

    /// <summary>Identity of an alert of ours.</summary>
    public static string Fingerprint(EntityId entity, string name) => StableHash.Hex(StableHash.Combine(
        StableHash.Combine(StableHash.Of(Source), StableHash.Of(entity.Text)), StableHash.Of(name)));

    /// <summary>Name of a series' own alert: <c>request.duration high</c>.</summary>
    public static string NameOf(SeriesState series, int direction) =>
        series.IsProbe ? Down : $"{series.Metric} {(direction > 0 ? "high" : "low")}";

    /// <summary>Name of an alert of the comparison: <c>request.rate low against siblings</c>.</summary>
    public static string SiblingNameOf(SeriesState series, int direction) =>
        $"{series.Metric} {(direction > 0 ? "high" : "low")} against siblings";

    /// <summary>The record of a firing episode of a series.</summary>
    public static Alert Of(EntityId entity, SeriesState series) => Record(
        entity, series.Metric, NameOf(series, series.Episode.Direction), series.Episode,
        series.IsProbe ? DownSentence(entity, series) : Sentence(entity, series, series.Episode, "its own baseline"));

    /// <summary>The record of a firing episode of the comparison with siblings.</summary>
    public static Alert OfSiblings(EntityId entity, SeriesState series, string group) => Record(
        entity, series.Metric, SiblingNameOf(series, series.Sibling!.Episode.Direction), series.Sibling.Episode,
        Sentence(entity, series, series.Sibling.Episode, $"its siblings in {group}"));

    /// <summary>Name of the alert of use without work: <c>cpu.utilization high for its work</c>.</summary>
    public static string WorkNameOf(SeriesState series) => $"{series.Metric} high for its work";

    /// <summary>The record of a firing deviation of a resource's use from the entity's work.</summary>
    public static Alert OfWork(EntityId entity, SeriesState series)
    {
        var (work, metric) = (series.Work!, series.Descriptor);
        var states = work.Model.Works.Select((name, i) =>
            $"{name} is {MetricText.Of(MetricCatalog.Describe(name), work.Seen[i])}");
        return Record(entity, series.Metric, WorkNameOf(series), work.Episode,
            $"{metric.Name} of {entity} is {MetricText.Of(metric, work.Episode.PeakObserved)} while "
            + $"{string.Join(" and ", states)}: {MetricText.Of(metric, Math.Max(0, work.Episode.PeakExpected))} would "
            + "go with that, "
            + $"since {MetricText.TimeOf(new DateTimeOffset(work.Episode.StartsAt, TimeSpan.Zero))}. It hangs, or is "
            + "busy with something that is not its work.");
    }

    /// <summary>Name of the alert of scheduled work that did not show: <c>cpu.utilization batch missing</c>.</summary>
    public static string MissedNameOf(SeriesState series) => $"{series.Metric} batch missing";

    /// <summary>The record of scheduled work that did not show in a series.</summary>
    /// <param name="entity">The entity.</param>
    /// <param name="series">The series, whose newest sample told.</param>
    /// <param name="missed">What did not come.</param>
    public static Alert OfMissed(EntityId entity, SeriesState series, RecurringBurst missed)
    {
        var name = MissedNameOf(series);
        var now = new DateTimeOffset(series.Newest, TimeSpan.Zero);
        var startsAt = now - TimeSpan.FromMinutes(Math.Max(0, Math.Round(missed.Since(series.Newest))));
        var until = startsAt + TimeSpan.FromMinutes(Math.Round(missed.Minutes));
        var transform = series.Baseline!.Transform;
        var (usual, observed) = (transform.Invert(missed.Base + missed.Height), transform.Invert(missed.Base));
        var score = -Math.Min(
            DeviationScorer.MaxScore, missed.Height / Math.Max(series.Track!.Spread.Value, series.Track.Floor));
        return new Alert(
            Fingerprint(entity, name), entity, name, AlertSeverity.Warning, AlertStatus.Firing, startsAt, now,
            null, Source, series.Metric, score, usual, observed,
            $"{series.Metric} of {entity} rises to about {MetricText.Of(series.Descriptor, usual)} from about "
            + $"{MetricText.TimeOf(startsAt)} to {MetricText.TimeOf(until)}, as it did {missed.Count} times; this time "
            + $"it stayed at {MetricText.Of(series.Descriptor, observed)}: what usually runs then did not run.");
    }

    /// <summary>Name of an alert that rests on related metrics together: <c>request.duration high with related
    /// metrics</c>.</summary>
    public static string PooledNameOf(string metric, int direction) =>
        $"{metric} {(direction > 0 ? "high" : "low")}{Pooled}";

    /// <summary>True when an alert rests on related metrics together.</summary>
    public static bool IsPooled(Alert alert) => alert.Name.EndsWith(Pooled, StringComparison.Ordinal);

    /// <summary>The record of a firing pooled deviation.</summary>
    public static Alert OfPool(EntityId entity, SeriesState series, PoolTrack pool) => Record(
        entity, series.Metric, PooledNameOf(series.Metric, pool.Episode.Direction), pool.Episode,
        $"{Sentence(entity, series, pool.Episode, "its own baseline")[..^1]}, together with "
        + $"{PoolText.Others(entity, series.Metric, pool.Members)}. None of them alone would be an alert.");

    /// <summary>The record of a silent entity.</summary>
    /// <param name="entity">The entity.</param>
    /// <param name="watch">When it was heard.</param>
    /// <param name="now">When the silence was noticed.</param>
    public static Alert OfSilence(EntityId entity, in ArrivalWatch watch, DateTimeOffset now)
    {
        var newest = new DateTimeOffset(watch.Newest, TimeSpan.Zero);
        var interval = TimeSpan.FromTicks((long)watch.Interval);
        var startsAt = newest + interval < now ? newest + interval : now;
        return new Alert(
            Fingerprint(entity, Silent), entity, Silent, AlertSeverity.Critical, AlertStatus.Firing, startsAt, now,
            null, Source, null, -DeviationScorer.MaxScore, null, null,
            $"{entity} reported every {MetricText.Seconds(interval)} and has sent nothing since "
            + $"{MetricText.TimeOf(newest)}.");
    }

    private static Alert Record(EntityId entity, string metric, string name, in Episode episode, string summary) => new(
        Fingerprint(entity, name),
        entity,
        name,
        episode.Severity,
        AlertStatus.Firing,
        new DateTimeOffset(episode.StartsAt, TimeSpan.Zero),
        new DateTimeOffset(episode.RaisedAt, TimeSpan.Zero),
        null,
        Source,
        metric,
        episode.PeakScore,
        episode.PeakExpected,
        episode.PeakObserved,
        summary);

    private static string DownSentence(EntityId entity, SeriesState series) =>
        $"{entity} has not answered its probe since "
        + $"{MetricText.TimeOf(new DateTimeOffset(series.Episode.StartsAt, TimeSpan.Zero))}.";

    private static string Sentence(EntityId entity, SeriesState series, in Episode episode, string against)
    {
        var metric = series.Descriptor;
        var expected = MetricText.Of(metric, episode.PeakExpected);
        var observed = MetricText.Of(metric, episode.PeakObserved);
        var side = episode.Direction > 0 ? "above" : "below";
        var size = Math.Abs(episode.PeakExpected) > metric.ScaleFloor
            ? MetricText.Percent(Math.Abs(episode.PeakObserved - episode.PeakExpected) / Math.Abs(episode.PeakExpected))
                + " "
            : "";
        return $"{metric.Name} of {entity} is {observed}, {size}{side} the {expected} expected by {against}, since "
            + $"{MetricText.TimeOf(new DateTimeOffset(episode.StartsAt, TimeSpan.Zero))}.";
    }
}
