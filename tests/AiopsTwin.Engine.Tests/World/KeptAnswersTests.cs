using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.World;
using AiopsTwin.Engine.World.Discrete;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.World;

/// <summary><see cref="KeptAnswers"/>: who has an answer does not ask, until it has run out.</summary>
public sealed class KeptAnswersTests
{
    [Theory]
    [InlineData(5, 10)]
    [InlineData(40, 2)]
    [InlineData(100, 0.2)]
    public void Flow_AtRest_IsThatOfTheDiscreteSimulation(double rate, double life)
    {
        var (estate, load) = (Estate(life), WorldCase.Steady("web", rate));
        var discrete = new DiscreteWorld(estate, [load], 1, WorldCase.Settings);
        for (var tick = 0; tick < 100; tick++)
        {
            discrete.Tick();
        }

        discrete.Clear();
        for (var tick = 0; tick < 6000; tick++)
        {
            discrete.Tick();
        }

        var world = WorldCase.World(estate, load);

        world.Run(300);

        var expected = discrete.Report(EstateBuilder.Id("names")).Arrived / 6000.0;
        Assert.Equal(expected, world.State.Processes.Inflow[world.Process("names")], 0.05 * expected);
    }

    [Fact]
    public void Success_NobodyAnswersAnyMore_FallsAsAnswersRunOut()
    {
        var world = WorldCase.World(Estate(60), WorldCase.Steady("web", 100));
        world.Run(300);
        var kept = world.State.Calls.Kept[0];

        world.Inject(WorldCase.Fault("error-add", "names", ("ratio", 1)));
        world.Run(60);

        // A step passes until failures are felt.
        Assert.InRange(kept, 0.98, 1);
        Assert.Equal(kept * Math.Exp(-1), world.State.Processes.Success[world.Process("web")], 0.01);
        world.Run(600);
        Assert.InRange(world.State.Processes.Success[world.Process("web")], 0, 0.01);
        world.Revert("error-add");
        world.Run(60);
        Assert.InRange(world.State.Processes.Success[world.Process("web")], 0.99, 1);
    }

    [Fact]
    public void Step_SteadyLoad_SleepsWhileAnswersAreKept()
    {
        var world = WorldCase.World(Estate(20), WorldCase.Steady("web", 50));

        world.Run(600);

        world.Tick();
        Assert.Equal(0, world.AwakeShare);
    }

    private static Estate Estate(double life) => EstateBuilder.Of("web -> names")
        .Process("web", model => model with { Replicas = 4 })
        .Call("web", "names", call => call with { TimeToLive = TimeSpan.FromSeconds(life) })
        .Build();
}
