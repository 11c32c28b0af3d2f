using Orleans;

namespace AiopsTwin.Engine.Detection.Thresholds;

/// <summary>How one rule stands for one series; kept only while its values are bad.</summary>
/// <param name="rule">The rule.</param>
/// <param name="since">Instant of the first bad value in a row, UTC ticks.</param>
[GenerateSerializer, Alias("aiopstwin.ThresholdTrack")]
internal sealed class ThresholdTrack(ThresholdRule rule, long since)
{
    /// <summary>The rule.</summary>
    [Id(0)]
    internal ThresholdRule Rule = rule;

    /// <summary>Instant of the first bad value in a row, UTC ticks.</summary>
    [Id(1)]
    internal long Since = since;

    /// <summary>True once its alert was raised.</summary>
    [Id(2)]
    internal bool IsRaised;
}
