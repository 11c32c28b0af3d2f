using System.Collections.Immutable;

namespace AiopsTwin.Engine.Scoring.Correlations;

/// <summary>The mean of a figure over all seeds and scripts of a case, and its worst.</summary>
public readonly record struct MeanAndWorst(double Mean, double Worst);

/// <summary>A case over several seeds.</summary>
/// <param name="Case">The case.</param>
/// <param name="Seeds">How many seeds were played.</param>
/// <param name="Misses">What was missed, by seed; a seed that cleared the bar is not among them.</param>
public sealed record CorrelationTally(
    CorrelationCase Case, int Seeds, ImmutableArray<(ulong Seed, ImmutableArray<string> Misses)> Misses)
{
    /// <summary>Scripts played: several for a seed where a case compares them.</summary>
    public int Scripts { get; private init; }

    /// <summary>1 - incidents / signals; worst is lowest.</summary>
    public MeanAndWorst Compression { get; private init; }

    /// <summary>Share of pairs in one incident whose causes differ; worst is highest.</summary>
    public MeanAndWorst OverMerge { get; private init; }

    /// <summary>Share of pairs of one cause that were put apart; worst is highest.</summary>
    public MeanAndWorst Split { get; private init; }

    /// <summary>Pairwise F1; worst is lowest.</summary>
    public MeanAndWorst F1 { get; private init; }

    /// <summary>Share of faults whose root stands first; worst is lowest.</summary>
    public MeanAndWorst Top1 { get; private init; }

    /// <summary>… among the first three.</summary>
    public MeanAndWorst Top3 { get; private init; }

    /// <summary>How often a person is told; worst is highest.</summary>
    public MeanAndWorst Notifications { get; private init; }

    /// <summary>Seconds from a fault's first signal until its incident; worst is longest.</summary>
    public MeanAndWorst ToIncident { get; private init; }

    /// <summary>Seconds until the right root is named for good, of those where it is; worst is longest.</summary>
    public MeanAndWorst ToRoot { get; private init; }

    /// <summary>Share of signals that are alone in an incident or in none; worst is highest. What the map explains
    /// badly shows here.</summary>
    public MeanAndWorst Unresolved { get; private init; }

    /// <summary>The twin's belief in its best suspects; worst is lowest.</summary>
    public MeanAndWorst Posterior { get; private init; }

    /// <summary>Signals lost, in all.</summary>
    public int Lost { get; private init; }

    /// <summary>True when every seed cleared the bar.</summary>
    public bool IsCleared => Misses.IsEmpty;

    /// <summary>Sums up the seeds of one case.</summary>
    /// <param name="results">At least one, all of one case.</param>
    public static CorrelationTally Of(IReadOnlyCollection<CorrelationResult> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        ArgumentOutOfRangeException.ThrowIfZero(results.Count);
        var outcomes = results.SelectMany(result => result.Outcomes).ToList();
        var scores = outcomes.ConvertAll(outcome => outcome.Scores);
        var verdicts = outcomes.SelectMany(outcome => outcome.Verdicts)
            .Where(verdict => verdict.Fault.IsPaged && verdict.Incident is not null).ToList();
        return new CorrelationTally(
            results.First().Case, results.Count,
            [.. results.Where(result => !result.IsCleared).Select(result => (result.Seed, result.Misses))])
        {
            Scripts = outcomes.Count,
            Compression = Low(scores.Select(one => one.Compression)),
            OverMerge = High(scores.Select(one => one.OverMerge)),
            Split = High(scores.Select(one => one.Split)),
            F1 = Low(scores.Select(one => one.F1)),
            Top1 = Low(scores.Select(one => one.Top1)),
            Top3 = Low(scores.Select(one => one.Top3)),
            Notifications = High(outcomes.Select(one => (double)one.Notifications)),
            ToIncident = High(verdicts.Select(verdict => verdict.ToIncident ?? 0)),
            ToRoot = High(verdicts.Where(verdict => verdict.ToRoot is not null)
                .Select(verdict => verdict.ToRoot!.Value)),
            Unresolved = High(outcomes.Select(Alone)),
            Posterior = Low(verdicts.Select(verdict => verdict.Posterior)),
            Lost = scores.Sum(one => one.Lost),
        };
    }

    private static double Alone(CorrelationOutcome outcome) => outcome.Signals.IsEmpty
        ? 0
        : outcome.Signals.GroupBy(signal => signal.Incident ?? "")
            .Where(group => group.Key.Length == 0 || group.Count() == 1).Sum(group => group.Count())
            / (double)outcome.Signals.Length;

    private static MeanAndWorst Low(IEnumerable<double> values)
    {
        var all = values.ToList();
        return all.Count == 0 ? default : new MeanAndWorst(all.Average(), all.Min());
    }

    private static MeanAndWorst High(IEnumerable<double> values)
    {
        var all = values.ToList();
        return all.Count == 0 ? default : new MeanAndWorst(all.Average(), all.Max());
    }
}
