using AiopsTwin.Contracts;
using AiopsTwin.Contracts.Entities;
using AiopsTwin.Contracts.Partitions;
using AiopsTwin.Contracts.Twins;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Twins;
using AiopsTwin.Grains.Twins;
using AiopsTwin.Testing;
using AiopsTwin.Testing.Cluster;
using Microsoft.Extensions.DependencyInjection;

namespace AiopsTwin.Grains.Tests.Requests;

/// <summary>Spans and lines through joins, twin, partitions and entities: what an incident says of them is what one
/// thread says, to the last digit, however the estate is cut and in whatever order they come.</summary>
public sealed class RequestJoinGrainTests
{
    [Theory]
    [InlineData(1, 10, 1, false)]
    [InlineData(1, 1, 4, true)]
    [InlineData(2, 2, 3, true)]
    public async Task Incident_ThroughGrains_SaysWhatOneThreadSays(
        int silos, int partitionSize, int joins, bool isShuffled)
    {
        await using var cluster = await Start(silos, partitionSize, joins);
        var twin = await Twin(cluster);
        var expected = new LocalTwin(RequestStory.Topology, TwinSettings.Default);
        var (told, story) = (new RequestStory(1), new RequestStory(1) { IsShuffled = isShuffled });

        for (var second = RequestStory.Step; second <= RequestStory.End; second += RequestStory.Step)
        {
            expected.Observe(told.Samples(second));
            expected.Receive(told.Signals(second));
            if (RequestStory.At(second) == RequestStory.Complaint.RaisedAt)
            {
                expected.Receive(RequestStory.Complaint);
            }

            expected.Advance(RequestStory.At(second));
            await Step(cluster, twin, story, second);
        }

        var incident = Assert.Single(await twin.Incidents(10));
        Assert.Equal(Reasons(Assert.Single(expected.Incidents)), Reasons(incident));
        Assert.Equal(RequestStory.Id("api"), incident.Diagnosis!.Suspects[0].Entity);
        Assert.Equal(Math.Min(4, 4 / partitionSize + (4 % partitionSize > 0 ? 1 : 0)), (await twin.Partitions()).Count);
    }

    [Fact]
    public async Task Silo_KilledWithoutACheckpoint_EntitiesKnowTheRequestsStoredWithTheSamples()
    {
        await using var cluster = await Start(2, 2, 2);
        var twin = await Twin(cluster);
        var story = new RequestStory(1);
        for (var second = RequestStory.Step; second <= 600; second += RequestStory.Step)
        {
            await Step(cluster, twin, story, second);
        }

        var entity = cluster.Grains.GetGrain<IEntityGrain>(
            GrainKeys.Entity(twin.GetPrimaryKeyString(), RequestStory.Id("api")));
        var partition = cluster.Grains.GetGrain<IPartitionGrain>(GrainKeys.Partition(
            twin.GetPrimaryKeyString(), (await twin.Partitions()).Of[RequestStory.Id("api")]));

        // Samples that come after them carry the visits of the last step to the log.
        await cluster.Gateway.Observe(
            twin.GetPrimaryKeyString(), story.Samples(610), TestContext.Current.CancellationToken);
        var before = (await entity.Details()).Requests;
        await cluster.Silos.KillSiloAsync(cluster.SiloOf(partition), TestContext.Current.CancellationToken);
        await partition.View();
        var after = (await entity.Details()).Requests;

        Assert.True(before!.Value.Visits > 100, $"{before.Value.Visits} visits");
        Assert.Equal(before, after);
    }

