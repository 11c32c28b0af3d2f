namespace AiopsTwin.Engine.Baselines;

/// <summary>A sample as it is judged once scheduled work is taken into account.</summary>
/// <param name="Value">The sample on the judged scale, as it would be had everything run as expected.</param>
/// <param name="Expected">What it is expected to be.</param>
/// <param name="IsEdge">True around the beginning or end of scheduled work, where the level is not learned.</param>
internal readonly record struct BurstView(double Value, Expectation Expected, bool IsEdge)
{
    /// <summary>True while scheduled work should run and does not.</summary>
    public bool IsAbsent { get; init; }

    /// <summary>True while a sample says more about when scheduled work runs than about how the series does.</summary>
    public bool IsUnsettled => IsEdge || IsAbsent;
}
