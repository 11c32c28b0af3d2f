using AiopsTwin.Contracts;
using AiopsTwin.Contracts.Twins;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Grains.Hops;
using AiopsTwin.Testing.Cluster;

namespace AiopsTwin.Grains.Tests.Hops;

public sealed class HopFloodGrainTests(ClusterFixture fixture)
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Run_RandomGraphWithCyclesAndGroups_AgreesWithTheRoundsOfPartitions(ulong seed)
    {
        var snapshot = TestTopology.Random(60, seed);
        var id = TwinCluster.NewTwin("hop");
        var twin = fixture.Cluster.Grains.GetGrain<ITwinGrain>(id);
        await twin.ApplyTopology(TestTopology.Replace(snapshot));

        var reached = 0;
        foreach (var origin in snapshot.Entities.Where((_, index) => index % 20 == 7).Select(entity => entity.Id))
        {
            var rounds = await twin.BlastRadius(origin, 1);
            var hops = await Flood(id, origin);

            Assert.Equal("", hops.Refusal);
            Assert.Equal(
                rounds!.Reached.Select(reach => (reach.Entity, reach.Strength, reach.Hops)),
                hops.Reached.Select(reach => (reach.Entity, reach.Strength, reach.Hops)));
            reached += hops.Reached.Length;
        }

        Assert.True(reached > 20, $"{reached} reached in all: too few to prove anything");
    }

    [Fact]
    public async Task Run_UnknownOrigin_IsRefused()
    {
        var id = TwinCluster.NewTwin("hop");
        await fixture.Cluster.Grains.GetGrain<ITwinGrain>(id).ApplyTopology(
            TestTopology.Replace(TestTopology.Chain("a", "b")));

        var answer = await Flood(id, TestTopology.Service("nobody"));

        Assert.Empty(answer.Reached);
        Assert.Contains("service:nobody", answer.Refusal, StringComparison.Ordinal);
    }

    private Task<HopAnswer> Flood(string twin, EntityId origin) => fixture.Cluster.Grains
        .GetGrain<IHopFloodGrain>(GrainKeys.Incident(twin, $"hops-{origin.Name}")).Run(origin, 1);
}
