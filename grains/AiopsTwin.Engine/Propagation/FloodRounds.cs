using System.Collections.Immutable;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.Engine.Propagation;

/// <summary>Floods run in one thread over slices, and the putting together of what partitions reached.</summary>
public static class FloodRounds
{
    /// <summary>
    /// Puts together what the partitions reached. A source that is not in the graph gets an empty answer.
    /// O(reached), plus O(entities) for a source that reached an eighth of the graph or more.
    /// </summary>
    /// <param name="graph">The graph the flood ran on.</param>
    /// <param name="request">The question.</param>
    /// <param name="reached">What all partitions collected, in any order.</param>
    /// <param name="rounds">The last round in which anything grew (<see cref="FloodCourse.Rounds"/>).</param>
    /// <param name="truncated">Whether a limit stopped the flood (<see cref="FloodCourse.IsTruncated"/>).</param>
    public static FloodResult Assemble(
        TopologyGraph graph, FloodRequest request, IEnumerable<PartitionReach> reached, int rounds, bool truncated)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(reached);
        var all = reached as PartitionReach[] ?? reached.ToArray();
        var (first, byLabel) = ByLabel(all, request.Sources.Length);
        var answers = ImmutableArray.CreateBuilder<FloodAnswer>(request.Sources.Length);
        for (var label = 0; label < request.Sources.Length; label++)
        {
            var own = byLabel.AsSpan(first[label], first[label + 1] - first[label]);
            var isTruncated = false;
            foreach (var place in own)
            {
                isTruncated |= truncated && all[place].OpenRound == rounds;
            }

            answers.Add(new FloodAnswer(request.Sources[label], InOrder(graph, all, own), isTruncated));
        }

        return new FloodResult(answers.MoveToImmutable(), rounds);
    }

    /// <summary>Runs a whole flood over all slices of a graph, in one thread.</summary>
    /// <param name="graph">The graph the slices were cut from.</param>
    /// <param name="slices">All its slices, in order of partition (<see cref="PartitionSlice.CutAll"/>).</param>
    /// <param name="request">The question.</param>
    public static FloodResult Local(TopologyGraph graph, ImmutableArray<PartitionSlice> slices, FloodRequest request)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(request);
        var floods = new PartitionFlood?[slices.Length];
        var holders = Enumerable.Range(0, slices.Length)
            .Where(partition => request.Sources.Any(source => slices[partition].PlaceOf(source.Origin) >= 0));
        var course = new FloodCourse(request, holders);
        while (!course.IsOver)
        {
            var results = new List<KeyValuePair<int, FloodRoundResult>>(course.Due.Length);
            foreach (var partition in course.Due)
            {
                var flood = floods[partition] ??= new PartitionFlood(slices[partition], request);
                results.Add(new(partition, flood.Round(course.Round, course.InboxOf(partition))));
            }

            course.Complete(results);
        }

        ImmutableArray<PartitionReach>[] parts = [.. course.Touched.Select(partition => floods[partition]!.Collect())];
        var reached = new PartitionReach[parts.Sum(part => part.Length)];
        var filled = 0;
        foreach (var part in parts)
        {
            part.CopyTo(reached, filled);
            filled += part.Length;
        }

        return Assemble(graph, request, reached, course.Rounds, course.IsTruncated);
    }

    /// <summary>Places of what each source reached, by counting.</summary>
    private static (int[] First, int[] Places) ByLabel(PartitionReach[] all, int labels)
    {
        var first = new int[labels + 1];
        foreach (ref readonly var reach in all.AsSpan())
        {
            first[reach.Label + 1]++;
        }

        for (var label = 0; label < labels; label++)
        {
            first[label + 1] += first[label];
        }

        var next = first.AsSpan(0, labels).ToArray();
        var places = new int[all.Length];
        for (var place = 0; place < all.Length; place++)
        {
            places[next[all[place].Label]++] = place;
        }

        return (first, places);
    }

    private static ImmutableArray<FloodReach> InOrder(TopologyGraph graph, PartitionReach[] all, Span<int> own)
    {
        if (own.Length > graph.NodeCount / 8)
        {
            return Scattered(graph, all, own);
        }

        own.Sort((left, right) => all[left].Node.CompareTo(all[right].Node));
        var sorted = ImmutableArray.CreateBuilder<FloodReach>(own.Length);
        foreach (var place in own)
        {
            sorted.Add(Named(graph, all[place]));
        }

        return sorted.MoveToImmutable();
    }

    /// <summary>For a source that reached much of the graph, a place for every node is cheaper than sorting.</summary>
    private static ImmutableArray<FloodReach> Scattered(TopologyGraph graph, PartitionReach[] all, Span<int> own)
    {
        var at = new int[graph.NodeCount];
        foreach (var place in own)
        {
            at[all[place].Node] = place + 1;
        }

        var sorted = ImmutableArray.CreateBuilder<FloodReach>(own.Length);
        foreach (var place in at)
        {
            if (place > 0)
            {
                sorted.Add(Named(graph, all[place - 1]));
            }
        }

        return sorted.DrainToImmutable();
    }

    private static FloodReach Named(TopologyGraph graph, in PartitionReach reach) =>
        new(graph.IdOf(reach.Node), reach.Strength, reach.Hops, reach.DelaySeconds);
}
