using AiopsTwin.Contracts.Twins;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Twins;
using AiopsTwin.Grains.Durability;
using AiopsTwin.Grains.Runs;
using AiopsTwin.Grains.Twins;
using AiopsTwin.Grains.Views;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace AiopsTwin.Grains;

/// <summary>Adds the grains of the twin to a silo.</summary>
public static class TwinGrainsSetup
{
    /// <summary>Name of the meter of this project.</summary>
    public const string MeterName = GrainInstruments.MeterName;

    /// <summary>
    /// Registers what the grains need. The host adds an <c>IEventLog</c>, a grain storage provider named
    /// <c>StorageNames.Twin</c>, and binds <see cref="TwinOptions"/>, <see cref="ViewOptions"/> and
    /// <see cref="RunOptions"/>; their defaults hold otherwise.
    /// </summary>
    public static ISiloBuilder AddTwinGrains(this ISiloBuilder silo)
    {
        ArgumentNullException.ThrowIfNull(silo);
        silo.Services.AddTwinGrains();
        return silo;
    }

    /// <summary>As <see cref="AddTwinGrains(ISiloBuilder)"/>, for a host that configures services directly.</summary>
    public static IServiceCollection AddTwinGrains(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<TwinOptions>();
        services.AddOptions<ViewOptions>();
        services.AddOptions<RunOptions>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider =>
            provider.GetRequiredService<IOptions<TwinOptions>>().Value.Apply(TwinSettings.Default));
        services.TryAddSingleton(provider => new EntityMonitor(provider.GetRequiredService<TwinSettings>().Detection));
        services.TryAddSingleton<PartitionDirectory>();
        services.TryAddSingleton<LocalGrains>();
        services.TryAddSingleton<EventLogAccess>();
        services.AddWorldProver();
        services.TryAddSingleton<TwinThinking>();
        services.TryAddSingleton<TwinServices>();
        services.TryAddSingleton<RunServices>();
        services.TryAddSingleton<ITwinGateway, TwinGateway>();
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, OrderlyStop>();
        return services;
    }
}
