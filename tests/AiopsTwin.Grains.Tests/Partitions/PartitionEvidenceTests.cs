using AiopsTwin.Contracts;
using AiopsTwin.Contracts.Entities;
using AiopsTwin.Contracts.Partitions;
using AiopsTwin.Contracts.Twins;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Grains.Tests.Wire;
using AiopsTwin.Testing.Cluster;

namespace AiopsTwin.Grains.Tests.Partitions;

/// <summary>What a partition answers for its entities.</summary>
public sealed class PartitionEvidenceTests(ClusterFixture fixture)
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly EntityId Api = TestTopology.Service("api");
    private static readonly EntityId Db = TestTopology.Service("db");

    [Fact]
    public async Task Evidence_OfWhoNeverHeardAnything_IsWhatItWouldSayItselfAndWakesNobody()
    {
        var id = TwinCluster.NewTwin("unheard");
        await fixture.Cluster.Grains.GetGrain<ITwinGrain>(id)
            .ApplyTopology(TestTopology.Replace(TestTopology.Chain("api", "db")));
        await fixture.Cluster.Gateway.Observe(
            id, [TestTopology.Batch(Api, 1, Start, 0.1)], TestContext.Current.CancellationToken);
        var partition = fixture.Cluster.Grains.GetGrain<IPartitionGrain>(GrainKeys.Partition(id, 0));
        var silent = fixture.Cluster.Grains.GetGrain<IEntityGrain>(GrainKeys.Entity(id, Db));

        var answers = await partition.Evidence([Db, Api], Start.AddMinutes(-1), Start.AddMinutes(1));
        var isAwake = fixture.Cluster.Silos.TryGetGrainContext(silent.GetGrainId(), out _);
        var own = await silent.Evidence(Start.AddMinutes(-1), Start.AddMinutes(1));

        Assert.Equal([Api, Db], answers.Select(answer => answer.Entity));
        Assert.Equal(Start, answers[0].LastSeenAt);
        Assert.False(isAwake, "an entity without telemetry was woken");
        Assert.Equal(Specimen.Describe(own), Specimen.Describe(answers[1]));
    }
}
