using System.Collections.Immutable;

namespace AiopsTwin.Engine.Diagnosis;

/// <summary>Order, ties and shares of belief (diagnosis reference 4.8.5 to 4.8.7).</summary>
internal static class SuspectRanking
{
    /// <summary>
    /// Ranks drafts: by score; within the tie width by direct evidence, then by explained share, then by how much the
    /// prediction covers, then by how little else it reaches, then by score, then by id. Members of a tie group share
    /// the best rank of the group. A group that the limit would cut is left out, for the names alone would say who is
    /// listed; the first is cut. Belief is made of the scores of those listed by <see cref="BeliefScale"/>.
    /// </summary>
    public static ImmutableArray<(SuspectDraft Draft, int Rank, double Posterior)> Rank(
        IEnumerable<SuspectDraft> drafts, int limit, double tieWidth)
    {
        var rest = drafts.OrderByDescending(draft => draft.Score).ThenBy(draft => draft.Entity).ToList();
        var ordered = new List<(SuspectDraft Draft, int Rank)>();
        while (rest.Count > 0 && ordered.Count < limit)
        {
            var group = rest.TakeWhile(draft => rest[0].Score - draft.Score < tieWidth).ToList();
            if (ordered.Count > 0 && ordered.Count + group.Count > limit)
            {
                break;
            }

            var rank = ordered.Count + 1;
            ordered.AddRange(group
                .OrderByDescending(draft => draft.IsDirect)
                .ThenByDescending(draft => Math.Round(draft.ExplainedShare ?? 0, 6))
                .ThenByDescending(draft => draft.Fit?.Hit ?? 0)
                .ThenBy(draft => draft.Fit?.Answer.Reached.Length ?? 0)
                .ThenByDescending(draft => draft.Score).ThenBy(draft => draft.Entity)
                .Select(draft => (draft, rank)));
            rest.RemoveRange(0, group.Count);
        }

        var listed = ordered.Take(limit).ToList();
        var beliefs = BeliefScale.Default.Of([.. listed.Select(pair => pair.Draft.Score)]);
        return [.. listed.Select((pair, i) => (pair.Draft, pair.Rank, beliefs[i]))];
    }
}
