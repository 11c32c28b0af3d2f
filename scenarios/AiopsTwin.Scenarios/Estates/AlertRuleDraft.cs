using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.World.Monitoring;
using AiopsTwin.Scenarios.Source;

namespace AiopsTwin.Scenarios.Estates;

/// <summary>The condition of a rule as written.</summary>
internal sealed record AlertExpression(string Metric, AlertComparison Comparison, double Threshold);

/// <summary>An alerting rule as written; the rule does not know its entities yet.</summary>
/// <param name="Place">Where it was written.</param>
/// <param name="On">Ids or patterns with '*'.</param>
/// <param name="Rule">The rest; null when its expression could not be read.</param>
internal sealed record AlertRuleDraft(Place Place, ImmutableArray<string> On, AlertRule? Rule)
{
    /// <summary>False when part of it was refused.</summary>
    public bool IsSound { get; init; }

    /// <summary>Rules with their entities.</summary>
    /// <param name="drafts">The rules as written.</param>
    /// <param name="entities">Every entity of the estate.</param>
    /// <param name="problems">Where to report.</param>
    public static ImmutableArray<AlertRule> Resolve(
        ImmutableArray<AlertRuleDraft> drafts, ImmutableArray<EntityId> entities, ProblemList problems)
    {
        var rules = ImmutableArray.CreateBuilder<AlertRule>();
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var draft in drafts)
        {
            if (draft.Rule is not { } rule || !draft.IsSound)
            {
                continue;
            }

            if (!lines.TryAdd(rule.Name, draft.Place.Line))
            {
                problems.Add(
                    draft.Place.Child(AlertRuleFields.Alert.Name),
                    $"'{rule.Name}' is already defined on line {lines[rule.Name]}");
            }

            rules.Add(rule with
            {
                Entities = EntityPatterns.Resolve(
                    draft.On, entities, draft.Place.Child(AlertRuleFields.On.Name), problems),
            });
        }

        return rules.ToImmutable();
    }
}
