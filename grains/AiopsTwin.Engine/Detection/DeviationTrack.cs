using AiopsTwin.Engine.Baselines;
using Orleans;

namespace AiopsTwin.Engine.Detection;

/// <summary>What the scorer remembers of one series of residuals.</summary>
[GenerateSerializer, Alias("aiopstwin.DeviationTrack")]
internal sealed class DeviationTrack
{
    /// <summary>One deviation of a residual.</summary>
    [Id(0)]
    internal TrackedDeviation Spread;

    /// <summary>Mean of about five standardised residuals.</summary>
    [Id(1)]
    internal double Fast;

    /// <summary>Its own deviation.</summary>
    [Id(2)]
    internal TrackedDeviation FastSpread;

    /// <summary>Mean of about twenty standardised residuals.</summary>
    [Id(3)]
    internal double Slow;

    /// <summary>Its own deviation.</summary>
    [Id(4)]
    internal TrackedDeviation SlowSpread;

    /// <summary>Tail of single residuals.</summary>
    [Id(5)]
    internal TailTracker NowTail;

    /// <summary>Tail of <see cref="Fast"/>.</summary>
    [Id(6)]
    internal TailTracker FastTail;

    /// <summary>Tail of <see cref="Slow"/>.</summary>
    [Id(7)]
    internal TailTracker SlowTail;

    /// <summary>Residuals scored so far.</summary>
    [Id(8)]
    internal long Judged;

    /// <summary>Where a rise began, if it is one.</summary>
    [Id(9)]
    internal OnsetTracker Rise;

    /// <summary>Where a fall began, if it is one.</summary>
    [Id(10)]
    internal OnsetTracker Fall;

    /// <summary>Where a large rise began.</summary>
    [Id(12)]
    internal OnsetTracker SharpRise;

    /// <summary>Where a large fall began.</summary>
    [Id(13)]
    internal OnsetTracker SharpFall;

    /// <summary>Smallest deviation assumed at the newest residual.</summary>
    [Id(11)]
    internal double Floor;

    /// <summary>First sample of the deviation, UTC ticks.</summary>
    /// <param name="direction">+1 for a rise, -1 for a fall.</param>
    /// <param name="isLarge">True when the deviation is beyond what the means take in unclipped.</param>
    /// <param name="now">Instant of the newest sample; the answer when no onset is remembered.</param>
    public long OnsetOf(int direction, bool isLarge, long now)
    {
        var sharp = direction > 0 ? SharpRise : SharpFall;
        var fine = direction > 0 ? Rise : Fall;
        var onset = isLarge && sharp.Sum > 0 ? sharp : fine;
        return onset.Sum > 0 ? Math.Min(onset.Onset, now) : now;
    }

    /// <summary>Lets the means fade over a gap, as if as many expected samples had come.</summary>
    public void Fade(double intervals)
    {
        Fast *= Math.Pow(2 / 3.0, intervals);
        Slow *= Math.Pow(19 / 21.0, intervals);
        Rise = default;
        Fall = default;
        SharpRise = default;
        SharpFall = default;
    }

    /// <summary>Forgets the newest residuals, keeps what was learned of their spread: after a recovery or a
    /// gap.</summary>
    public void Calm()
    {
        Fast = 0;
        Slow = 0;
        Rise = default;
        Fall = default;
        SharpRise = default;
        SharpFall = default;
    }
}
