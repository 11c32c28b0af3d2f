using AiopsTwin.Contracts;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Grains.Durability;
using AiopsTwin.Silo.Hosting;
using AiopsTwin.Silo.Persistence;
using AiopsTwin.Silo.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Storage;

namespace AiopsTwin.Silo.Tests.Persistence;

/// <summary>The storage provider's contract on our own schema (<see cref="SchemaMigrator"/>): versions, conflicts,
/// clearing, surviving a restart.</summary>
public sealed class GrainStorageTests(PostgreSqlServer server) : IClassFixture<PostgreSqlServer>, IDisposable
{
    private static readonly GrainId Grain = GrainId.Create("test", "demo/service:checkout");
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.PostgreSql)]
    public async Task WriteState_TwiceThenReadInANewProcess_HasTheSecondValueAndVersion(StorageProvider provider)
    {
        var options = await server.OptionsAsync(provider, Cancelled);
        var sample = new Sample("cpu.utilization", DateTimeOffset.UnixEpoch, 0.25);
        await WithStorageAsync(options, async storage =>
        {
            var state = new GrainState<Sample> { State = sample with { Value = 1 } };
            await storage.WriteStateAsync("state", Grain, state);
            Assert.Equal("1", state.ETag);
            state.State = sample;
            await storage.WriteStateAsync("state", Grain, state);
            Assert.Equal("2", state.ETag);
        });

        await WithStorageAsync(options, async storage =>
        {
            var read = new GrainState<Sample>();
            await storage.ReadStateAsync("state", Grain, read);

            Assert.True(read.RecordExists);
            Assert.Equal("2", read.ETag);
            Assert.Equal(sample, read.State);
        });
    }

    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.PostgreSql)]
    public async Task WriteState_ByAWriterThatSawAnOlderVersion_IsRefused(StorageProvider provider)
    {
        var options = await server.OptionsAsync(provider, Cancelled);
        await WithStorageAsync(options, async storage =>
        {
            var first = new GrainState<string> { State = "first" };
            await storage.WriteStateAsync("state", Grain, first);
            var stale = new GrainState<string>("stale", first.ETag);
            await storage.WriteStateAsync("state", Grain, first);

            await Assert.ThrowsAsync<InconsistentStateException>(
                () => storage.WriteStateAsync("state", Grain, stale));
            await Assert.ThrowsAsync<InconsistentStateException>(
                () => storage.WriteStateAsync("state", Grain, new GrainState<string> { State = "never read" }));
        });
    }

    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.PostgreSql)]
    public async Task ClearState_ThenWrite_GoesOnWithTheVersion(StorageProvider provider)
    {
        var options = await server.OptionsAsync(provider, Cancelled);
        await WithStorageAsync(options, async storage =>
        {
            var state = new GrainState<Decision> { State = Decision.Accepted };
            await storage.WriteStateAsync("state", Grain, state);
            await storage.ClearStateAsync("state", Grain, state);
            var read = new GrainState<Decision>();
            await storage.ReadStateAsync("state", Grain, read);

            read.State = Decision.Refused("again");
            await storage.WriteStateAsync("state", Grain, read);

            Assert.Equal("3", read.ETag);
        });
    }

    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.PostgreSql)]
    public async Task WriteState_ManyGrainsAtOnce_AllSucceed(StorageProvider provider)
    {
        var options = await server.OptionsAsync(provider, Cancelled);
        await WithStorageAsync(options, async storage =>
        {
            var states = Enumerable.Range(0, 40).Select(n => new GrainState<string> { State = $"value {n}" }).ToArray();

            await Task.WhenAll(states.Select((state, n) => Task.Run(
                () => storage.WriteStateAsync("state", GrainId.Create("test", $"demo/{n}"), state), Cancelled)));

            Assert.All(states, state => Assert.Equal("1", state.ETag));
        });
    }

    public void Dispose() => _folder.Dispose();

    private async Task WithStorageAsync(StorageOptions options, Func<IGrainStorage, Task> use)
    {
        var ports = LoopbackPorts.Free(2);
        using var host = new HostBuilder()
            .ConfigureServices(services =>
            {
                services.AddSingleton(TimeProvider.System);
                services.AddSingleton(new TwinDatabase(options, _folder.Root));
            })
            .UseOrleans(silo => silo.UseLocalhostClustering(ports[0], ports[1]).AddTwinGrainStorage())
            .Build();
        await new SchemaMigrator(host.Services.GetRequiredService<TwinDatabase>(), TimeProvider.System)
            .ApplyAsync(Cancelled);
        await host.StartAsync(Cancelled);
        await use(host.Services.GetRequiredKeyedService<IGrainStorage>(StorageNames.Twin));
        await host.StopAsync(Cancelled);
        await ((IAsyncDisposable)host).DisposeAsync();
    }
}
