namespace AiopsTwin.Engine.Scoring.Forecasts;

/// <summary>Mean errors over a set of series.</summary>
/// <param name="Cases">Series.</param>
/// <param name="Smape">Mean sMAPE.</param>
/// <param name="Mase">Mean MASE.</param>
/// <param name="Owa">Overall weighted average against Naive 2 on the same series: the mean of both ratios.</param>
/// <param name="Coverage">Share of steps within the 80 % interval; null for peers, who give none.</param>
public readonly record struct SeriesScores(int Cases, double Smape, double Mase, double Owa, double? Coverage)
{
    private const int NaiveTwoPeer = 0;

    /// <summary>Our scores; zeros for no series.</summary>
    public static SeriesScores Ours(IReadOnlyCollection<SeriesCase> cases)
    {
        var coverage = cases.Sum(one => one.Covered) / (double)Math.Max(1, cases.Sum(one => one.Steps));
        return Of(cases, one => (one.Smape, one.Mase)) with { Coverage = coverage };
    }

    /// <summary>The scores of one of <see cref="Peers.SeriesPeers.Names"/>.</summary>
    public static SeriesScores Peer(IReadOnlyCollection<SeriesCase> cases, int peer) =>
        Of(cases, one => one.Peers[peer]);

    private static SeriesScores Of(
        IReadOnlyCollection<SeriesCase> cases, Func<SeriesCase, (double Smape, double Mase)> errors)
    {
        if (cases.Count == 0)
        {
            return default;
        }

        var smape = cases.Average(one => errors(one).Smape);
        var mase = cases.Average(one => errors(one).Mase);
        var naiveSmape = cases.Average(one => one.Peers[NaiveTwoPeer].Smape);
        var naiveMase = cases.Average(one => one.Peers[NaiveTwoPeer].Mase);
        var owa = ((naiveSmape > 0 ? smape / naiveSmape : 1) + (naiveMase > 0 ? mase / naiveMase : 1)) / 2;
        return new SeriesScores(cases.Count, smape, mase, owa, null);
    }
}
