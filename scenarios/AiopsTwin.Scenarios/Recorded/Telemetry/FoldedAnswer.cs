using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Scoring;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Scenarios.Recorded.Telemetry;

/// <summary>Where the truth stands in a ranking when several entities count as one, as some published tables count:
/// each of them stands where the best of its members stands.</summary>
internal static class FoldedAnswer
{
    /// <summary>Looks for the truth.</summary>
    /// <param name="diagnosis">The diagnosis.</param>
    /// <param name="truth">The entity at fault.</param>
    /// <param name="fold">The one that stands for an entity.</param>
    public static RankedAnswer Of(DiagnosisReport diagnosis, EntityId truth, Func<EntityId, EntityId> fold)
    {
        ArgumentNullException.ThrowIfNull(diagnosis);
        if (diagnosis.Suspects.IsEmpty)
        {
            return RankedAnswer.None;
        }

        var ranks = diagnosis.Suspects.GroupBy(suspect => fold(suspect.Entity))
            .ToDictionary(group => group.Key, group => group.Min(suspect => suspect.Rank));
        return ranks.TryGetValue(fold(truth), out var rank)
            ? new RankedAnswer(
                true, 1 + ranks.Values.Count(other => other < rank), ranks.Values.Count(other => other == rank))
            : new RankedAnswer(true, null, 0);
    }
}
