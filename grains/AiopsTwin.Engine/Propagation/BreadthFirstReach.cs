using System.Collections.Immutable;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.Engine.Propagation;

/// <summary>A node and its distance from an origin.</summary>
/// <param name="Node">The node's number.</param>
/// <param name="Hops">Links on the shortest way, at least 0.</param>
public readonly record struct ReachedNode(int Node, int Hops);

/// <summary>
/// Plain reachability: what a graph database calls the blast radius. It knows neither strength nor redundancy; floods
/// are checked and timed against it. Breadth-first search (Moore 1959); O(reached + their links), with one bit set of
/// O(nodes). A test holds floods to it: with all factors 1 and no groups, both reach the same at the same hops.
/// </summary>
public static class BreadthFirstReach
{
    /// <summary>Walks from a node.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="origin">Node number of the start.</param>
    /// <param name="direction">Which way.</param>
    /// <param name="maxHops">Farthest distance, at least 0.</param>
    /// <returns>Nodes reached, the origin among them with 0 hops, in the order of the walk.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such node, or the distance is negative.</exception>
    public static ImmutableArray<ReachedNode> From(
        TopologyGraph graph, int origin, FloodDirection direction, int maxHops)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentOutOfRangeException.ThrowIfNegative(maxHops);
        ArgumentOutOfRangeException.ThrowIfNegative(origin);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(origin, graph.NodeCount);
        var seen = new ulong[(graph.NodeCount + 63) / 64];
        var reached = ImmutableArray.CreateBuilder<ReachedNode>();
        Visit(origin, 0);
        for (var i = 0; i < reached.Count && reached[i].Hops < maxHops; i++)
        {
            var (node, hops) = reached[i];
            if (direction is FloodDirection.TowardDependents)
            {
                foreach (var link in graph.LinksToDependents(node))
                {
                    Visit(graph.DependentOf(link), hops + 1);
                }
            }
            else
            {
                foreach (var link in graph.LinksToDependencies(node))
                {
                    Visit(graph.DependencyOf(link), hops + 1);
                }
            }
        }

        return reached.DrainToImmutable();

        void Visit(int node, int hops)
        {
            ref var word = ref seen[node >> 6];
            var bit = 1UL << (node & 63);
            if ((word & bit) == 0)
            {
                word |= bit;
                reached.Add(new ReachedNode(node, hops));
            }
        }
    }
}
