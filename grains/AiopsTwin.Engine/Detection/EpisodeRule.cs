using System.Numerics;

namespace AiopsTwin.Engine.Detection;

/// <summary>
/// Turns scores into episodes with hysteresis: raised by k of the newest n samples past the threshold, ended when the
/// samples lie nearer to the expectation than to the deviation for long enough. Recovery looks at single samples,
/// never at the slow means, so an alert ends as soon as the world is well; and it weighs them (a sequential test of
/// "back at the expectation" against "still as far out"; Wald 1945), so a deviation too small to be seen in three
/// samples is not ended by three samples either.
/// </summary>
internal sealed class EpisodeRule(DetectionSettings settings)
{
    private const double MaxPenalty = 4;
    private const double SizeGain = 0.2;
    private const double RecoveredDeviations = 3;
    private const double LargeDeviations = 6;

    // A false end in about a hundred and fifty looks, exp(-5).
    private const double RecoveryNats = 5;

    // Of a deviation not much larger than noise, every sample tells the size, the low ones too: learned from the high
    // ones alone it would be believed larger than it is, and ended by what it is.
    private const double MildSizeGain = 0.05;

    private readonly int _window = (1 << settings.RaiseWindow) - 1;

    /// <summary>True for most samples: no episode is going on or about to begin, and this one begins none, so that it
    /// need not be taken.</summary>
    public bool IsQuiet(in Episode episode, in DeviationScore score) =>
        episode.IsQuiet && Math.Abs(score.Score) < settings.RaiseScore * AlarmBar.LeastFactor;

    /// <summary>Takes one judged sample.</summary>
    /// <param name="episode">The episode; changed.</param>
    /// <param name="track">Tells the onset.</param>
    /// <param name="step">The sample.</param>
    /// <param name="mayRaise">False to withhold a new alert, for example because another one already says it.</param>
    public EpisodeChange Take(ref Episode episode, DeviationTrack track, in EpisodeStep step, bool mayRaise = true)
    {
        if (IsQuiet(episode, step.Score))
        {
            return EpisodeChange.None;
        }

        var threshold = ThresholdAt(episode, step.Ticks);
        episode.RiseBits = Shift(episode.RiseBits, step.Score.Score >= threshold);
        episode.FallBits = Shift(episode.FallBits, step.Score.Score <= -threshold);
        if (episode.IsFiring)
        {
            return Continue(ref episode, step);
        }

        var needed = step.IsCoarse ? 1 : settings.RaiseCount;
        var direction = IsRaised(episode.RiseBits, needed) ? 1 : IsRaised(episode.FallBits, needed) ? -1 : 0;
        if (direction == 0 || !mayRaise || Math.Sign(step.Score.Score) != direction)
        {
            return EpisodeChange.None;
        }

        var isLarge = Math.Abs(step.Residual) > LargeDeviations * step.Deviation;
        episode.StartsAt = track.OnsetOf(direction, isLarge, step.Ticks);
        Raise(ref episode, step, direction, threshold);
        return EpisodeChange.Raised;
    }

    /// <summary>Score from which a sample counts towards an alert: the settings' one times what answers made of it,
    /// and what the episodes of the last days add.</summary>
    public double ThresholdAt(in Episode episode, long ticks) =>
        (settings.RaiseScore * episode.Bar.FactorAt(ticks, settings.AlarmBudget)) + PenaltyAt(episode, ticks);

    /// <summary>Threshold added by earlier episodes, halved every day.</summary>
    public static double PenaltyAt(in Episode episode, long ticks) => episode.Penalty <= 0
        ? 0
        : episode.Penalty * Math.Pow(0.5, Math.Max(0, ticks - episode.PenaltyAt) / (double)TimeSpan.TicksPerDay);

    private void Raise(ref Episode episode, in EpisodeStep step, int direction, double threshold)
    {
        episode.Direction = direction;
        episode.RaisedAt = step.Ticks;
        episode.Size = Math.Abs(step.Score.Effect);
        episode.Recovered = 0;
        episode.RecoveryEvidence = 0;
        episode.WorseBits = 0;
        episode.Severity = step.Severity;
        episode.Penalty = Math.Min(
            MaxPenalty, PenaltyAt(episode, step.Ticks) + (step.IsCoarse ? 0 : settings.RepeatPenalty));
        episode.PenaltyAt = step.Ticks;
        episode.Threshold = threshold;
        episode.Bar.Raise(step.Ticks, settings.AlarmBudget);
        Peak(ref episode, step);
    }

    private EpisodeChange Continue(ref Episode episode, in EpisodeStep step)
    {
        var outward = episode.Direction * step.Residual;
        var size = episode.Size / step.Deviation;
        episode.RecoveryEvidence = Math.Max(
            0, episode.RecoveryEvidence + (size * ((size / 2) - (outward / step.Deviation))));
        var bound = Math.Min(
            episode.Size / 2, Math.Max(RecoveredDeviations * step.Deviation, episode.Size / 4));
        var isMild = size < LargeDeviations;
        episode.Size += isMild ? MildSizeGain * (outward - episode.Size) : 0;
        if (outward < bound)
        {
            episode.RecoveredSince = episode.Recovered++ == 0 ? step.Ticks : episode.RecoveredSince;
            return HasRecovered(episode, step.Ticks) ? End(ref episode) : EpisodeChange.None;
        }

        episode.Recovered = 0;
        episode.Size += isMild ? 0 : SizeGain * (outward - episode.Size);
        if (Math.Abs(step.Score.Score) > Math.Abs(episode.PeakScore)
            && Math.Sign(step.Score.Score) == episode.Direction)
        {
            Peak(ref episode, step);
        }

        episode.WorseBits = Shift(episode.WorseBits, step.Severity > episode.Severity);
        if (!IsRaised(episode.WorseBits, settings.RaiseCount))
        {
            return EpisodeChange.None;
        }

        episode.Severity = step.Severity > episode.Severity ? step.Severity : episode.Severity + 1;
        episode.WorseBits = 0;
        Peak(ref episode, step);
        return EpisodeChange.Worsened;
    }

    private bool HasRecovered(in Episode episode, long ticks) => episode.Recovered >= settings.RecoverySamples
        && episode.RecoveryEvidence >= RecoveryNats
        && ticks - episode.RecoveredSince >= settings.RecoveryHold.Ticks;

    /// <summary>Ends an episode whose deviation is the new level.</summary>
    public static EpisodeChange Accept(ref Episode episode, long ticks)
    {
        episode.AcceptedAt = ticks;
        episode.RecoveredSince = ticks;
        return End(ref episode);
    }

    private static EpisodeChange End(ref Episode episode)
    {
        episode.Direction = 0;
        episode.RiseBits = 0;
        episode.FallBits = 0;
        return EpisodeChange.Ended;
    }

    private static void Peak(ref Episode episode, in EpisodeStep step)
    {
        episode.PeakScore = step.Score.Score;
        episode.PeakAt = step.Ticks;
        episode.PeakExpected = step.Expected;
        episode.PeakObserved = step.Observed;
    }

    private int Shift(int bits, bool bit) => ((bits << 1) | (bit ? 1 : 0)) & _window;

    private static bool IsRaised(int bits, int needed) => BitOperations.PopCount((uint)bits) >= needed;
}
