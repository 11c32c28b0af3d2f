using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;
using AiopsTwin.Scenarios.Source;

namespace AiopsTwin.Scenarios.Estates;

/// <summary>
/// Runs the rules every topology must keep and reports what they say at the entity they speak of. The rules know no
/// files, so the entity is found by its id in the sentence.
/// </summary>
internal sealed class TopologyCheck(Dictionary<EntityId, EntityDraft> drafts, ProblemList problems)
{
    public void Check(TopologySnapshot topology, Place estate)
    {
        foreach (var reason in TopologyRules.Check(topology))
        {
            problems.Add(PlaceOf(reason) ?? estate, reason);
        }
    }

    private Place? PlaceOf(string reason)
    {
        // The longest id wins: service:cart also occurs in a sentence about service:cart-db.
        var named = drafts.Values
            .Where(draft => reason.Contains(draft.Id.Text, StringComparison.Ordinal))
            .OrderByDescending(draft => draft.Id.Text.Length)
            .FirstOrDefault();
        return named?.Place;
    }
}
