using AiopsTwin.Contracts;
using AiopsTwin.Contracts.Incidents;
using AiopsTwin.Contracts.Twins;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Grains.Durability;
using AiopsTwin.Grains.Twins;
using AiopsTwin.Testing.Cluster;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Orleans.Storage;
using MemoryGrainStorage = AiopsTwin.Testing.Cluster.MemoryGrainStorage;

namespace AiopsTwin.Grains.Tests.Twins;

/// <summary>What a <see cref="TwinGrain"/> writes beside its steps, and what a failure in between leaves.</summary>
public sealed class TwinStoringTests(ClusterFixture fixture)
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly EntityId Api = TestTopology.Service("api");
    private static readonly EntityId Db = TestTopology.Service("db");

    [Fact]
    public async Task Incident_WhoseRowIsNotWrittenYet_IsReadAndOutlivesItsGrain()
    {
        var id = TwinCluster.NewTwin("row");
        var twin = fixture.Cluster.Grains.GetGrain<ITwinGrain>(id);
        await OpenIncident(twin);
        var incident = fixture.Cluster.Grains.GetGrain<IIncidentGrain>(GrainKeys.Incident(id, "INC-1"));
        var shown = await incident.Get();

        await fixture.Cluster.Silos.DeactivateAsync(incident);
        var after = await incident.Get();

        Assert.Equal((await twin.Incidents(1))[0].History.Length, shown!.History.Length);
        Assert.Equal(shown.History.AsEnumerable(), after!.History);
    }

    [Fact]
    public async Task Silo_KilledBeforeRowsAreWritten_IncidentsAreWhatTheyWere()
    {
        await using var cluster = await TwinCluster.Start(2, TestOptions.Small);
        var id = TwinCluster.NewTwin("lost");
        var twin = cluster.Grains.GetGrain<ITwinGrain>(id);
        await OpenIncident(twin);
        var incident = cluster.Grains.GetGrain<IIncidentGrain>(GrainKeys.Incident(id, "INC-1"));
        var before = await incident.Get();

        await cluster.Silos.KillSiloAsync(cluster.SiloOf(incident), TestContext.Current.CancellationToken);
        await twin.Status();
        await cluster.Grains.GetGrain<ITwinUpkeepGrain>(id).Checkpoint();
        var after = await incident.Get();

        Assert.Equal(before!.AlertCount, after!.AlertCount);
        Assert.Equal(before.History.AsEnumerable(), after.History);
    }

    [Fact]
    public async Task Advance_WhileACheckpointIsWritten_DoesNotWaitAndIsNotLost()
    {
        var gate = new StorageGate();
        await using var cluster = await TwinCluster.Start(1, services => services
            .AddKeyedSingleton<IGrainStorage>(StorageNames.Twin, (provider, _) => gate.Before(
                new MemoryGrainStorage(new SharedRows(), provider.GetRequiredService<Serializer>())))
            .Configure<TwinOptions>(options => options.CheckpointInterval = TimeSpan.FromMilliseconds(50)));
        var twin = cluster.Grains.GetGrain<ITwinGrain>(TwinCluster.NewTwin("beside"));
        await twin.ApplyTopology(TestTopology.Replace(TestTopology.Chain("api", "db")));
        await twin.ReceiveAlerts([Alert(Api, "slow")]);
        await twin.Advance(Start.AddSeconds(10));
        await gate.Reached.WaitAsync(TestContext.Current.CancellationToken);

        await twin.ReceiveAlerts([Alert(Db, "down")]);
        var beside = await twin.Advance(Start.AddSeconds(20));
        var incidents = await twin.Incidents(10);
        gate.Open();
        await cluster.Silos.DeactivateAsync(twin);

        Assert.Equal(1, beside.ChangedAlerts);
        Assert.Equal(2, (await twin.Status()).FiringAlerts);
        Assert.Equal(
            incidents.Select(one => (one.Id, one.AlertCount)),
            (await twin.Incidents(10)).Select(one => (one.Id, one.AlertCount)));
    }

    [Fact]
    public async Task Log_OfAnIncidentThatGrows_HasItsHeadlinesWithoutLists()
    {
        var id = TwinCluster.NewTwin("log");
        var twin = fixture.Cluster.Grains.GetGrain<ITwinGrain>(id);

        await OpenIncident(twin);
        for (var i = 0; i < 5; i++)
        {
            await twin.ReceiveAlerts([Alert(Db, $"more-{i}")]);
            await twin.Advance(Start.AddMinutes(10 + i));
        }

        var silo = fixture.Cluster.Silos.GetActiveSilos().First();
        var serializer = silo.ServiceProvider.GetRequiredService<Serializer>();
        var told = fixture.Cluster.Log.Of(EventStream.Of(id)).Where(stored => stored.Event.Kind == "incident")
            .Select(stored => serializer.Deserialize<Incident>(stored.Event.Payload)!).ToList();
        Assert.NotEmpty(told);
        Assert.All(told, incident => Assert.Empty(incident.Alerts));
        Assert.Equal(
            told.Count,
            told.Select(incident => (
                incident.State, incident.Severity, incident.Diagnosis?.Suspects.FirstOrDefault()?.Entity))
                .Distinct().Count());
    }

    private static async Task OpenIncident(ITwinGrain twin)
    {
        await twin.ApplyTopology(TestTopology.Replace(TestTopology.Chain("api", "db")));
        await twin.ReceiveAlerts([Alert(Api, "slow"), Alert(Db, "down")]);
        for (var i = 1; i <= 6; i++)
        {
            await twin.Advance(Start.AddSeconds(i * 10));
        }
    }

    private static Alert Alert(EntityId entity, string name) => new(
        $"{entity}/{name}", entity, name, AlertSeverity.Critical, AlertStatus.Firing, Start, Start, null,
        "alertmanager", null, 0, null, null, $"{entity} is {name}");

    /// <summary>Holds the rows of brains back until it is opened.</summary>
    private sealed class StorageGate
    {
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Reached => _reached.Task;

        public void Open() => _opened.SetResult();

        public IGrainStorage Before(IGrainStorage storage) => new Gated(this, storage);

        private sealed class Gated(StorageGate gate, IGrainStorage storage) : IGrainStorage
        {
            public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
                storage.ReadStateAsync(stateName, grainId, grainState);

            public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
            {
                if (stateName == "brain")
                {
                    gate._reached.TrySetResult();
                    await gate._opened.Task;
                }

                await storage.WriteStateAsync(stateName, grainId, grainState);
            }

            public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
                storage.ClearStateAsync(stateName, grainId, grainState);
        }
    }
}
