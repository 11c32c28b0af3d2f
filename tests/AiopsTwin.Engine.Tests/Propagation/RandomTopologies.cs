using System.Collections.Immutable;
using AiopsTwin.Engine.Numerics;
using AiopsTwin.Engine.Propagation;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;
using CsCheck;

namespace AiopsTwin.Engine.Tests.Propagation;

/// <summary>Small random graphs full of cycles, hubs, parallel links and redundancy groups, drawn from one
/// number.</summary>
internal static class RandomTopologies
{
    private static readonly double[] Couplings = [1, 0.9, 0.5, 0.25];

    private static readonly DependencyKind[] Kinds = [DependencyKind.CallsSync, DependencyKind.CallsAsync];

    /// <summary>A seed, a number of entities and a number of links.</summary>
    public static Gen<(ulong Seed, int Nodes, int Links)> Cases { get; } =
        Gen.Select(Gen.ULong, Gen.Int[1, 24], Gen.Int[0, 90]);

    public static TopologyGraph Graph((ulong Seed, int Nodes, int Links) drawn, bool withGroups = true)
    {
        var random = new SeededRandom(drawn.Seed);
        var links = new SortedDictionary<(int, int, int), Dependency>();
        for (var i = 0; i < drawn.Links; i++)
        {
            var (from, to, kind) = (random.NextInt(drawn.Nodes), random.NextInt(drawn.Nodes), random.NextInt(2));
            if (from != to)
            {
                // Two groups of mixed kinds and the links alone: a group may repeat an entity over links of both kinds.
                var group = withGroups ? random.NextInt(3) switch { 0 => "a", 1 => "b", _ => null } : null;
                links[(from, to, kind)] = new Dependency(
                    Service(from),
                    Service(to),
                    Kinds[kind],
                    Couplings[random.NextInt(Couplings.Length)],
                    random.NextInt(4) == 0 ? Criticality.Optional : Criticality.Required,
                    group);
            }
        }

        var builder = new TopologyBuilder();
        for (var node = 0; node < drawn.Nodes; node++)
        {
            builder.Add(Service(node));
        }

        foreach (var link in links.Values)
        {
            builder.Link(link);
        }

        foreach (var members in links.Values.Where(link => link.Group is not null)
            .GroupBy(link => (link.Dependent, link.Group!)))
        {
            var minHealthy = 1 + random.NextInt(members.Count());
            builder.Group(new RedundancyGroup(members.Key.Dependent, members.Key.Item2, minHealthy));
        }

        return TopologyGraph.Compile(builder.Build());
    }

    /// <summary>A request with one to four sources, one of them sometimes unknown to the graph.</summary>
    public static FloodRequest Request((ulong Seed, int Nodes, int Links) drawn, FloodDirection direction)
    {
        var random = new SeededRandom(drawn.Seed).Fork("request");
        var sources = Enumerable.Range(0, 1 + random.NextInt(4))
            .Select(_ => new FloodSource(Service(random.NextInt(drawn.Nodes + 1)), 0.2 + (0.8 * random.NextDouble())))
            .ToList();
        return new FloodSettings { MaxHops = 1 + random.NextInt(8), Floor = 0.02 }.Request(direction, sources);
    }

    /// <summary>A random division into at most so many partitions; some may be empty.</summary>
    public static ImmutableArray<int> Division(TopologyGraph graph, int partitions, ulong seed)
    {
        var random = new SeededRandom(seed).Fork("division");
        return [.. graph.Entities.Select(_ => random.NextInt(partitions))];
    }

    public static EntityId Service(int number) => EntityId.Of(EntityKind.Service, $"s{number:D2}");

    /// <summary>The whole result as text, every number with all its bits.</summary>
    public static string Print(FloodResult result) =>
        $"rounds {result.Rounds}\n" + string.Join('\n', result.Answers.Select(Print));

    private static string Print(FloodAnswer answer) =>
        $"{answer.Source.Origin} {answer.Source.Strength:R} truncated {answer.IsTruncated}\n" + string.Join(
            '\n', answer.Reached.Select(one => $"  {one.Entity} {one.Strength:R} {one.Hops} {one.DelaySeconds:R}"));
}
