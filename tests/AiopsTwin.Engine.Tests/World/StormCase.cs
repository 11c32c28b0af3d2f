using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.World;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.World;

/// <summary>The metastable example: slots of 10 ms behind callers that give up after half a second and try again.
/// </summary>
internal static class StormCase
{
    public static Estate Estate(int slots, int retries) => EstateBuilder.Of("web -> api")
        .Process("web", model => model with
        {
            Replicas = 1,
            SlotsPerReplica = 1000,
            ServiceTime = TimeSpan.FromMilliseconds(1),
            ErrorRatio = 0,
            CpuSecondsPerRequest = 0,
        })
        .Process("api", model => model with
        {
            Replicas = 1,
            SlotsPerReplica = slots,
            ErrorRatio = 0,
            CpuSecondsPerRequest = 0,
            QueueLimit = 10_000_000,
        })
        .Call("web", "api", call => call with { Timeout = TimeSpan.FromSeconds(0.5), Retries = retries })
        .Build();

    /// <summary>The world with 10 slots and 3 retries, at the end of a spike of four seconds to 2000 requests per
    /// second after 100 seconds of steady work.</summary>
    public static SimulatedWorld AfterSpike(double rate)
    {
        var world = WorldCase.World(Estate(10, 3), WorldCase.Steady("web", rate));
        world.Run(100);
        world.Inject(WorldCase.Fault("traffic-surge", "web", ("factor", 2000 / rate)) with
        {
            Duration = TimeSpan.FromSeconds(4),
        });
        world.Run(4);
        return world;
    }
}
