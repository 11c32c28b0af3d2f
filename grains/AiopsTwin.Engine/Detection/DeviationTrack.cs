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

    /// <summary>Smallest deviation assumed at the newest residual.</summary>
    [Id(11)]
    internal double Floor;

    /// <summary>Lets the means fade over a gap, as if as many expected samples had come.</summary>
    public void Fade(double intervals)
    {
        Fast *= Math.Pow(2 / 3.0, intervals);
        Slow *= Math.Pow(19 / 21.0, intervals);
        Rise = default;
        Fall = default;
    }

    /// <summary>Forgets the newest residuals, keeps what was learned of their spread: after a recovery or a
    /// gap.</summary>
    public void Calm()
    {
        Fast = 0;
        Slow = 0;
        Rise = default;
        Fall = default;
    }
}
