namespace AiopsTwin.Engine.Scoring.Forecasts;

/// <summary>How well the day of being full was told.</summary>
/// <param name="Cases">Questions.</param>
/// <param name="RelativeError">Median of |answer - actual| / actual.</param>
/// <param name="ErrorAt14">Median of |answer - actual| in days over the questions 14 days ahead; 0 without any.</param>
/// <param name="Late">Share of answers more than 25 % after the day.</param>
/// <param name="Within20">Share of answers within 20 % of the day.</param>
/// <param name="Coverage">Share of days within the 80 % interval; null for peers, who give none.</param>
/// <param name="Width">Median width of that interval as a share of the answer; null for peers.</param>
public readonly record struct CapacityScores(
    int Cases, double RelativeError, double ErrorAt14, double Late, double Within20, double? Coverage, double? Width)
{
    private const double LateFactor = 1.25;
    private const double Near = 0.2;

    /// <summary>Our scores; zeros for no question.</summary>
    public static CapacityScores Ours(IReadOnlyCollection<CapacityCase> cases) =>
        Of(cases, one => one.Answer) with
        {
            Coverage = cases.Count(one => one.IsCovered) / (double)Math.Max(1, cases.Count),
            Width = Median(cases.Select(one => (one.To - one.From) / one.Answer)),
        };

    /// <summary>The scores of one of <see cref="Peers.CapacityPeers.Names"/>.</summary>
    public static CapacityScores Peer(IReadOnlyCollection<CapacityCase> cases, int peer) =>
        Of(cases, one => one.Peers[peer]);

    /// <summary>Mean squared error of the odds of being full within a fortnight (Brier 1950).</summary>
    public static double Brier(IReadOnlyCollection<CapacityCase> cases) => cases.Count == 0
        ? 0
        : cases.Average(one => Math.Pow(one.WithinFortnight - (one.Actual <= 14 ? 1 : 0), 2));

    private static CapacityScores Of(IReadOnlyCollection<CapacityCase> cases, Func<CapacityCase, double> answer)
    {
        double count = Math.Max(1, cases.Count);
        double Off(CapacityCase one) => Math.Abs(answer(one) - one.Actual);
        return new CapacityScores(
            cases.Count,
            Median(cases.Select(one => Off(one) / one.Actual)),
            Median(cases.Where(one => one.Horizon == 14).Select(Off)),
            cases.Count(one => answer(one) > LateFactor * one.Actual) / count,
            cases.Count(one => Off(one) <= Near * one.Actual) / count,
            null,
            null);
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? 0 : sorted[sorted.Length / 2];
    }
}
