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
        var world = StormCase.AfterSpike(rate);

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
        var world = StormCase.AfterSpike(rate);

        world.Run(900);

        Assert.True(world.State.Processes.ResponseMean[world.Process("api")] > 5);
        Assert.True(world.State.Processes.Success[world.Process("web")] < 0.01);
    }

    [Fact]
    public void Retries_WithoutSpike_LeaveAHealthyServerAlone()
    {
        var world = WorldCase.World(StormCase.Estate(10, 3), WorldCase.Steady("web", 800));

        world.Run(600);

        Assert.InRange(world.State.Processes.Inflow[world.Process("api")], 799.9, 800.1);
    }
}
