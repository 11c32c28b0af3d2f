namespace AiopsTwin.Engine.Scoring.Impacts;

/// <summary>
/// When an entity counts as hit by an incident: the rule by which predicted blast radii are judged against observed
/// ones. A value (response time, or share of failed requests) has shifted when it is more than four standard deviations
/// above the mean of a separate normal run, and above 1.2 times its median, and above 1.2 times what the entity itself
/// showed right before. The rule is fixed: everything that is predicted is judged by it, and it is never adapted to
/// what can be predicted.
/// </summary>
public static class ShiftRule
{
    private const double Deviations = 4;
    private const double Ratio = 1.2;

    /// <summary>Whether a value has shifted.</summary>
    /// <param name="value">The value; NaN when it is missing, which is no shift.</param>
    /// <param name="normal">The normal run.</param>
    /// <param name="before">The entity's own mean right before; NaN when it said nothing then.</param>
    public static bool HasShifted(double value, in NormalSpread normal, double before) =>
        value > normal.Mean + (Deviations * normal.Deviation)
        && value > Ratio * normal.Median
        && !(value <= Ratio * before);
}
