using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Tests.World;
using AiopsTwin.Engine.World;

namespace AiopsTwin.Engine.Tests.Faults;

/// <summary>The small shop under even load, and what is read from it.</summary>
internal static class FaultCase
{
    public static SimulatedWorld World(Estate? estate = null) =>
        WorldCase.World(estate ?? FaultExamples.Estate, WorldCase.Steady("web", 50));

    /// <summary>The shop after some seconds with faults in force.</summary>
    public static SimulatedWorld Struck(int seconds, params FaultSpec[] faults)
    {
        var world = World();
        foreach (var fault in faults)
        {
            world.Inject(fault);
        }

        world.Run(seconds);
        return world;
    }

    public static double Response(SimulatedWorld world, string name) =>
        world.State.Processes.ResponseMean[world.Process(name)];

    public static double Inflow(SimulatedWorld world, string name) =>
        world.State.Processes.Inflow[world.Process(name)];

    public static double Success(SimulatedWorld world, string name) =>
        world.State.Processes.Success[world.Process(name)];

    public static int Copies(SimulatedWorld world, string name) =>
        world.State.Processes.Copies[world.Process(name)];

    public static double Service(SimulatedWorld world, string name) =>
        world.State.Processes.ServiceTime[world.Process(name)];
}
