using AiopsTwin.Engine.Propagation;
using AiopsTwin.Engine.Topology;
using AiopsTwin.Testing;
using CsCheck;

namespace AiopsTwin.Engine.Tests.Propagation;

public sealed class BreadthFirstReachTests
{
    [Fact]
    public void From_Chain_CountsHops()
    {
        var graph = Graph.Compile("a -> b -> c -> d");
        Assert.True(graph.TryIndex(Graph.Id("d"), out var origin));

        var reached = BreadthFirstReach.From(graph, origin, FloodDirection.TowardDependents, 2);

        Assert.Equal(
            [("d", 0), ("c", 1), ("b", 2)], reached.Select(one => (graph.IdOf(one.Node).Name, one.Hops)));
    }

    [Fact]
    public void From_FactorsOneAndNoGroups_AgreesWithTheFlood()
    {
        // With every factor 1, strength never falls, so reach and hops of the flood are plain distance.
        var settings = new FloodSettings
        {
            MaxHops = 30,
            OptionalExpectation = 1,
            OptionalSuspicion = 1,
            Links = [.. FloodSettings.Default.Links.Select(rule => rule with { Expectation = 1, Suspicion = 1 })],
        };

        RandomTopologies.Cases.Sample(
            drawn =>
            {
                var graph = TopologyGraph.Compile(Uncoupled(RandomTopologies.Graph(drawn, withGroups: false).Snapshot));
                foreach (var direction in Enum.GetValues<FloodDirection>())
                {
                    var request = settings.Request(direction, [new FloodSource(graph.IdOf(0), 1)]);
                    var division = RandomTopologies.Division(graph, 3, drawn.Seed);
                    var slices = PartitionSlice.CutAll(graph, division, settings);

                    var flooded = FloodRounds.Local(graph, slices, request).Answers[0].Reached;

                    var walked = BreadthFirstReach.From(graph, 0, direction, request.MaxHops)
                        .OrderBy(one => one.Node).Select(one => (graph.IdOf(one.Node), one.Hops));
                    Assert.Equal(walked, flooded.Select(one => (one.Entity, one.Hops)));
                }
            },
            iter: 200);
    }

    [Fact]
    public void From_NoSuchNode_Throws()
    {
        var graph = Graph.Compile("a -> b");

        Assert.Throws<ArgumentOutOfRangeException>(
            () => BreadthFirstReach.From(graph, 2, FloodDirection.TowardDependents, 1));
    }

    private static TopologySnapshot Uncoupled(TopologySnapshot snapshot) => snapshot with
    {
        Dependencies = [.. snapshot.Dependencies.Select(link => link with { Coupling = 1 })],
    };
}