    [Fact]
    public async Task Partition_Checkpoint_KeepsRequestsAndEntityGoesOnFromIt()
    {
        await using var cluster = await Start(1, 10, 1);
        var twin = await Twin(cluster);
        var story = new RequestStory(1);
        for (var second = RequestStory.Step; second <= 300; second += RequestStory.Step)
        {
            await Step(cluster, twin, story, second);
        }

        var id = twin.GetPrimaryKeyString();
        var entity = cluster.Grains.GetGrain<IEntityGrain>(GrainKeys.Entity(id, RequestStory.Id("db")));
        var partition = cluster.Grains.GetGrain<IPartitionGrain>(GrainKeys.Partition(id, 0));
        await partition.Checkpoint();
        var before = (await entity.Details()).Requests;
        await cluster.Silos.DeactivateAsync(partition);
        await cluster.Silos.DeactivateAsync(entity);
        var after = (await entity.Details()).Requests;

        Assert.NotNull(before);
        Assert.Equal(before, after);
    }

    [Fact]
    public async Task Receive_EntityTheTopologyDoesNotHave_IsCountedAndListed()
    {
        await using var cluster = await Start(1, 10, 2);
        var twin = await Twin(cluster);
        var stranger = EntityId.Of(EntityKind.Service, "stranger");
        var signals = new RequestStory(1).Signals(10);

        var receipt = await cluster.Gateway.Receive(
            twin.GetPrimaryKeyString(),
            signals with { Spans = signals.Spans.SetItem(0, signals.Spans[0] with { Entity = stranger }) },
            TestContext.Current.CancellationToken);
        var again = await cluster.Gateway.Receive(
            twin.GetPrimaryKeyString(), signals with { Lines = [] }, TestContext.Current.CancellationToken);

        Assert.Equal(1, receipt.Unresolved);
        Assert.Equal([stranger], receipt.Unknown);
        Assert.Equal((signals.Spans.Length, signals.Lines.Length), (receipt.Tally.Spans, receipt.Tally.Lines));
        Assert.Equal(signals.Spans.Length, again.Tally.Duplicates);
    }

    [Fact]
    public async Task Reset_SpansThatWait_AreForgotten()
    {
        await using var cluster = await Start(1, 10, 2);
        var twin = await Twin(cluster);
        var story = new RequestStory(1);
        await Step(cluster, twin, story, 10);
        await twin.Reset("test", "begin anew");

        await twin.Advance(RequestStory.At(60));

        var entity = cluster.Grains.GetGrain<IEntityGrain>(
            GrainKeys.Entity(twin.GetPrimaryKeyString(), RequestStory.Id("web")));
        Assert.Null((await entity.Details()).Requests);
    }

    private static Task<TwinCluster> Start(int silos, int partitionSize, int joins) =>
        TwinCluster.Start(silos, services => services.Configure<TwinOptions>(options =>
        {
            options.PartitionSize = partitionSize;
            options.RequestJoins = joins;
            options.CheckpointInterval = TimeSpan.FromHours(1);
        }));

    private static async Task<ITwinGrain> Twin(TwinCluster cluster)
    {
        var twin = cluster.Grains.GetGrain<ITwinGrain>(TwinCluster.NewTwin("requests"));
        await twin.ApplyTopology(TestTopology.Replace(RequestStory.Topology));
        return twin;
    }

    private static async Task Step(TwinCluster cluster, ITwinGrain twin, RequestStory story, int second)
    {
        var id = twin.GetPrimaryKeyString();
        await cluster.Gateway.Observe(id, story.Samples(second), TestContext.Current.CancellationToken);
        await cluster.Gateway.Receive(id, story.Signals(second), TestContext.Current.CancellationToken);
        if (RequestStory.At(second) == RequestStory.Complaint.RaisedAt)
        {
            await twin.ReceiveAlerts([RequestStory.Complaint]);
        }

        await twin.Advance(RequestStory.At(second));
    }

    private static List<string> Reasons(Incident incident) =>
    [
        .. incident.Diagnosis!.Suspects.SelectMany(suspect => suspect.Evidence
            .Select(one => $"{suspect.Rank} {suspect.Entity} {one.Kind} {one.Weight} {one.Sentence} "
                + string.Join(' ', one.Traces))),
    ];
}
