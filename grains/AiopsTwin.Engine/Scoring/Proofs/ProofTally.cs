namespace AiopsTwin.Engine.Scoring.Proofs;

/// <summary>What proofs were worth over many incidents.</summary>
public sealed class ProofTally
{
    // The weight, in nats, with which a proof of full strength is added when it is tried as evidence: the cap of the
    // strongest kinds of evidence in diagnosis.
    private const double TrialWeight = 4;

    private ProofTally(IReadOnlyCollection<ProofOutcome> outcomes)
    {
        Incidents = outcomes.Count;
        Proved = outcomes.Count(one => one.HasProof);
        var right = outcomes.Where(one => one.IsRightProved).ToList();
        RightProved = right.Count;
        AreaUnderCurve = MeanOf(right.SelectMany(Pairs));
        TopByProof = MeanOf(right.Select(one => Top(one, line => line.Counts?.Strength ?? 0)));
        TopByDiagnosis = MeanOf(outcomes.Where(one => !one.Lines.IsEmpty).Select(one => Top(one, line => -line.Rank)));
        TopByBoth = MeanOf(outcomes.Where(one => !one.Lines.IsEmpty)
            .Select(one => Top(one, line => line.Score + (TrialWeight * (line.Counts?.Strength ?? 0)))));
        var proofs = right.Select(one => one.Lines.First(line => line is { IsRight: true, Counts: not null }).Counts!)
            .ToList();
        var (symptoms, reproduced) = (proofs.Sum(one => one.Symptoms), proofs.Sum(one => one.Reproduced));
        Recall = symptoms > 0 ? (double)reproduced / symptoms : double.NaN;
        Precision = reproduced > 0 ? (double)reproduced / (reproduced + proofs.Sum(one => one.PredictedQuiet))
            : double.NaN;
        Vanishing = symptoms > 0 ? (double)proofs.Sum(one => one.Vanishing) / symptoms : double.NaN;
    }

    /// <summary>Incidents with a known cause.</summary>
    public int Incidents { get; }

    /// <summary>Those of which at least one suspect has a proof.</summary>
    public int Proved { get; }

    /// <summary>Those of which the right one has a proof.</summary>
    public int RightProved { get; }

    /// <summary>Chance that the right one's proof is stronger than a wrong one's of the same incident, ties half; NaN
    /// without pairs.</summary>
    public double AreaUnderCurve { get; }

    /// <summary>Share of incidents in which the right one's proof is the strongest, ties shared; of those where it has
    /// one.</summary>
    public double TopByProof { get; }

    /// <summary>Share of incidents in which the diagnosis puts the right one first, ties shared; of those where
    /// suspects were tried.</summary>
    public double TopByDiagnosis { get; }

    /// <summary>The same if a proof of full strength were evidence of four nats.</summary>
    public double TopByBoth { get; }

    /// <summary>Share of symptoms that the right one alone brings about in the simulation.</summary>
    public double Recall { get; }

    /// <summary>Share of what the right one alone brings about in the simulation that was seen.</summary>
    public double Precision { get; }

    /// <summary>Share of symptoms that vanish in the simulation without the right one.</summary>
    public double Vanishing { get; }

    /// <summary>Counts.</summary>
    public static ProofTally Of(IReadOnlyCollection<ProofOutcome> outcomes)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        return new ProofTally(outcomes);
    }

    private static IEnumerable<double> Pairs(ProofOutcome outcome)
    {
        var right = outcome.Lines.Where(line => line is { IsRight: true, Counts: not null })
            .Max(line => line.Counts!.Strength);
        return outcome.Lines.Where(line => line is { IsRight: false, Counts: not null })
            .Select(line => Math.Sign(Math.Round(right - line.Counts!.Strength, 9)))
            .Select(sign => sign > 0 ? 1.0 : sign == 0 ? 0.5 : 0);
    }

    /// <summary>Chance that the right one is first when ties are broken at random.</summary>
    private static double Top(ProofOutcome outcome, Func<ProofLine, double> by)
    {
        var best = outcome.Lines.Max(line => Math.Round(by(line), 9));
        var first = outcome.Lines.Where(line => Math.Round(by(line), 9) >= best).ToList();
        return (double)first.Count(line => line.IsRight) / first.Count;
    }

    private static double MeanOf(IEnumerable<double> values) => values.DefaultIfEmpty(double.NaN).Average();
}
