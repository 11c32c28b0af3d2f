using AiopsTwin.Grains.Twins;
using Microsoft.Extensions.DependencyInjection;

namespace AiopsTwin.Grains.Tests;

/// <summary>Options that make small things behave like large ones.</summary>
internal static class TestOptions
{
    /// <summary>Small partitions, so that fifty entities need several; checkpoints only when a test asks for
    /// one.</summary>
    public static void Small(IServiceCollection services) => services.Configure<TwinOptions>(options =>
    {
        options.PartitionSize = 16;
        options.CheckpointInterval = TimeSpan.FromHours(1);
    });
}
