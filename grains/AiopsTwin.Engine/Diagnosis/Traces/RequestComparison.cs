using System.Collections.Immutable;
using System.Globalization;

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

    internal static RequestEvidence Of(ImmutableArray<RequestWindow> before, RequestWindow now) =>
        new([.. EventPatterns.Of(before, now), .. SelfTimes(before, now)], Gaps(before, now));

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
