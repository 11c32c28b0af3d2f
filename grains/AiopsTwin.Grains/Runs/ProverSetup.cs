using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.World.Proofs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AiopsTwin.Grains.Runs;

/// <summary>Gives twins a world to ask. It stands with the runs, for only they may know worlds; twins know the port
/// alone.</summary>
internal static class ProverSetup
{
    /// <summary>Registers the world behind the port, unless the host chose another.</summary>
    public static IServiceCollection AddWorldProver(this IServiceCollection services)
    {
        services.TryAddSingleton<ICounterfactualProver, WorldProver>();
        return services;
    }
}
