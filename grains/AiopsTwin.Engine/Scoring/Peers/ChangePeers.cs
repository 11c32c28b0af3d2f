using System.Collections.Immutable;
using AiopsTwin.Engine.Diagnosis.Trial;

namespace AiopsTwin.Engine.Scoring.Peers;

/// <summary>What a plain rule says of who is responsible.</summary>
/// <param name="Peer">The rule.</param>
/// <param name="Change">The change named; null when none is.</param>
public sealed record ChangeAnswer(string Peer, string? Change);

/// <summary>Rules of thumb about which change is responsible, as people and scripts use them (diagnosis reference
/// 3.6).</summary>
public static class ChangePeers
{
    /// <summary>What each of them says.</summary>
    /// <param name="source">The case.</param>
    /// <param name="alertedAt">When the alert was raised.</param>
    public static ImmutableArray<ChangeAnswer> Judge(TrialCase source, DateTimeOffset alertedAt)
    {
        ArgumentNullException.ThrowIfNull(source);
        var rollouts = source.Rollouts.OrderBy(one => one.At).ThenBy(one => one.ChangeId, StringComparer.Ordinal)
            .ToList();
        return
        [
            new("none, always", null),
            new("latest commit", source.Changes.Where(change => change.At <= alertedAt).OrderBy(change => change.At)
                .ThenBy(change => change.Id, StringComparer.Ordinal).LastOrDefault()?.Id),
            new("latest rollout", rollouts.FindLast(one => one.At <= alertedAt)?.ChangeId),
            new("latest rollout of the alerting service", rollouts.FindLast(one =>
                one.At <= alertedAt && one.Entity == source.Failing)?.ChangeId),
            new("the same, before the onset", rollouts.FindLast(one =>
                one.At <= source.Onset && one.Entity == source.Failing)?.ChangeId),
        ];
    }
}
