using System.Collections.Immutable;
using System.Globalization;
using AiopsTwin.Scenarios.Recorded.ItBench;
using AiopsTwin.Scenarios.Recorded.RootCauseBench;

namespace AiopsTwin.Scenarios.Recorded.Disguises;

/// <summary>Everything that was said of a case, line by line, in an order that no name has a part in but inside of tie
/// groups, whose members have no order.</summary>
/// <param name="Case">The case.</param>
/// <param name="Lines">What was said.</param>
public sealed record ToldCase(string Case, ImmutableArray<string> Lines)
{
    /// <summary>A ranking: ranks, names, beliefs to their last digit.</summary>
    /// <param name="one">The case.</param>
    /// <param name="rename">How a name is written.</param>
    public static ToldCase Of(EvaluatedCase one, Func<string, string> rename)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(rename);
        return new ToldCase(
            one.Case,
            [
                .. (one.Report?.Suspects ?? [])
                    .Select(suspect => (suspect.Rank, Name: rename(suspect.Entity.Name), suspect.Posterior))
                    .OrderBy(suspect => suspect.Rank).ThenBy(suspect => suspect.Name, StringComparer.Ordinal)
                    .Select(suspect => string.Create(
                        CultureInfo.InvariantCulture, $"{suspect.Rank} {suspect.Name} {suspect.Posterior}")),
                string.Create(
                    CultureInfo.InvariantCulture, $"truth at {one.Answer.Rank} of {one.Answer.Ties}, {one.Onset}"),
            ]);
    }

    /// <summary>A verdict: the change, and whom the trouble hits.</summary>
    /// <param name="one">The incident.</param>
    public static ToldCase Of(JudgedTrial one)
    {
        ArgumentNullException.ThrowIfNull(one);
        return new ToldCase(one.Case, [string.Create(
            CultureInfo.InvariantCulture,
            $"{one.Got ?? "none"}, first {one.IsFirstRight}, blast {one.Jaccard:0.######}")]);
    }

    /// <summary>A ranking of objects, and how well the spread was told.</summary>
    /// <param name="one">The scenario.</param>
    /// <param name="rename">How an id is written.</param>
    public static ToldCase Of(JudgedObjects one, Func<string, string> rename)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(rename);
        return new ToldCase(
            one.Case,
            [
                .. one.Ranking.Select(suspect => (suspect.Rank, Name: rename(suspect.Id), suspect.Score))
                    .OrderBy(suspect => suspect.Rank).ThenBy(suspect => suspect.Name, StringComparer.Ordinal)
                    .Select(suspect => string.Create(
                        CultureInfo.InvariantCulture, $"{suspect.Rank} {suspect.Name} {suspect.Score}")),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"top1 {one.Top1:0.######}, top3 {one.Top3:0.######}, edges {one.EdgeF1:0.######}"),
            ]);
    }

    /// <summary>True when the same was said of both.</summary>
    public bool IsSame(ToldCase other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Case == other.Case && Lines.SequenceEqual(other.Lines, StringComparer.Ordinal);
    }
}
