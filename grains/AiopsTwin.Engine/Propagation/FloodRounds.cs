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
        var byLabel = new List<PartitionReach>?[request.Sources.Length];
        foreach (var reach in reached)
        {
            (byLabel[reach.Label] ??= []).Add(reach);
        }

        var answers = ImmutableArray.CreateBuilder<FloodAnswer>(byLabel.Length);
        for (var label = 0; label < byLabel.Length; label++)
        {
            var own = byLabel[label] ?? [];
            var isTruncated = truncated && own.Exists(reach => reach.OpenRound == rounds);
            answers.Add(new FloodAnswer(request.Sources[label], InOrder(graph, own), isTruncated));
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

        var reached = course.Touched.SelectMany(partition => floods[partition]!.Collect());
        return Assemble(graph, request, reached, course.Rounds, course.IsTruncated);
    }

    private static ImmutableArray<FloodReach> InOrder(TopologyGraph graph, List<PartitionReach> own)
    {
        if (own.Count > graph.NodeCount / 8)
        {
            return Scattered(graph, own);
        }

        own.Sort((left, right) => left.Node.CompareTo(right.Node));
        var sorted = ImmutableArray.CreateBuilder<FloodReach>(own.Count);
        foreach (var reach in own)
        {
            sorted.Add(Named(graph, reach));
        }

        return sorted.MoveToImmutable();
    }

    /// <summary>For a source that reached much of the graph, a place for every node is cheaper than sorting.</summary>
    private static ImmutableArray<FloodReach> Scattered(TopologyGraph graph, List<PartitionReach> own)
    {
        var at = new int[graph.NodeCount];
        for (var i = 0; i < own.Count; i++)
        {
            at[own[i].Node] = i + 1;
        }

        var sorted = ImmutableArray.CreateBuilder<FloodReach>(own.Count);
        foreach (var place in at)
        {
            if (place > 0)
            {
                sorted.Add(Named(graph, own[place - 1]));
            }
        }

        return sorted.DrainToImmutable();
    }

    private static FloodReach Named(TopologyGraph graph, PartitionReach reach) =>
        new(graph.IdOf(reach.Node), reach.Strength, reach.Hops, reach.DelaySeconds);
}
