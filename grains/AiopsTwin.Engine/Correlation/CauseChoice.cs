namespace AiopsTwin.Engine.Correlation;

/// <summary>
/// Chooses few causes among candidates: each time the one that saves most, while it saves enough. A cause above several
/// others explains more than any of them and is chosen first, though they may explain it all better together; so the
/// choice is made again without each of the first few, and the set that saves more stands. What is gained that way must
/// pay for a further cause.
/// </summary>
internal static class CauseChoice
{
    // The broadest are chosen first; what comes later explains little, and no others would explain it better.
    private const int MostDoubted = 2;
    private const double FirstGain = 0.1;

    /// <summary>The causes chosen, with the nats each saves beside those before it.</summary>
    /// <param name="candidates">Who is asked.</param>
    /// <param name="symptoms">How many symptoms there are.</param>
    public static List<(CandidateFit Fit, double Gain)> Of(IReadOnlyList<CandidateFit> candidates, int symptoms)
    {
        var chosen = Greedy(candidates, symptoms, null);
        foreach (var (doubted, _) in chosen.Take(MostDoubted).ToList())
        {
            var others = Greedy(candidates, symptoms, doubted);
            if (others.Count > 1 && Saved(others) > Saved(chosen) + SymptomLikelihood.SecondCauseGain)
            {
                chosen = others;
            }
        }

        return chosen;
    }

    private static double Saved(List<(CandidateFit Fit, double Gain)> chosen) => chosen.Sum(one => one.Gain);

    private static List<(CandidateFit Fit, double Gain)> Greedy(
        IReadOnlyList<CandidateFit> candidates, int symptoms, CandidateFit? without)
    {
        var residual = new Residual(symptoms);
        var chosen = new List<(CandidateFit Fit, double Gain)>();
        while (chosen.Count < candidates.Count - (without is null ? 0 : 1))
        {
            var best = candidates
                .Where(candidate => candidate != without && chosen.TrueForAll(one => one.Fit != candidate))
                .Select(candidate => (Fit: candidate, Gain: candidate.Gain(residual)))
                .OrderByDescending(pair => Math.Round(pair.Gain, 9))
                .ThenBy(pair => pair.Fit.ReachCount).ThenBy(pair => pair.Fit.Root)
                .First();
            if (best.Gain <= (chosen.Count == 0 ? FirstGain : SymptomLikelihood.SecondCauseGain))
            {
                break;
            }

            best.Fit.Apply(residual);
            chosen.Add(best);
        }

        return chosen;
    }
}
