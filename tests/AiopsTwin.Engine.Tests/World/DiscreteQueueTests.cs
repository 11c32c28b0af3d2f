namespace AiopsTwin.Engine.Tests.World;

/// <summary>The fluid model against a discrete-event simulation that knows nothing of it.</summary>
public sealed class DiscreteQueueTests
{
    [Theory]
    [InlineData(1, 0.6)]
    [InlineData(4, 0.8)]
    [InlineData(8, 0.7)]
    public void Response_ManyServers_IsThatOfTheDiscreteSimulation(int servers, double rho)
    {
        var rate = servers * rho / 0.01;
        var discrete = new DiscreteQueue(servers, 0.01, 1000, 0, 11);
        discrete.Run(400_000 / rate, _ => rate, rate);
        var world = WorldCase.World(StormCase.Estate(servers, retries: 0), WorldCase.Steady("web", rate));

        world.Run(100);

        var expected = discrete.TimeSum / discrete.Done;
        Assert.Equal(expected, world.State.Processes.ResponseMean[world.Process("api")], expected * 0.03);
    }

    [Theory]
    [InlineData(150)]
    [InlineData(200)]
    [InlineData(230)]
    public void Storm_RecoveryTime_IsThatOfTheDiscreteSimulation(double rate)
    {
        // Mean of some seeds: near the threshold one run's luck moves the moment by tens of seconds.
        var moments = Enumerable.Range(1, 5).Select(seed =>
        {
            var discrete = new DiscreteQueue(10, 0.01, 0.5, 3, (ulong)seed);
            discrete.Run(900, at => at is >= 100 and < 104 ? 2000 : rate, 2000);
            return discrete.LastLate - 104;
        });
        var world = StormCase.AfterSpike(rate);
        var seconds = 0;

        while (world.State.Processes.Wait[world.Process("api")] > 0.5 && seconds < 900)
        {
            world.Tick();
            seconds++;
        }

        var expected = moments.Average();
        Assert.InRange(seconds, (expected * 0.9) - 2, (expected * 1.1) + 2);
    }
}
