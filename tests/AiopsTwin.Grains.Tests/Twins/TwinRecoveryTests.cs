using System.Collections.Immutable;
using AiopsTwin.Contracts;
using AiopsTwin.Contracts.Entities;
using AiopsTwin.Contracts.Incidents;
using AiopsTwin.Contracts.Partitions;
using AiopsTwin.Contracts.Twins;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;
using AiopsTwin.Engine.Twins;
using AiopsTwin.Grains.Durability;
using AiopsTwin.Grains.Twins;
using AiopsTwin.Testing;
using AiopsTwin.Testing.Cluster;
using Microsoft.Extensions.DependencyInjection;

namespace AiopsTwin.Grains.Tests.Twins;

/// <summary>What a twin, grains/AiopsTwin.Grains/Twins, knows after its silo was lost.</summary>
public sealed class TwinRecoveryTests(ClusterFixture fixture)
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly EntityId Api = TestTopology.Service("api");
    private static readonly EntityId Db = TestTopology.Service("db");

    private TwinCluster Cluster => fixture.Cluster;

    [Fact]
    public async Task Recovery_IncidentAfterTheLastCheckpoint_ComesBackWithItsId()
    {
        var twin = Twin(out var id);
        await OpenIncident(twin);
        var before = await twin.Incidents(10);

        await Cluster.Silos.DeactivateAsync(twin);
        var after = await twin.Incidents(10);

        Assert.Equal("INC-1", Assert.Single(before).Id);
        Assert.Equal(Essence(before), Essence(after));
        Assert.Contains(Cluster.Log.Of(EventStream.Of(id)), stored => stored.Event.Kind == "incident");
    }

    [Fact]
    public async Task Recovery_NextIncident_GetsTheNextNumber()
    {
        var twin = Twin(out _);
        var now = await OpenIncident(twin);
        await twin.CloseIncident("INC-1", "alice", "test");

        await Cluster.Silos.DeactivateAsync(twin);
        await twin.ReceiveAlerts([Alert(Api, "second", now.AddHours(6), AlertStatus.Firing)]);
        await Advance(twin, now.AddHours(6), 30);

        Assert.Equal(["INC-2", "INC-1"], (await twin.Incidents(10)).Select(incident => incident.Id));
    }

    [Fact]
    public async Task Recovery_AlertReceivedButNotStepped_IsNotLost()
    {
        var twin = Twin(out _);
        await twin.ReceiveAlerts([Alert(Db, "down", Start, AlertStatus.Firing)]);

        await Cluster.Silos.DeactivateAsync(twin);
        await Advance(twin, Start, 30);

        Assert.Single(await twin.Incidents(10));
        Assert.Equal(1, (await twin.Status()).FiringAlerts);
    }

    [Fact]
    public async Task Advance_LogCannotBeWritten_ShowsNothingAndLosesNothing()
    {
        await using var cluster = await TwinCluster.Start(1, TestOptions.Small);
        var twin = cluster.Grains.GetGrain<ITwinGrain>(TwinCluster.NewTwin());
        await twin.ApplyTopology(TestTopology.Replace(TestTopology.Chain("api", "db")));
        await twin.ReceiveAlerts([Alert(Db, "down", Start, AlertStatus.Firing)]);
        cluster.Log.Failure = new IOException("the disk is full");

        await Assert.ThrowsAsync<IOException>(() => twin.Advance(Start.AddSeconds(10)));
        cluster.Log.Failure = null;
        var shown = (await twin.Status()).FiringAlerts;
        await Advance(twin, Start.AddSeconds(10), 30);

        Assert.Equal(0, shown);
        Assert.Single(await twin.Incidents(10));
    }

    [Fact]
    public async Task CloseIncident_ByAPerson_IsKeptInTheIncidentsOwnGrain()
    {
        var twin = Twin(out var id);
        await OpenIncident(twin);

        var refused = await twin.CloseIncident("INC-1", " ", "");
        var closed = await twin.CloseIncident("INC-1", "alice", "false alarm");
        var again = await twin.CloseIncident("INC-1", "alice", "");
        var record = await Cluster.Grains.GetGrain<IIncidentGrain>(GrainKeys.Incident(id, "INC-1")).Get();

        Assert.False(refused.IsAccepted);
        Assert.True(closed.IsAccepted);
        Assert.False(again.IsAccepted);
        Assert.Equal(IncidentState.Closed, record!.State);
        Assert.Contains(record.History, entry => entry.Text.Contains("alice", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Entity_PutToRest_GoesOnFromWhatItLearned()
    {
        var twin = Twin(out var id);
        await twin.ApplyTopology(TestTopology.Replace(TestTopology.Chain("api", "db")));
        await Observe(id, Start, 0, 200);
        var entity = Cluster.Grains.GetGrain<IEntityGrain>(GrainKeys.Entity(id, Db));
        var before = await entity.Details();

        await Cluster.Silos.DeactivateAsync(entity);
        var after = await entity.Details();
        await Observe(id, Start, 200, 1);
        var later = await entity.Details();

        Assert.True(before.Series[0].IsWarm, "the baseline is not warm after 200 samples");
        Assert.Equal(before.Series[0].Recent.AsEnumerable(), after.Series[0].Recent);
        Assert.Equal(before.Series[0].Center, after.Series[0].Center);
        Assert.True(later.Series[0].IsWarm, "the baseline began anew");
        Assert.Equal(Db, after.Definition!.Id);
        Assert.Equal(Api, Assert.Single(after.Dependents).Dependent);
    }

    [Fact]
    public async Task Partition_Lost_EntitiesGoOnFromTheCheckpoint()
    {
        var twin = Twin(out var id);
        await twin.ApplyTopology(TestTopology.Replace(TestTopology.Chain("api", "db")));
        await Observe(id, Start, 0, 200);
        var partition = Cluster.Grains.GetGrain<IPartitionGrain>(GrainKeys.Partition(id, 0));
        var captured = await partition.Checkpoint();
        var again = await partition.Checkpoint();
        var entity = Cluster.Grains.GetGrain<IEntityGrain>(GrainKeys.Entity(id, Db));
        var before = await entity.Details();

        await Cluster.Silos.DeactivateAsync(partition);
        await Cluster.Silos.DeactivateAsync(entity);
        var after = await entity.Details();

        Assert.Equal(2, captured);
        Assert.Equal(0, again);
        Assert.Equal(before.Series[0].Center, after.Series[0].Center);
    }

    [Fact]
    public async Task Silo_KilledWithoutACheckpoint_EntitiesKnowEverySampleTheyWereGiven()
    {
        await using var cluster = await TwinCluster.Start(2, TestOptions.Small);
        var id = TwinCluster.NewTwin("kill");
        var twin = cluster.Grains.GetGrain<ITwinGrain>(id);
        await twin.ApplyTopology(TestTopology.Replace(TestTopology.Chain("api", "db")));
        var partition = cluster.Grains.GetGrain<IPartitionGrain>(GrainKeys.Partition(id, 0));
        await Observe(cluster, id, Start, 0, 150);
        await partition.Checkpoint();
        await Observe(cluster, id, Start, 150, 50);
        var entity = cluster.Grains.GetGrain<IEntityGrain>(GrainKeys.Entity(id, Db));
        var before = await entity.Details();

        await cluster.Silos.KillSiloAsync(cluster.SiloOf(partition), TestContext.Current.CancellationToken);
        await partition.View();
        var after = await entity.Details();

        Assert.True(after.Series[0].IsWarm, "the baseline began anew");
        Assert.Equal(before.Series[0].Center, after.Series[0].Center);
        Assert.Equal(before.Series[0].Recent.AsEnumerable(), after.Series[0].Recent);
    }

    [Fact]
    public async Task Observe_TailBeyondItsLimit_IsCheckpointedBeforeMoreIsTaken()
    {
        await using var cluster = await TwinCluster.Start(1, services =>
        {
            TestOptions.Small(services);
            services.Configure<TwinOptions>(options => options.SampleTailBytes = 64 * 1024);
        });
        var id = TwinCluster.NewTwin("tail");
        await cluster.Grains.GetGrain<ITwinGrain>(id)
            .ApplyTopology(TestTopology.Replace(TestTopology.Chain("api", "db")));

        await Observe(cluster, id, Start, 0, 1000);

        var tail = cluster.Log.Of(new EventStream(id, 0)).Sum(stored => stored.Event.Payload.Length);
        Assert.InRange(tail, 1, 80 * 1024);
    }

    [Fact]
    public async Task Observe_LogCannotBeWritten_IsRefusedAndUsedOnceItIsSentAgain()
    {
        await using var cluster = await TwinCluster.Start(1, TestOptions.Small);
        var id = TwinCluster.NewTwin("disk");
        await cluster.Grains.GetGrain<ITwinGrain>(id)
            .ApplyTopology(TestTopology.Replace(TestTopology.Chain("api", "db")));
        var entity = cluster.Grains.GetGrain<IEntityGrain>(GrainKeys.Entity(id, Db));
        cluster.Log.Failure = new IOException("the disk is full");

        await Assert.ThrowsAsync<IOException>(() => Observe(cluster, id, Start, 0, 1));
        var refused = await entity.Details();
        cluster.Log.Failure = null;
        await Observe(cluster, id, Start, 0, 1);

        Assert.Empty(refused.Series);
        Assert.Single((await entity.Details()).Series[0].Recent);
    }

    [Fact]
    public async Task Silo_StoppedInOrder_KeepsWhatEntitiesLearnedWithoutACheckpoint()
    {
        await using var cluster = await TwinCluster.Start(2, TestOptions.Small);
        var id = TwinCluster.NewTwin("stop");
        var twin = cluster.Grains.GetGrain<ITwinGrain>(id);
        await twin.ApplyTopology(TestTopology.Replace(TestTopology.Chain("api", "db")));
        await Observe(cluster, id, Start, 0, 200);
        await twin.Advance(Start.AddHours(1));
        var partition = cluster.Grains.GetGrain<IPartitionGrain>(GrainKeys.Partition(id, 0));
        var entity = cluster.Grains.GetGrain<IEntityGrain>(GrainKeys.Entity(id, Db));
        var before = await entity.Details();

        await cluster.Silos.StopSiloAsync(cluster.SiloOf(partition), TestContext.Current.CancellationToken);
        var after = await entity.Details();

        Assert.True(after.Series[0].IsWarm, "the baseline began anew");
        Assert.Equal(before.Series[0].Center, after.Series[0].Center);
        Assert.Equal(Start.AddHours(1), (await twin.Status()).Now);
    }

    [Fact]
    public async Task Topology_EntityGoneWithAFiringAlert_LetsTheAlertExpire()
    {
        var twin = Twin(out var id);
        await twin.ApplyTopology(TestTopology.Replace(TestTopology.Chain("api", "db")));
        var now = await Silence(twin, id);
        var firing = (await twin.Status()).FiringAlerts;

        await twin.ApplyTopology(TestTopology.Replace(TopologySnapshot.Empty));
        var receipt = await twin.Advance(now.AddSeconds(10));

        Assert.Equal(2, firing);
        Assert.Equal(0, (await twin.Status()).FiringAlerts);
        Assert.All(receipt.Alerts, alert => Assert.Equal(AlertStatus.Expired, alert.Status));
    }

    [Fact]
    public async Task Incidents_BeyondThoseKept_LoseTheirRecordsOldestFirstAndForGood()
    {
        using var hits = CounterWatch.OfLimit("twin.incidents");
        await using var cluster = await TwinCluster.Start(1, services => services
            .AddSingleton(TwinSettings.Default with
            {
                Correlation = TwinSettings.Default.Correlation with { MaxIncidents = 2 },
            })
            .Configure<TwinOptions>(options => options.IncidentsKept = 3));
        var id = TwinCluster.NewTwin();
        var twin = cluster.Grains.GetGrain<ITwinGrain>(id);
        var now = await OpenIncident(twin);
        for (var number = 2; number <= 5; number++)
        {
            await twin.CloseIncident($"INC-{number - 1}", "alice", "test");
            now = now.AddHours(6);
            await twin.ReceiveAlerts([Alert(Api, $"again-{number}", now, AlertStatus.Firing)]);
            now = await Advance(twin, now, 30);
        }

        var records = await Kept();
        await cluster.Silos.DeactivateAsync(twin);
        var afterwards = await Kept();
        var isRemoved = await twin.HasRemoved("INC-2");
        await twin.Reset("alice", "test");

        Assert.Equal("gone gone kept kept kept none", records);
        Assert.Equal(records, afterwards);
        Assert.True(isRemoved);
        Assert.Equal("none none none none none none", await Kept());
        Assert.Equal(2, hits.Count);

        async Task<string> Kept() => string.Join(' ', await Task.WhenAll(Enumerable.Range(1, 6).Select(async number =>
            await cluster.Grains.GetGrain<IIncidentGrain>(GrainKeys.Incident(id, $"INC-{number}")).Get() is not null
                ? "kept"
                : await twin.HasRemoved($"INC-{number}") ? "gone" : "none")));
    }

    private async Task<DateTimeOffset> Silence(ITwinGrain twin, string id)
    {
        for (var i = 0; i < 60; i++)
        {
            await Observe(id, Start, i, 1);
            await twin.Advance(Start.AddSeconds(i * 10));
        }

        return await Advance(twin, Start.AddSeconds(600), 30);
    }

    private Task Observe(string id, DateTimeOffset start, int from, int count) =>
        Observe(Cluster, id, start, from, count);

    private static async Task Observe(TwinCluster cluster, string id, DateTimeOffset start, int from, int count)
    {
        for (var i = from; i < from + count; i++)
        {
            var at = start.AddSeconds(i * 10);
            await cluster.Gateway.Observe(
                id,
                [
                    TestTopology.Batch(Api, i + 1, at, 0.1 + (0.001 * (i % 7))),
                    TestTopology.Batch(Db, i + 1, at, 0.05 + (0.001 * (i % 5))),
                ],
                TestContext.Current.CancellationToken);
        }
    }

    private static async Task<DateTimeOffset> OpenIncident(ITwinGrain twin)
    {
        await twin.ApplyTopology(TestTopology.Replace(TestTopology.Chain("api", "db")));
        await twin.ReceiveAlerts(
            [Alert(Api, "slow", Start, AlertStatus.Firing), Alert(Db, "down", Start, AlertStatus.Firing)]);
        return await Advance(twin, Start, 30);
    }

    private static async Task<DateTimeOffset> Advance(ITwinGrain twin, DateTimeOffset from, int steps)
    {
        for (var i = 1; i <= steps; i++)
        {
            await twin.Advance(from.AddSeconds(i * 10));
        }

        return from.AddSeconds(steps * 10);
    }

    private static Alert Alert(EntityId entity, string name, DateTimeOffset at, AlertStatus status) => new(
        $"{entity}/{name}", entity, name, AlertSeverity.Critical, status, at, at, null, "alertmanager", null, 0, null,
        null, $"{entity} is {name}");

    private static IEnumerable<(string, IncidentState, DateTimeOffset, int)> Essence(
        ImmutableArray<Incident> incidents) =>
        incidents.Select(incident => (incident.Id, incident.State, incident.OpenedAt, incident.AlertCount));

    private ITwinGrain Twin(out string id) => Cluster.Grains.GetGrain<ITwinGrain>(id = TwinCluster.NewTwin("rec"));
}
