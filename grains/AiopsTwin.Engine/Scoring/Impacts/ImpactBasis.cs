using AiopsTwin.Engine.World.Fitting;

namespace AiopsTwin.Engine.Scoring.Impacts;

/// <summary>What one entity is judged against: a separate normal run, and what itself showed right before.</summary>
/// <param name="Latency">Response time in the normal run; null when it told none.</param>
/// <param name="Loss">Failures in the normal run; null when it told none.</param>
/// <param name="LatencyBefore">Response time right before; NaN when it said nothing.</param>
/// <param name="LossBefore">Failures right before; NaN when it said nothing.</param>
public readonly record struct ImpactBasis(
    NormalSpread? Latency, NormalSpread? Loss, double LatencyBefore, double LossBefore)
{
    /// <summary>Reads the basis.</summary>
    /// <param name="normal">The normal run.</param>
    /// <param name="before">The samples right before.</param>
    public static ImpactBasis Of(WorkSeries normal, WorkSeries before)
    {
        ArgumentNullException.ThrowIfNull(normal);
        ArgumentNullException.ThrowIfNull(before);
        return new ImpactBasis(
            NormalSpread.Of(normal.Latency.AsSpan()), NormalSpread.Of(normal.Loss.AsSpan()),
            WorkSeries.MeanOf(before.Latency.AsSpan()), WorkSeries.MeanOf(before.Loss.AsSpan()));
    }

    /// <summary>Whether a sample has shifted, in either.</summary>
    /// <param name="latency">Response time; NaN when missing.</param>
    /// <param name="loss">Failures; NaN when missing.</param>
    public bool HasShifted(double latency, double loss) =>
        (Latency is { } usual && ShiftRule.HasShifted(latency, usual, LatencyBefore))
        || (Loss is { } failing && ShiftRule.HasShifted(loss, failing, LossBefore));

    /// <summary>The first sample that has shifted, from 0; null when none has.</summary>
    /// <param name="incident">The samples since the beginning.</param>
    public int? FirstShift(WorkSeries incident)
    {
        ArgumentNullException.ThrowIfNull(incident);
        for (var sample = 0; sample < incident.Count; sample++)
        {
            if (HasShifted(incident.Latency[sample], incident.Loss[sample]))
            {
                return sample;
            }
        }

        return null;
    }
}
