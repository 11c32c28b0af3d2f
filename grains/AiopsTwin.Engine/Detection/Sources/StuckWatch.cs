using Orleans;

namespace AiopsTwin.Engine.Detection.Sources;

/// <summary>
/// Tells a series that used to vary and repeats one value. How often a sample differs from the one before is learned;
/// were it still so, a run of <i>n</i> equal ones would have chance (1 - share)^n. Zero and whole shares are where
/// healthy series rest, and are never called stuck. O(1).
/// </summary>
[GenerateSerializer, Alias("aiopstwin.StuckWatch")]
internal struct StuckWatch
{
    private const float Gain = 0.02f;
    private const int ShortestRun = 30;
    private const int LongestLesson = 50;

    // A run of chance one in a million; with the share bounded at 0.9, the shortest run is what binds.
    private static readonly double LongestChance = Math.Log(1e6);

    /// <summary>Samples equal to the one before, in a row.</summary>
    [Id(0)]
    public int Run;

    /// <summary>Usual share of samples that differ from the one before.</summary>
    [Id(1)]
    public float Share;

    /// <summary>Takes one sample.</summary>
    /// <param name="previous">The value before it.</param>
    /// <param name="value">Its value.</param>
    public void Take(double previous, double value)
    {
        if (value.Equals(previous))
        {
            Run++;
            return;
        }

        Share *= MathF.Pow(1 - Gain, Math.Min(Run, LongestLesson));
        Share += Gain * (1 - Share);
        Run = 0;
    }

    /// <summary>True when the present run is too long to be chance.</summary>
    /// <param name="value">The value repeated.</param>
    /// <param name="isShare">True for a share in [0, 1].</param>
    public readonly bool IsStuck(double value, bool isShare) => Run >= ShortestRun
        && value != 0 && !(isShare && value.Equals(1.0))
        && Run * -Math.Log(1 - Math.Min(0.9, Share)) >= LongestChance;
}
