using AiopsTwin.Engine.Propagation;
using AiopsTwin.Engine.Topology;
using AiopsTwin.Testing;
using CsCheck;

namespace AiopsTwin.Engine.Tests.Propagation;

public sealed class HopByHopFloodTests
{
    [Fact]
    public void Run_AnyOrder_ConvergesToTheSameBits()
    {
        Gen.Select(RandomTopologies.Cases, Gen.ULong, Gen.ULong).Sample(
            (drawn, first, second) =>
            {
                var graph = RandomTopologies.Graph(drawn);
                var request = RandomTopologies.Request(drawn, FloodDirection.TowardDependents);

                var one = HopByHopFlood.Run(graph, request, FloodSettings.Default, first);
                var other = HopByHopFlood.Run(graph, request, FloodSettings.Default, second);

                Assert.Equal(RandomTopologies.Print(one), RandomTopologies.Print(other));
            },
            iter: 200);
    }

    [Fact]
    public void Run_GraphOfAThousand_AgreesWithTheRounds()
    {
        var graph = TopologyGraph.Compile(new TopologyGraphGenerator(HopByHopFlood.MaxNodes, 3).Generate());
        var hub = Enumerable.Range(0, graph.NodeCount).MaxBy(node => graph.LinksToDependents(node).Length);
        var request = FloodSettings.Default.Request(
            FloodDirection.TowardDependents, [new FloodSource(graph.IdOf(hub), 1)]);
        var slices = PartitionSlice.CutAll(graph, RandomTopologies.Division(graph, 5, 3), FloodSettings.Default);

        var talk = HopByHopFlood.Run(graph, request, FloodSettings.Default, 1);

        Assert.True(talk.Answers[0].Reached.Length > 100);
        Assert.Equal(
            RandomTopologies.Print(FloodRounds.Local(graph, slices, request)), RandomTopologies.Print(talk));
    }

    [Fact]
    public void Run_GraphTooLarge_Throws()
    {
        var graph = TopologyGraph.Compile(new TopologyGraphGenerator(HopByHopFlood.MaxNodes + 1, 3).Generate());
        var request = FloodSettings.Default.Request(
            FloodDirection.TowardDependents, [new FloodSource(graph.IdOf(0), 1)]);

        Assert.Throws<ArgumentOutOfRangeException>(
            () => HopByHopFlood.Run(graph, request, FloodSettings.Default, 1));
    }
}
