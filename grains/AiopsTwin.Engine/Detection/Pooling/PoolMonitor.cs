using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Detection.Pooling;

/// <summary>
/// Judges what an entity and its callers say together: the pooled score against a tail of its own, then by the rule
/// that raises every alert. An alert is raised only where the entity leads and nobody concerned alerts by itself; it
/// ends when the entity's own metric is back, whatever its callers do.
/// </summary>
internal sealed class PoolMonitor(DetectionSettings settings, AlertWriter writer)
{
    /// <summary>As for means of twenty samples: neighbours repeat each other.</summary>
    private const double TailStep = 1 / 6.0;

    /// <summary>What is strong is told by the metrics themselves in this time; pooled is what is weak and
    /// lasts.</summary>
    private static readonly TimeSpan LeastLasting = TimeSpan.FromMinutes(5);

    private readonly EpisodeRule _rule = new(settings with { RaiseScore = settings.PooledScore });

    /// <summary>True while a pooled alert says that the series deviates.</summary>
    public static bool IsFiring(EntityMonitorState state, SeriesState series) =>
        state.Pool is { IsFiring: true } track
        && string.Equals(track.Metric, series.Metric, StringComparison.Ordinal);

    /// <summary>Takes a reading.</summary>
    /// <param name="state">The entity.</param>
    /// <param name="reading">What it and its callers say together.</param>
    /// <param name="intake">Where the book is.</param>
    public void Take(EntityMonitorState state, PooledReading reading, Intake intake)
    {
        if (state.Pool is not { IsFiring: false } track || SeriesOf(state, reading) is not { } series)
        {
            return;
        }

        var ticks = reading.At.UtcTicks;
        var leaning = Leaning.Of(series);
        var isSaid = reading.IsSaid || LeanReader.IsAlerting(state);
        var direction = series.Descriptor.Bad == BadDirection.Down ? -1 : 1;
        var score = reading.IsLeading && !isSaid && Math.Abs(leaning.Ratio) >= settings.MinEffect ? reading.Score : 0;
        var hasLasted = ticks - series.Lean!.OnsetOf(direction, ticks) >= LeastLasting.Ticks;
        var rested = RestedLooks(track, series, ticks);
        track.Tail.Rest(rested, TailStep, track.Looks);
        track.Looks += rested + 1;
        track.LearnedAt = ticks;
        var scored = new DeviationScore(
            direction * Math.Min(DeviationScorer.MaxScore, track.Tail.Calibrate(score)), series.Lean.Effect);
        var mayRaise = hasLasted && Math.Abs(scored.Score) >= _rule.ThresholdAt(track.Episode, ticks);
        var change = _rule.Take(ref track.Episode, series.Track!, StepOf(series, ticks, scored, leaning), mayRaise);
        if (change == EpisodeChange.Raised)
        {
            track.Metric = series.Metric;
            track.Episode.StartsAt = series.Lean.OnsetOf(direction, ticks);
            track.Members = reading.Members;
            track.Tail.Drop();
            intake.BookOf(state, settings).Put(writer.Pooled(state.Entity, series, track));
        }
        else if (isSaid)
        {
            track.Tail.Drop();
        }
        else
        {
            track.Tail.Learn(score, TailStep, track.Looks);
        }
    }

    /// <summary>Follows a firing alert by the entity's own samples.</summary>
    public void Follow(EntityMonitorState state, Intake intake)
    {
        if (state.Pool is not { IsFiring: true } track || state.Find(track.Metric!) is not { } series)
        {
            return;
        }

        var name = AlertText.PooledNameOf(series.Metric, track.Episode.Direction);
        var ticks = series.Newest;
        var step = StepOf(series, ticks, default, Leaning.Of(series));
        var change = _rule.Take(ref track.Episode, series.Track!, step);
        if (series.Episode.IsFiring)
        {
            // It says so by itself now.
            Quiet(track);
            intake.BookOf(state, settings).End(name, ticks, AlertStatus.Resolved);
        }
        else if (change == EpisodeChange.Ended)
        {
            series.Lean!.Calm();
            intake.BookOf(state, settings).End(name, track.Episode.RecoveredSince, AlertStatus.Resolved);
        }
        else if (ticks - track.Episode.StartsAt >= settings.AcceptShiftAfter.Ticks)
        {
            series.Lean!.Accept();
            EpisodeRule.Accept(ref track.Episode, ticks);
            intake.BookOf(state, settings).End(name, ticks, AlertStatus.Resolved);
        }
    }

    /// <summary>Ends the alert that rests on a series because nobody can say any more whether it holds.</summary>
    public static void Expire(EntityMonitorState state, SeriesState series, long now, AlertBook book)
    {
        var name = AlertText.PooledNameOf(series.Metric, state.Pool!.Episode.Direction);
        Quiet(state.Pool);
        book.End(name, now, AlertStatus.Expired);
    }

    private static void Quiet(PoolTrack track)
    {
        track.Episode.Direction = 0;
        track.Episode.RiseBits = 0;
        track.Episode.FallBits = 0;
    }

    /// <summary>Looks at which nothing leaned, since the last one at which something did.</summary>
    private static long RestedLooks(PoolTrack track, SeriesState series, long ticks) => track.LearnedAt == 0
        ? 0
        : Math.Max(0, ((ticks - track.LearnedAt) / Math.Max(1, series.Interval.Ticks)) - 1);

    /// <summary>The end is told by the mean of five samples.</summary>
    private EpisodeStep StepOf(SeriesState series, long ticks, in DeviationScore score, in Leaning leaning)
    {
        var track = series.Track!;
        return new EpisodeStep(
            ticks, score, series.Lean!.Newest - series.Lean.Reference,
            Math.Max(track.Spread.Value, track.Floor) * DeviationScorer.FastShare(track),
            leaning.Expected, leaning.Observed,
            SeverityRule.Of(series.Descriptor, leaning.Expected, leaning.Observed))
        {
            IsCoarse = settings.IsCoarse(series.Interval.Ticks),
        };
    }

    /// <summary>The entity's own metric that suffers most; null when it is not warm, or nothing suffers.</summary>
    private static SeriesState? SeriesOf(EntityMonitorState state, PooledReading reading)
    {
        LeanTerm? strongest = null;
        foreach (var member in reading.Members)
        {
            if (member.Entity == state.Entity && LeanReader.IsHarm(member.Term)
                && !(strongest?.Score >= member.Term.Score))
            {
                strongest = member.Term;
            }
        }

        return strongest is { } term && state.Find(term.Metric) is { Lean: not null, Track: not null } series
            ? series
            : null;
    }
}
