using System.Collections.Immutable;
using AiopsTwin.Engine.Propagation;
using AiopsTwin.Engine.Topology;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.Propagation;

public sealed class PartitionSliceTests
{
    [Fact]
    public void CutAll_EveryLinkBothWays_IsInExactlyOneSlice()
    {
        var graph = TopologyGraph.Compile(new TopologyGraphGenerator(500, 3).Generate());

        var slices = PartitionSlice.CutAll(graph, RandomTopologies.Division(graph, 5, 1), FloodSettings.Default);

        var everything = Enumerable.Range(0, graph.LinkCount);
        var toDependents = slices.SelectMany(slice => slice.ToDependents.Links).Select(one => one.Link);
        var toDependencies = slices.SelectMany(slice => slice.ToDependencies.Links).Select(one => one.Link);
        Assert.Equal(everything, toDependents.Order());
        Assert.Equal(everything, toDependencies.Order());
        Assert.Equal(Enumerable.Range(0, graph.NodeCount), slices.SelectMany(slice => slice.Nodes).Order());
    }

    [Fact]
    public void CutAll_Remote_NamesTheHolder()
    {
        var graph = TopologyGraph.Compile(new TopologyGraphGenerator(500, 3).Generate());
        var division = RandomTopologies.Division(graph, 5, 1);

        var slices = PartitionSlice.CutAll(graph, division, FloodSettings.Default);

        Assert.All(slices, slice => Assert.NotEmpty(slice.Remote));
        Assert.All(slices, slice => Assert.All(slice.Remote, remote =>
        {
            Assert.Equal(division[remote.Node], remote.Partition);
            Assert.NotEqual(slice.Partition, remote.Partition);
        }));
    }

    [Fact]
    public void Cut_OnePartition_IsThatOfCutAll()
    {
        var graph = Graph.Compile("web -> api|api2 ; api,api2 -> db1 @ host1");
        var division = RandomTopologies.Division(graph, 3, 4);
        var all = PartitionSlice.CutAll(graph, division, FloodSettings.Default);

        var cut = all.Select(slice => Wire.Write(PartitionSlice.Cut(graph, division, slice.Partition)));

        Assert.Equal(all.Select(Wire.Write), cut);
    }

    [Fact]
    public void Cut_NobodyThere_IsEmpty()
    {
        var slice = PartitionSlice.Cut(Graph.Compile("web -> api"), [0, 0], 5);

        Assert.Empty(slice.Nodes);
        Assert.Empty(slice.ToDependents.Links);
    }

    [Fact]
    public void Cut_WrongDivision_Throws()
    {
        var graph = Graph.Compile("web -> api");

        Assert.Throws<ArgumentOutOfRangeException>(() => PartitionSlice.Cut(graph, [0], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => PartitionSlice.Cut(graph, [0, -1], 0));
    }

    [Fact]
    public void Slice_OverTheWire_FloodsAlike()
    {
        var graph = TopologyGraph.Compile(new TopologyGraphGenerator(400, 8).Generate());
        var slices = PartitionSlice.CutAll(graph, RandomTopologies.Division(graph, 4, 2), FloodSettings.Default);
        var request = FloodSettings.Default.Request(
            FloodDirection.TowardDependents, graph.Entities.Take(40).Select(entity => new FloodSource(entity.Id, 1)));
        ImmutableArray<PartitionSlice> carried = [.. slices.Select(Wire.RoundTrip)];

        var result = Wire.RoundTrip(FloodRounds.Local(graph, carried, Wire.RoundTrip(request)));

        Assert.Equal(RandomTopologies.Print(FloodRounds.Local(graph, slices, request)), RandomTopologies.Print(result));
    }

    [Fact]
    public void Round_OverTheWire_KeepsItsMessages()
    {
        var outboxes = ImmutableSortedDictionary<int, ImmutableArray<FloodMessage>>.Empty
            .Add(3, [new FloodMessage(1, 2, 3, 0.5, 4)]);
        var result = new FloodRoundResult(outboxes, true, 5, 6);

        var back = Wire.RoundTrip(result);

        Assert.Equal(result.Outboxes[3], back.Outboxes[3]);
        Assert.Equal((true, 5, 6L), (back.HasWork, back.Improved, back.Carries));
    }

    [Fact]
    public void Slices_OfManyLinks_AreSmallOnTheWire()
    {
        var graph = TopologyGraph.Compile(new TopologyGraphGenerator(10_000, 8).Generate());

        var bytes = PartitionSlice.CutAll(graph, RandomTopologies.Division(graph, 4, 2), FloodSettings.Default)
            .Sum(slice => (long)Wire.Write(slice).Length);

        // Each link is in two slices, once each way.
        Assert.InRange((double)bytes / graph.LinkCount, 10, 64);
    }
}
