using System.Globalization;
using AiopsTwin.Contracts.Twins;
using AiopsTwin.Engine.Propagation;
using AiopsTwin.Engine.Topology;
using AiopsTwin.Testing.Cluster;

namespace AiopsTwin.Grains.Tests.Partitions;

public sealed class PartitionFloodTests(ClusterFixture fixture)
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Rounds_OtherNumberOfSilos_GiveTheSameBits(int silos)
    {
        await using var other = await TwinCluster.Start(silos, TestOptions.Small);

        var here = await HashOfFloods(fixture.Cluster);
        var there = await HashOfFloods(other);

        Assert.Equal(here, there);
    }

    [Fact]
    public async Task Rounds_GraphWithCycles_EndAndAgreeWithOneThread()
    {
        var snapshot = TestTopology.Random(120, 5);
        var graph = TopologyGraph.Compile(snapshot with { Version = 1 });
        var slices = PartitionSlice.CutAll(
            graph, [.. Enumerable.Repeat(0, graph.NodeCount)], FloodSettings.Default);
        var twin = fixture.Cluster.Grains.GetGrain<ITwinGrain>(TwinCluster.NewTwin());
        await twin.ApplyTopology(TestTopology.Replace(snapshot));
        var map = await twin.Partitions();

        for (var node = 0; node < graph.NodeCount; node += 17)
        {
            var request = FloodSettings.Default.Request(
                FloodDirection.TowardDependents, [new FloodSource(graph.IdOf(node), 1)]);
            var expected = FloodRounds.Local(graph, slices, request).Answers[0];

            var actual = await twin.BlastRadius(graph.IdOf(node), 1);

            Assert.Equal(expected.Reached.AsEnumerable(), actual!.Reached);
            Assert.Equal(expected.IsTruncated, actual.IsTruncated);
        }

        Assert.True(map.Count > 4, $"{map.Count} partitions are too few to prove anything");
    }

    private static async Task<string> HashOfFloods(TwinCluster cluster)
    {
        var twin = cluster.Grains.GetGrain<ITwinGrain>(TwinCluster.NewTwin());
        var snapshot = TestTopology.Random(150, 11);
        await twin.ApplyTopology(TestTopology.Replace(snapshot));
        var lines = new List<string>();
        foreach (var entity in snapshot.Entities.Where((_, index) => index % 13 == 0))
        {
            var answer = await twin.BlastRadius(entity.Id, 0.9);
            lines.AddRange(answer!.Reached.Select(reach => string.Create(
                CultureInfo.InvariantCulture,
                $"{entity.Id} {reach.Entity} {reach.Strength:R} {reach.Hops} {reach.DelaySeconds:R}")));
        }

        return TestTopology.HashOf(lines);
    }
}
