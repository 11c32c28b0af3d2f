using AiopsTwin.Engine.World;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.World;

/// <summary>
/// The metastable example: 10 slots of 10 ms (1000 requests per second), timeout 0.5 s, 3 retries, a spike of 4 s to
/// 2000 per second. While every attempt times out, every request costs four, and abandoned work still burns: the server
/// comes back exactly when four times the load is below its capacity.
/// </summary>
public sealed class RetryStormTests
{
    [Theory]
    [InlineData(150)]
    [InlineData(200)]
    [InlineData(230)]
    public void Storm_LoadBelowAQuarterOfCapacity_Ends(double rate)
    {
        var world = AfterSpike(rate);

        world.Run(900);

        Assert.True(world.State.Processes.ResponseMean[world.Process("api")] < 0.05);
        Assert.True(world.State.Processes.Success[world.Process("web")] > 0.99);
    }

    [Theory]
    [InlineData(270)]
    [InlineData(400)]
    [InlineData(800)]
    public void Storm_LoadAboveAQuarterOfCapacity_NeverEnds(double rate)
    {
        var world = AfterSpike(rate);

        world.Run(900);

        Assert.True(world.State.Processes.ResponseMean[world.Process("api")] > 5);
        Assert.True(world.State.Processes.Success[world.Process("web")] < 0.01);
    }

    [Fact]
    public void Retries_WithoutSpike_LeaveAHealthyServerAlone()
    {
        var world = WorldCase.World(Estate(), WorldCase.Steady("web", 800));

        world.Run(600);

        Assert.InRange(world.State.Processes.Inflow[world.Process("api")], 799.9, 800.1);
    }

    private static SimulatedWorld AfterSpike(double rate)
    {
        var world = WorldCase.World(Estate(), WorldCase.Steady("web", rate));
        world.Run(100);
        world.Inject(WorldCase.Fault("traffic-surge", "web", ("factor", 2000 / rate)) with
        {
            Duration = TimeSpan.FromSeconds(4),
        });
        world.Run(4);
        return world;
    }

    private static Engine.Scenarios.Estate Estate() => EstateBuilder.Of("web -> api")
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
            SlotsPerReplica = 10,
            ErrorRatio = 0,
            CpuSecondsPerRequest = 0,
            QueueLimit = 10_000_000,
        })
        .Call("web", "api", call => call with { Timeout = TimeSpan.FromSeconds(0.5), Retries = 3 })
        .Build();
}
