namespace AiopsTwin.Engine.Scoring.Impacts;

/// <summary>Predicted entities against observed ones, counted over incidents.</summary>
/// <param name="Incidents">Number of incidents.</param>
/// <param name="Hits">Predicted and observed.</param>
/// <param name="False">Predicted only.</param>
/// <param name="Missed">Observed only.</param>
public sealed record ImpactTally(int Incidents, int Hits, int False, int Missed)
{
    /// <summary>Share of the predicted that were observed; 1 when nobody was predicted.</summary>
    public double Precision => Hits + False == 0 ? 1 : (double)Hits / (Hits + False);

    /// <summary>Share of the observed that were predicted; 1 when nobody was observed.</summary>
    public double Recall => Hits + Missed == 0 ? 1 : (double)Hits / (Hits + Missed);

    /// <summary>Harmonic mean of both.</summary>
    public double F1 => Hits == 0 ? 0 : 2.0 * Hits / ((2.0 * Hits) + False + Missed);

    /// <summary>Compares the sets of one incident.</summary>
    /// <typeparam name="T">What an entity is named by.</typeparam>
    /// <param name="predicted">Predicted.</param>
    /// <param name="observed">Observed.</param>
    public static ImpactTally Of<T>(IReadOnlySet<T> predicted, IReadOnlySet<T> observed)
    {
        ArgumentNullException.ThrowIfNull(predicted);
        ArgumentNullException.ThrowIfNull(observed);
        var hits = predicted.Count(observed.Contains);
        return new ImpactTally(1, hits, predicted.Count - hits, observed.Count - hits);
    }

    /// <summary>Adds up tallies.</summary>
    /// <param name="tallies">Tallies; none give an empty one.</param>
    public static ImpactTally Sum(IEnumerable<ImpactTally> tallies) => tallies.Aggregate(
        new ImpactTally(0, 0, 0, 0),
        (sum, one) => new ImpactTally(
            sum.Incidents + one.Incidents, sum.Hits + one.Hits, sum.False + one.False, sum.Missed + one.Missed));
}
