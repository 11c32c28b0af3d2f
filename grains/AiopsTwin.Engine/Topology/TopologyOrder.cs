using System.Collections.Immutable;

namespace AiopsTwin.Engine.Topology;

/// <summary>
/// The one order and the one notion of sameness of entities, links and groups. Records compare their label dictionaries
/// by reference, so "is it the same thing again" must be asked here, or putting the same topology twice would look like
/// a change.
/// </summary>
internal static class TopologyOrder
{
    public static int CompareLinks(Dependency left, Dependency right)
    {
        var byDependent = left.Dependent.CompareTo(right.Dependent);
        if (byDependent != 0)
        {
            return byDependent;
        }

        var byDependency = left.On.CompareTo(right.On);
        return byDependency != 0 ? byDependency : ((int)left.Kind).CompareTo((int)right.Kind);
    }

    public static int CompareEntities(Entity left, Entity right) => left.Id.CompareTo(right.Id);

    public static int CompareGroups(RedundancyGroup left, RedundancyGroup right)
    {
        var byDependent = left.Dependent.CompareTo(right.Dependent);
        return byDependent != 0 ? byDependent : string.CompareOrdinal(left.Name, right.Name);
    }

    public static bool SameEntity(Entity left, Entity right) =>
        ReferenceEquals(left, right) || (left.Id == right.Id && SameLabels(left.Labels, right.Labels));

    public static bool SameLabels(
        ImmutableSortedDictionary<string, string> left, ImmutableSortedDictionary<string, string> right)
    {
        if (ReferenceEquals(left, right))
        {
            return true;
        }

        if (left.Count != right.Count)
        {
            return false;
        }

        foreach (var (key, value) in left)
        {
            if (!right.TryGetValue(key, out var other) || !string.Equals(value, other, StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// Two sorted lists side by side: each key once, with what the left and the right list hold for it (null when
    /// nothing). A list that repeats a key gives the pairs one by one; linear in the lengths.
    /// </summary>
    public static IEnumerable<(T? Left, T? Right)> Zip<T>(
        ImmutableArray<T> left, ImmutableArray<T> right, Comparison<T> compare)
        where T : class
    {
        var i = 0;
        var j = 0;
        while (i < left.Length || j < right.Length)
        {
            var order = i == left.Length ? 1 : j == right.Length ? -1 : compare(left[i], right[j]);
            yield return (order <= 0 ? left[i] : null, order >= 0 ? right[j] : null);
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }
    }

    /// <summary>Sorted, and of equal keys the one that came last.</summary>
    public static ImmutableArray<T> LastOfEach<T>(ImmutableArray<T> items, Comparison<T> compare)
        where T : class
    {
        if (IsStrictlySorted(items, compare))
        {
            return items;
        }

        var places = Enumerable.Range(0, items.Length).ToArray();
        Array.Sort(places, (a, b) => compare(items[a], items[b]) is var order && order != 0 ? order : a.CompareTo(b));
        var kept = ImmutableArray.CreateBuilder<T>(items.Length);
        for (var i = 0; i < places.Length; i++)
        {
            if (i + 1 == places.Length || compare(items[places[i]], items[places[i + 1]]) != 0)
            {
                kept.Add(items[places[i]]);
            }
        }

        return kept.DrainToImmutable();
    }

    public static bool IsStrictlySorted<T>(ImmutableArray<T> items, Comparison<T> compare)
    {
        for (var i = 1; i < items.Length; i++)
        {
            if (compare(items[i - 1], items[i]) >= 0)
            {
                return false;
            }
        }

        return true;
    }
}
