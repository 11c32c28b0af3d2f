using System.Collections.Immutable;
using System.Globalization;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Diagnosis.Traces;

/// <summary>Compares the requests since an onset with those before it.</summary>
public static class RequestComparison
{
    /// <summary>What changed. Operations unknown before are passed over: that they are asked for now is the caller's
    /// doing. O(operations x events x windows).</summary>
    public static RequestEvidence Of(RequestHistory history, RequestWindow now)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(now);
        return Of(history.Windows, now);
    }

    /// <summary>What changed, from what every entity found in its own requests: each of them counts apart, and what one
    /// explains of another is told here. It is the same answer as from windows that hold the requests of all.</summary>
    /// <param name="findings">One of each entity, in any order.</param>
    public static RequestEvidence Of(IEnumerable<RequestFinding> findings)
    {
        ArgumentNullException.ThrowIfNull(findings);
        var sorted = findings.OrderBy(finding => finding.Entity).ToList();
        var calls = sorted.SelectMany(finding => finding.Callers.Select(caller => (caller, finding.Entity)))
            .ToLookup(call => call.caller, call => call.Entity);
        return new RequestEvidence(
            [
                .. EventPatterns.Judge([.. sorted.SelectMany(finding => finding.Patterns)], calls),
                .. sorted.SelectMany(finding => finding.Changes),
            ],
            [.. sorted.SelectMany(finding => finding.Gaps).OrderBy(gap => (gap.Caller, gap.Callee))]);
    }

    internal static RequestEvidence Of(ImmutableArray<RequestWindow> before, RequestWindow now) => new(
        [.. EventPatterns.Judge(EventPatterns.Changes(before, now), Calls(before, now)), .. SelfTimes(before, now)],
        Gaps(before, now));

    /// <summary>What one entity found, from windows of its own requests.</summary>
    /// <param name="entity">Whose windows they are.</param>
    /// <param name="before">Windows of the time before.</param>
    /// <param name="now">The time since.</param>
    /// <param name="limit">Most patterns told, the strongest.</param>
    internal static RequestFinding Find(
        EntityId entity, ImmutableArray<RequestWindow> before, RequestWindow now, int limit)
    {
        var patterns = EventPatterns.Changes(before, now);
        if (patterns.Count > limit)
        {
            // The order of what is left stays: what is equally strong is chosen by it.
            var kept = patterns.OrderByDescending(pattern => pattern.Strength).Take(limit).ToHashSet();
            patterns.RemoveAll(pattern => !kept.Contains(pattern));
        }

        return new RequestFinding(
            entity, [.. patterns], [.. SelfTimes(before, now)], Gaps(before, now),
            [.. Calls(before, now).Select(call => call.Key).Order()]);
    }

    private static ILookup<EntityId, EntityId> Calls(ImmutableArray<RequestWindow> before, RequestWindow now) =>
        now.Edges.Keys.Concat(before.SelectMany(window => window.Edges.Keys)).ToLookup(
            edge => edge.Caller, edge => edge.Callee);

    private static IEnumerable<RequestChange> SelfTimes(ImmutableArray<RequestWindow> before, RequestWindow now) =>
        now.Operations.OrderBy(pair => pair.Key.Entity).ThenBy(pair => pair.Key.Operation, StringComparer.Ordinal)
            .Select(pair => (pair.Key, Change: DurationChange.Of(
                pair.Value.SelfSeconds,
                before.Select(window => window.Operations.GetValueOrDefault(pair.Key)?.SelfSeconds)
                    .OfType<BoundedSample>())))
            .Where(found => found.Change is { Strength: > 0 })
            .GroupBy(found => found.Key.Entity)
            .Select(group => group.MaxBy(found => found.Change!.Value.Strength))
            .Select(found => new RequestChange(
                found.Key.Entity, RequestChangeKind.SelfTime, found.Change!.Value.Strength,
                $"'{found.Key.Operation}' spends {Milliseconds(found.Change.Value.Now)} of its own instead of "
                    + $"{Milliseconds(found.Change.Value.Before)}"));

    private static ImmutableArray<GapChange> Gaps(ImmutableArray<RequestWindow> before, RequestWindow now) =>
    [
        .. now.Edges.OrderBy(pair => pair.Key).Select(pair => (pair.Key, pair.Value.Requests, Change: DurationChange.Of(
            pair.Value.GapSeconds,
            before.Select(window => window.Edges.GetValueOrDefault(pair.Key)?.GapSeconds)
                .OfType<BoundedSample>())))
            .Where(found => found.Change is not null)
            .Select(found => new GapChange(
                found.Key.Caller, found.Key.Callee, found.Change!.Value.Strength, found.Requests,
                found.Change.Value.Before, found.Change.Value.Now)),
    ];

    internal static string Milliseconds(double seconds) =>
        string.Create(CultureInfo.InvariantCulture, $"{seconds * 1000:0} ms");
}
