using System.Collections.Immutable;

namespace AiopsTwin.Engine.Detection;

/// <summary>
/// Takes the shared movement out of a sibling group. The median ignores members that are themselves anomalous, because
/// a sibling's own incident would otherwise look like everyone else's. Where most are, all vote: what happens to most
/// of a group is what the group does, and a group in which nobody may vote would never be compared again. Who is held
/// does not vote unless all are.
/// </summary>
public static class SiblingComparison
{
    /// <summary>The median of every (group, metric, instant): of its calm members, or of all where fewer than half are
    /// calm.</summary>
    /// <param name="signals">Signals in any order; a member that signals an instant twice is counted once.</param>
    /// <returns>Medians sorted by group, metric, instant; empty for no signals. Costs n log n.</returns>
    public static ImmutableArray<SiblingMedian> Medians(IEnumerable<SiblingSignal> signals)
    {
        ArgumentNullException.ThrowIfNull(signals);
        var sorted = signals.ToArray();
        Array.Sort(sorted, Compare);
        var medians = ImmutableArray.CreateBuilder<SiblingMedian>();
        for (var start = 0; start < sorted.Length;)
        {
            var end = start;
            while (end < sorted.Length && SameQuestion(sorted[start], sorted[end]))
            {
                end++;
            }

            medians.Add(MedianOf(sorted.AsSpan(start, end - start)));
            start = end;
        }

        return medians.ToImmutable();
    }

    private static SiblingMedian MedianOf(ReadOnlySpan<SiblingSignal> signals)
    {
        var (all, settled, calm) = (new List<double>(signals.Length), new List<double>(), new List<double>());
        for (var i = 0; i < signals.Length; i++)
        {
            if (i > 0 && signals[i].Entity == signals[i - 1].Entity)
            {
                continue;
            }

            all.Add(signals[i].LogDeviation);
            if (!signals[i].IsHeld)
            {
                settled.Add(signals[i].LogDeviation);
                calm.AddRange(signals[i].IsCalm ? [signals[i].LogDeviation] : []);
            }
        }

        var values = settled.Count == 0 ? all : 2 * calm.Count < settled.Count ? settled : calm;
        values.Sort();
        var middle = values.Count / 2;
        var median = values.Count % 2 == 1 ? values[middle] : 0.5 * (values[middle - 1] + values[middle]);
        var first = signals[0];
        return new SiblingMedian(first.Group, first.Metric, first.At, median, values.Count);
    }

    private static bool SameQuestion(in SiblingSignal left, in SiblingSignal right) =>
        left.At == right.At
        && string.Equals(left.Metric, right.Metric, StringComparison.Ordinal)
        && string.Equals(left.Group, right.Group, StringComparison.Ordinal);

    private static int Compare(SiblingSignal left, SiblingSignal right)
    {
        var order = string.CompareOrdinal(left.Group, right.Group);
        order = order != 0 ? order : string.CompareOrdinal(left.Metric, right.Metric);
        order = order != 0 ? order : left.At.CompareTo(right.At);
        order = order != 0 ? order : left.Entity.CompareTo(right.Entity);
        return order != 0 ? order : left.LogDeviation.CompareTo(right.LogDeviation);
    }
}
