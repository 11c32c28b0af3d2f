using System.Collections.Immutable;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Topology;
using AiopsTwin.Engine.World;
using AiopsTwin.Engine.World.Fitting;

namespace AiopsTwin.Engine.Tests.World.Fitting;

/// <summary>What the tests of fitting share: an estate that lives for some hours and tells of it.</summary>
internal static class FitCase
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <summary>Lets an estate live without any fault.</summary>
    /// <param name="estate">The estate.</param>
    /// <param name="load">Work from outside.</param>
    /// <param name="seed">Seed of the noise.</param>
    /// <param name="samples">Minutes to live.</param>
    public static FaultFreeTime Live(
        Estate estate, ImmutableArray<LoadSource> load, ulong seed, int samples = 240)
    {
        var world = new SimulatedWorld(
            estate, load, seed, new WorldSettings(WorldCase.Start, TimeSpan.FromSeconds(5), Interval));
        var recorder = new WorkRecorder();
        while (recorder.Samples < samples)
        {
            var told = world.Tick();

            // Of the first minute the world is still filling with work.
            if (!told.Batches.IsEmpty && world.Now > WorldCase.Start + Interval)
            {
                recorder.Add(told.Batches);
            }
        }

        return new FaultFreeTime($"seed {seed}", Interval, recorder.ToWorks());
    }

    /// <summary>The topology of an estate without one call.</summary>
    public static TopologySnapshot Without(this Estate estate, string caller, string callee) => estate.Topology with
    {
        Dependencies = estate.Topology.Dependencies.RemoveAll(
            link => link.Dependent.Name == caller && link.On.Name == callee),
    };
}
