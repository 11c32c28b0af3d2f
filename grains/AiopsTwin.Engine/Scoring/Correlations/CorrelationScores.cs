using System.Collections.Immutable;

namespace AiopsTwin.Engine.Scoring.Correlations;

/// <summary>
/// How good a partition of signals into incidents is. Pairs of signals are compared: with the same cause or not, in the
/// same incident or not. Signals with several true causes are left out of the pairs, since either place is right;
/// a signal in no incident is by itself. Shares without anything to share in are 0, F1 is 1 then.
/// </summary>
/// <param name="Signals">Signals in all.</param>
/// <param name="Incidents">Incidents in all.</param>
/// <param name="Compression">1 - incidents / signals.</param>
/// <param name="OverMerge">Share of the pairs in one incident whose causes differ.</param>
/// <param name="Split">Share of the pairs of one cause that were put apart.</param>
/// <param name="F1">Harmonic mean of what the two leave.</param>
/// <param name="Top1">Share of the faults whose incident names the true root first.</param>
/// <param name="Top3">… among the first three.</param>
/// <param name="Lost">Signals of which the twin knows nothing any more.</param>
public sealed record CorrelationScores(
    int Signals, int Incidents, double Compression, double OverMerge, double Split, double F1, double Top1, double Top3,
    int Lost)
{
    /// <summary>Counts.</summary>
    /// <param name="signals">Every signal.</param>
    /// <param name="incidents">How many incidents stand for themselves.</param>
    /// <param name="verdicts">One for each fault.</param>
    public static CorrelationScores Of(
        ImmutableArray<PlacedSignal> signals, int incidents, ImmutableArray<FaultVerdict> verdicts)
    {
        var single = signals.Where(signal => signal.Causes.Length == 1)
            .Select((signal, at) => (Cause: signal.Causes[0], Place: signal.Incident ?? $"alone {at}")).ToList();
        var together = Pairs(single.CountBy(one => one.Place).Select(pair => pair.Value));
        var alike = Pairs(single.CountBy(one => one.Cause).Select(pair => pair.Value));
        var both = Pairs(single.CountBy(one => one).Select(pair => pair.Value));
        var paged = verdicts.Where(verdict => verdict.Fault.IsPaged).ToList();
        return new CorrelationScores(
            signals.Length,
            incidents,
            signals.IsEmpty ? 0 : 1 - ((double)incidents / signals.Length),
            together == 0 ? 0 : 1 - ((double)both / together),
            alike == 0 ? 0 : 1 - ((double)both / alike),
            together + alike == 0 ? 1 : 2.0 * both / (together + alike),
            Share(paged, 1),
            Share(paged, 3),
            signals.Count(signal => !signal.IsKept));
    }

    private static double Share(List<FaultVerdict> verdicts, int rank) => verdicts.Count == 0
        ? 1
        : verdicts.Count(verdict => verdict.Rank > 0 && verdict.Rank <= rank) / (double)verdicts.Count;

    private static long Pairs(IEnumerable<int> counts) => counts.Sum(count => (long)count * (count - 1) / 2);
}
