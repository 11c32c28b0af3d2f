using Orleans;

namespace AiopsTwin.Engine.Detection;

/// <summary>
/// What a series is compared with before it is compared with its siblings: a slow mean of its logarithm, so that
/// members of different size can share a median. It is linear on purpose. A reference that bounds its steps, or learns
/// more cautiously when a value leans, follows a movement all members share a little differently in each of them, and
/// what is shared no longer cancels. O(1).
/// </summary>
[GenerateSerializer, Alias("aiopstwin.SiblingReference")]
internal struct SiblingReference
{
    private const double SettledSamples = 30;
    private const double Bound = 3;
    private const double Tiny = 1e-3;
    private static readonly long DoubtGap = TimeSpan.FromHours(1).Ticks;

    /// <summary>Mean logarithm.</summary>
    [Id(0)]
    public double Level;

    /// <summary>Samples it rests on, counted up to the memory.</summary>
    [Id(1)]
    public double Samples;

    /// <summary>The reference in the metric's unit.</summary>
    public readonly double Value => Math.Exp(Level);

    /// <summary>Takes one value.</summary>
    /// <param name="value">At least 0; the first must be greater.</param>
    /// <param name="gap">Time since the previous sample, ticks: after a long one it is learned anew.</param>
    /// <param name="memory">Samples of memory.</param>
    /// <param name="share">Share of the usual learning speed, in [0, 1].</param>
    /// <param name="deviation">Logarithm of value over reference, in [-3, 3], before it learns.</param>
    /// <returns>False while it rests on too few samples.</returns>
    public bool Take(double value, long gap, double memory, double share, out double deviation)
    {
        Samples = gap > DoubtGap ? 0 : Samples;
        var log = Math.Log(Samples == 0 ? value : value + (Tiny * Value));
        deviation = Samples == 0 ? 0 : Math.Clamp(log - Level - Math.Log(1 + Tiny), -Bound, Bound);
        Level = Samples == 0 ? log : Level + (share / Math.Min(Samples + 1, memory) * (log - Level));
        Samples = Math.Min(Samples + 1, memory);
        return Samples > SettledSamples;
    }

    /// <summary>Follows the group instead of the member's own value: while the member is apart, what all share goes on,
    /// and a reference that stood still would take a common movement for the member's own.</summary>
    /// <param name="deviation">The deviation the member would have as one of the group.</param>
    /// <param name="memory">Samples of memory.</param>
    public void Follow(double deviation, double memory) => Level += deviation / Math.Max(1, Math.Min(Samples, memory));
}
