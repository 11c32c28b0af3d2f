using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.World;

namespace AiopsTwin.Engine.Scenarios.Timelines;

/// <summary>
/// Compares two timelines by their readings. O(entities + calls + hashes). What differs less than a person at a
/// dashboard could see is left out of the lists: a rate or a percentile by less than a twentieth, an error ratio by
/// less than a two-hundredth. The hashes tell whether anything differs at all.
/// </summary>
public static class TimelineDiff
{
    // A twentieth is a pixel or two of a chart; error budgets are written in tenths of a per cent of requests.
    private const double SeenShare = 0.05;
    private const double SeenErrors = 0.005;

    // A dependency that carries less than one call in a quarter of an hour carries none.
    private const double CarriesFrom = 0.001;

    /// <summary>Compares.</summary>
    /// <param name="left">Of the first timeline.</param>
    /// <param name="right">Of the second, of the same moment.</param>
    /// <param name="since">A reading both have in common, for example that of the fork; null for the
    /// beginning.</param>
    /// <param name="begin">Offset of the scenario's beginning, the warm-up's, for a reading that is null.</param>
    /// <exception cref="ArgumentException">The readings are of different moments.</exception>
    public static TimelineComparison Of(
        TimelineReading left, TimelineReading right, TimelineReading? since, TimeSpan begin)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        if (left.At != right.At)
        {
            throw new ArgumentException($"One reading is of {left.At}, the other of {right.At}.", nameof(right));
        }

        var from = since?.At ?? begin;
        var seconds = Math.Max(1e-9, (left.At - from).TotalSeconds);
        var before = (since?.Entities ?? []).ToDictionary(totals => totals.Entity);
        var (ours, theirs) = (Window(left, before), Window(right, before));
        var (same, different) = Divergence(left.Hashes, right.Hashes);
        return new TimelineComparison(
            left.Timeline, right.Timeline, from, left.At, same, different,
            Entities(ours, theirs, seconds), Calls(left, right, since, seconds))
        {
            LostLeft = ours.Values.Where(totals => totals.IsEntry).Sum(totals => totals.Failed),
            LostRight = theirs.Values.Where(totals => totals.IsEntry).Sum(totals => totals.Failed),
        };
    }

    /// <summary>The last instant at which two chains of hashes agree, and the first at which they do not. Instants that
    /// only one of them has say nothing.</summary>
    public static (TimeSpan? SameUntil, TimeSpan? DifferentFrom) Divergence(
        ImmutableArray<TimelineHash> left, ImmutableArray<TimelineHash> right)
    {
        var others = right.ToDictionary(hash => hash.At, hash => hash.Hash);
        TimeSpan? same = null;
        foreach (var hash in left.OrderBy(hash => hash.At))
        {
            if (!others.TryGetValue(hash.At, out var other))
            {
                continue;
            }

            if (other != hash.Hash)
            {
                return (same, hash.At);
            }

            same = hash.At;
        }

        return (same, null);
    }

    private static SortedDictionary<EntityId, EntityTotals> Window(
        TimelineReading reading, Dictionary<EntityId, EntityTotals> before)
    {
        var window = new SortedDictionary<EntityId, EntityTotals>();
        foreach (var totals in reading.Entities)
        {
            var start = before.GetValueOrDefault(totals.Entity);
            window[totals.Entity] = totals with
            {
                Arrived = totals.Arrived - start.Arrived,
                Failed = totals.Failed - start.Failed,
                Seconds = totals.Seconds - start.Seconds,
                SquareSeconds = totals.SquareSeconds - start.SquareSeconds,
            };
        }

        return window;
    }

    private static ImmutableArray<EntityDifference> Entities(
        SortedDictionary<EntityId, EntityTotals> left, SortedDictionary<EntityId, EntityTotals> right, double time) =>
    [
        .. left.Keys.Union(right.Keys)
            .Select(entity => new EntityDifference(
                entity, Level(left.GetValueOrDefault(entity), time), Level(right.GetValueOrDefault(entity), time)))
            .Where(IsSeen)
            .OrderByDescending(difference => Math.Abs(difference.LostMore)).ThenBy(difference => difference.Entity),
    ];

    private static EntityLevel Level(in EntityTotals totals, double seconds)
    {
        if (totals.Arrived <= 0)
        {
            return new EntityLevel(0, 0, 0, totals.Failed);
        }

        var mean = totals.Seconds / totals.Arrived;
        var variance = Math.Max(0, (totals.SquareSeconds / totals.Arrived) - (mean * mean));
        return new EntityLevel(
            totals.Arrived / seconds,
            Math.Clamp(totals.Failed / totals.Arrived, 0, 1),
            mean > 0 ? GammaLaw.Percentile95(mean, variance).Value : 0,
            totals.Failed);
    }

    private static bool IsSeen(EntityDifference difference)
    {
        var (left, right) = (difference.Left, difference.Right);
        return IsApart(left.RatePerSecond, right.RatePerSecond) || IsApart(left.P95Seconds, right.P95Seconds)
            || Math.Abs(left.ErrorRatio - right.ErrorRatio) >= SeenErrors;
    }

    private static bool IsApart(double left, double right) =>
        Math.Abs(left - right) > SeenShare * Math.Max(Math.Abs(left), Math.Abs(right));

    private static ImmutableArray<CallDifference> Calls(
        TimelineReading left, TimelineReading right, TimelineReading? since, double seconds)
    {
        var (ours, theirs, before) = (Rates(left), Rates(right), since is null ? [] : Rates(since));
        var differences = ImmutableArray.CreateBuilder<CallDifference>();
        foreach (var key in ours.Keys.Union(theirs.Keys).Order())
        {
            var start = before.GetValueOrDefault(key);
            var was = (ours.GetValueOrDefault(key, start) - start) / seconds;
            var now = (theirs.GetValueOrDefault(key, start) - start) / seconds;
            CallDifferenceKind? kind = was < CarriesFrom && now >= CarriesFrom ? CallDifferenceKind.Added
                : was >= CarriesFrom && now < CarriesFrom ? CallDifferenceKind.Removed
                : was >= CarriesFrom && IsApart(was, now) ? CallDifferenceKind.Changed : null;
            if (kind is { } found)
            {
                differences.Add(new CallDifference(key.Caller, key.Callee, found, was, now));
            }
        }

        return differences.ToImmutable();
    }

    private static Dictionary<(EntityId Caller, EntityId Callee), double> Rates(TimelineReading reading) =>
        reading.Calls.ToDictionary(call => (call.Caller, call.Callee), call => call.Carried);
}
