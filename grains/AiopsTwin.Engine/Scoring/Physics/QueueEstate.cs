using System.Collections.Immutable;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;
using AiopsTwin.Engine.World;

namespace AiopsTwin.Engine.Scoring.Physics;

/// <summary>Small estates without hosts, made of queues that textbooks have formulas for.</summary>
internal static class QueueEstate
{
    public static readonly WorldSettings Settings = new(
        new DateTimeOffset(2026, 1, 5, 0, 0, 0, TimeSpan.Zero), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10));

    private static readonly ImmutableSortedDictionary<string, string> NoLabels =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    public static EntityId Id(string name) => EntityId.Of(EntityKind.Service, name);

    /// <summary>A process that never fails, with as much room as anybody needs.</summary>
    public static ProcessModel Process(string name, int servers, double seconds, double variability = 1) =>
        new(Id(name), 1, servers, TimeSpan.FromSeconds(seconds), variability, 0, 0, 10_000_000, 0);

    /// <summary>A call that waits long.</summary>
    public static CallModel Call(string from, string to, double times = 1) =>
        new(Id(from), Id(to), times, 0, TimeSpan.FromMinutes(10), 0, TimeSpan.Zero, 0);

    /// <summary>The estate of some processes and calls.</summary>
    public static Estate Of(IEnumerable<ProcessModel> processes, params CallModel[] calls)
    {
        ProcessModel[] sorted = [.. processes.OrderBy(process => process.Entity)];
        var topology = new TopologySnapshot(
            1,
            [.. sorted.Select(process => new Entity(process.Entity, NoLabels))],
            [.. calls.OrderBy(call => call.Caller).ThenBy(call => call.Callee).Select(call =>
                new Dependency(call.Caller, call.Callee, DependencyKind.CallsSync, 1, Criticality.Required, null))],
            []);
        return new Estate("queues", topology, new WorldModel([.. sorted], [.. calls], []));
    }

    /// <summary>Work at an even rate.</summary>
    public static LoadSource Load(string entry, double rate) => new(Id(entry), "steady", rate, 0, 0, 0);

    /// <summary>A world that has run for a while.</summary>
    public static SimulatedWorld Rested(Estate estate, LoadSource load, int seconds)
    {
        var world = new SimulatedWorld(estate, [load], 1, Settings);
        for (var second = 0; second < seconds; second++)
        {
            world.Tick();
        }

        return world;
    }
}
