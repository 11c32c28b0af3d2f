using System.Collections.Immutable;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;
using AiopsTwin.Engine.World;
using AiopsTwin.Engine.World.Discrete;

namespace AiopsTwin.Cli.Commands;

/// <summary>How many events a second the discrete-event world takes, on a line of queues that call one another, beside
/// a plain simulation of the same queues.</summary>
internal static class BenchDiscrete
{
    private const int Servers = 8;
    private const double Service = 0.01;
    private const double Use = 0.7;

    private static readonly DateTimeOffset Start = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    public static BenchReport Measure(BenchRequest request) => new(
        "discrete",
        "queues M/M/8 at 0.7 in a line, each calls the next and waits with a timeout; one thread, best of five",
        [.. request.Sizes.Select(size => Measure(request, size))],
        "nanosecondsPerEvent");

    private static BenchSlice Measure(BenchRequest request, int queues)
    {
        request.Screen.Measuring($"line of {queues} queues");
        var (ours, events) = (0.0, 0.0);
        var world = World(queues);
        var plain = new PlainQueues(queues, Servers, Service, Use * Servers / Service);
        var peer = 0.0;
        for (var round = 0; round < 6; round++)
        {
            request.Cancellation.ThrowIfCancellationRequested();

            // The first round fills the queues and pays the compiler.
            var (rate, perHop) = Rate(world, queues, request.Seconds / 5);
            var other = plain.Rate(request.Seconds / 5);
            if (round > 0)
            {
                (ours, events, peer) = (Math.Max(ours, rate), perHop, Math.Max(peer, other));
            }
        }

        return new BenchSlice(queues,
        [
            new("eventsPerSecond", ours),
            new("nanosecondsPerEvent", 1e9 / ours),
            new("eventsPerRequestAndQueue", events),
            new("plainEventsPerSecond", peer),
            new("timesPlain", ours / peer),
        ]);
    }

    private static (double Rate, double PerHop) Rate(DiscreteWorld world, int queues, double seconds)
    {
        world.Clear();
        var before = world.Events;
        var clock = CpuClock.Start();
        do
        {
            world.Tick();
        }
        while (clock.Seconds < seconds);

        var events = world.Events - before;
        return (events / clock.Seconds, (double)events / queues / world.Report(Id(0)).Arrived);
    }

    private static DiscreteWorld World(int queues)
    {
        var none = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
        var ids = Enumerable.Range(0, queues).Select(Id).ToList();
        var world = new WorldModel(
            [.. ids.Select(id => new ProcessModel(id, 1, Servers, TimeSpan.FromSeconds(Service), 1, 0, 0, 1e6, 0))],
            [.. ids.Skip(1).Zip(ids, (to, from) => new CallModel(
                from, to, 1, 0, TimeSpan.FromSeconds(30), 0, TimeSpan.Zero, 0))],
            []);
        var topology = new TopologySnapshot(
            1,
            [.. ids.Select(id => new Entity(id, none))],
            [.. ids.Skip(1).Zip(ids, (to, from) =>
                new Dependency(from, to, DependencyKind.CallsSync, 1, Criticality.Required, null))],
            []);
        return new DiscreteWorld(
            new Estate("line", topology, world), [new LoadSource(Id(0), "steady", Use * Servers / Service, 0, 0, 0)],
            1, new WorldSettings(Start, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10)));
    }

    private static EntityId Id(int queue) =>
        EntityId.Of(EntityKind.Service, FormattableString.Invariant($"q{queue:0000}"));
}
