using AiopsTwin.Contracts.Twins;
using AiopsTwin.Grains;
using AiopsTwin.Grains.Durability;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Orleans.Storage;
using Orleans.TestingHost;

namespace AiopsTwin.Testing.Cluster;

/// <summary>
/// Silos in this process with the grains of the twin, real serialization between them, and a log and storage that
/// survive every silo. Use twin ids of your own in every test: see <see cref="NewTwin"/>.
/// </summary>
public sealed class TwinCluster : IAsyncDisposable
{
    private static int _twins;

    private TwinCluster(InProcessTestCluster cluster, MemoryEventLog log)
    {
        Silos = cluster;
        Log = log;
    }

    /// <summary>The cluster, to stop, kill or move things in.</summary>
    public InProcessTestCluster Silos { get; }

    /// <summary>The event log all silos share.</summary>
    public MemoryEventLog Log { get; }

    /// <summary>Calls grains as a client outside the silos does.</summary>
    public IGrainFactory Grains => Silos.Client;

    /// <summary>The gateway of the first silo still running.</summary>
    public ITwinGateway Gateway => Silos.GetActiveSilos().First().ServiceProvider.GetRequiredService<ITwinGateway>();

    /// <summary>Starts a cluster.</summary>
    /// <param name="silos">How many silos.</param>
    /// <param name="configure">Further services of every silo, for example options.</param>
    public static async Task<TwinCluster> Start(int silos, Action<IServiceCollection>? configure = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(silos);
        var log = new MemoryEventLog();
        var rows = new SharedRows();
        var builder = new InProcessTestClusterBuilder((short)silos);

        // Two lines for every placement of a grain: megabytes that nobody reads, and that weigh on every figure.
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureSilo((_, silo) =>
        {
            silo.AddTwinGrains();
            silo.Services.AddSingleton<IEventLog>(log);
            silo.Services.AddKeyedSingleton<IGrainStorage>(
                StorageNames.Twin, (services, _) =>
                    new MemoryGrainStorage(rows, services.GetRequiredService<Serializer>()));
            configure?.Invoke(silo.Services);
        });
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return new TwinCluster(cluster, log);
    }

    /// <summary>The silo a grain lives on now.</summary>
    /// <exception cref="InvalidOperationException">The grain is not active.</exception>
    public InProcessSiloHandle SiloOf(IAddressable grain) =>
        Silos.TryGetGrainContext(grain.GetGrainId(), out var context)
        ? Silos.GetSiloForAddress(context.Address.SiloAddress!)
            ?? throw new InvalidOperationException($"The silo of {grain.GetGrainId()} is not of this cluster.")
        : throw new InvalidOperationException($"{grain.GetGrainId()} is not active.");

    /// <summary>A twin id nobody else uses.</summary>
    public static string NewTwin(string prefix = "t") => $"{prefix}-{Interlocked.Increment(ref _twins)}";

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Silos.StopAllSilosAsync();
        await Silos.DisposeAsync();
    }
}
