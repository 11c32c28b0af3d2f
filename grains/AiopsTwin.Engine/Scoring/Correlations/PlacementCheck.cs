using System.Collections.Immutable;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Twins;

namespace AiopsTwin.Engine.Scoring.Correlations;

/// <summary>
/// Asks a twin of every alert why it is where it is, and why it is not in another incident, and checks the answers
/// against the map: T19 of the evaluation's reference. An answer is valid when it names the entity, gives the time, and
/// cites no link that is not on the map.
/// </summary>
internal static class PlacementCheck
{
    // Answers to "why not there" walk the map; so many alerts of a script are asked, evenly picked.
    private const int MostAsked = 200;

    /// <summary>What is wrong with the answers, in sentences.</summary>
    public static ImmutableArray<string> Of(TwinBrain brain, CorrelationScript script)
    {
        var links = script.Map.Dependencies.Select(link => (link.Dependent, link.On)).ToHashSet();
        var problems = ImmutableArray.CreateBuilder<string>();
        var alerts = brain.State.Alerts.Keys.Order(StringComparer.Ordinal).ToList();
        var every = Math.Max(1, alerts.Count / MostAsked);
        for (var i = 0; i < alerts.Count; i += every)
        {
            var tracked = brain.State.Alerts[alerts[i]];
            Check(brain.Why(alerts[i]), tracked, links, problems);
            foreach (var other in brain.Incidents.Where(other => other.Id != tracked.Incident).Take(2))
            {
                Check(brain.WhyNot(alerts[i], other.Id), tracked, links, problems);
            }
        }

        return problems.ToImmutable();
    }

    private static void Check(
        AlertPlacement? answer, TrackedAlert tracked, HashSet<(EntityId, EntityId)> links,
        ImmutableArray<string>.Builder problems)
    {
        if (answer is null)
        {
            problems.Add($"no answer for {tracked.Alert.Fingerprint}");
            return;
        }

        var isTimed = answer.At == tracked.Alert.StartsAt
            && answer.Reason.Contains(IncidentText.Clock(answer.At), StringComparison.Ordinal);
        var isNamed = answer.Path[0] == tracked.Alert.Entity
            && answer.Path.Take(1).All(entity => answer.Reason.Contains(entity.Text, StringComparison.Ordinal));
        var isLinked = answer.Path.Zip(answer.Path.Skip(1)).All(
            pair => links.Contains(pair) || links.Contains((pair.Second, pair.First)));
        if (!isTimed || !isNamed || !isLinked || answer.Incident != tracked.Incident)
        {
            problems.Add($"{tracked.Alert.Fingerprint}: {answer.Reason}");
        }
    }
}
