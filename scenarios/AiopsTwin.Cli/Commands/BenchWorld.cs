using System.Collections.Immutable;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.World;
using AiopsTwin.Scenarios.Generators;

namespace AiopsTwin.Cli.Commands;

/// <summary>How fast the simulated world moves, without a twin that listens.</summary>
internal static class BenchWorld
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    /// <summary>Estates side by side, of which one moves: one entity in twenty.</summary>
    private const int Parts = 20;

    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    public static BenchReport Measure(BenchRequest request) => new(
        "world",
        "ticks of one virtual second in one thread; telemetry of every entity each ten ticks; load that walks, but for "
            + "the figures of few who move: those are of twenty estates side by side, of which one has load that walks "
            + "and services whose failures are retried, and nobody reports; best of five",
        [.. request.Sizes.Select(size => Measure(request, size))],
        "microsecondsPerTick");

    private static BenchSlice Measure(BenchRequest request, int size)
    {
        request.Screen.Measuring($"world of {size} entities");
        var silent = Rate(request, size, TimeSpan.FromDays(1));
        var reporting = Rate(request, size, 10 * Tick);
        var few = Rate(request, size, TimeSpan.FromDays(1), isQuiet: true);
        return new BenchSlice(size,
        [
            new("calls", silent.Calls),
            new("ticksPerSecond", silent.Rate),
            new("ticksPerSecondWithTelemetry", reporting.Rate),
            new("timesRealTime", reporting.Rate * Tick.TotalSeconds),
            new("microsecondsPerTick", 1e6 / silent.Rate),
            new("nanosecondsPerEntity", 1e9 / silent.Rate / size),
            new("bytesPerTick", silent.Bytes),
            new("shareAwake", silent.Awake),
            new("shareAwakeOfFew", few.Awake),
            new("shareAwakeOfFewAtMost", few.MostAwake),
            new("ticksPerSecondOfFew", few.Rate),
        ]);
    }

    private static Speed Rate(BenchRequest request, int size, TimeSpan interval, bool isQuiet = false)
    {
        var (estate, load) = isQuiet
            ? LargeEstate.InParts(size, LargeEstate.FewCalls, Math.Min(Parts, size / LargeEstate.FewestEntities))
            : LargeEstate.Of(size, LargeEstate.FewCalls);
        if (isQuiet)
        {
            load = [.. load.Select(source => IsInFirst(source.Entry)
                ? source
                : source with { Noise = 0, DailyAmplitude = 0 })];
        }

        var world = new SimulatedWorld(estate, load, 1, new WorldSettings(Start, Tick, interval));
        if (isQuiet)
        {
            world.Inject(Failing(estate));
        }

        // Until the code is compiled for good and the queues have filled.
        Run(world, Math.Max(1, request.Seconds / 2));
        var bytes = double.MaxValue;
        var rate = 0.0;
        for (var round = 0; round < 5; round++)
        {
            request.Cancellation.ThrowIfCancellationRequested();
            var before = GC.GetAllocatedBytesForCurrentThread();
            var (ticks, seconds) = Run(world, request.Seconds / 5);
            bytes = Math.Min(bytes, (GC.GetAllocatedBytesForCurrentThread() - before) / (double)ticks);
            rate = Math.Max(rate, ticks / seconds);
        }

        var (mean, most) = Awake(world);
        return new Speed(rate, estate.World.Calls.Length, bytes, mean, most);
    }

    /// <summary>Whether an entity stands in the part of the estate in which something happens.</summary>
    private static bool IsInFirst(EntityId entity) => entity.Name.StartsWith("p000000-", StringComparison.Ordinal);

    /// <summary>One service in a hundred of those that are called there answers with errors, and is asked
    /// again.</summary>
    private static FaultSpec Failing(Estate estate)
    {
        var called = estate.World.Calls.Select(call => call.Callee).Where(IsInFirst).Distinct().Order().ToArray();
        return new FaultSpec(
            "failing", "error-add", [.. called.Where((_, i) => i % 100 == 0)], null,
            ImmutableSortedDictionary.Create<string, double>(StringComparer.Ordinal).Add("ratio", 0.2), TimeSpan.Zero,
            null);
    }

    /// <summary>Share of the processes whose work a tick moves: in the mean, and at most.</summary>
    private static (double Mean, double Most) Awake(SimulatedWorld world)
    {
        const int Ticks = 50;
        var (share, most) = (0.0, 0.0);
        for (var i = 0; i < Ticks; i++)
        {
            world.Tick();
            share += world.AwakeShare / Ticks;
            most = Math.Max(most, world.AwakeShare);
        }

        return (share, most);
    }

    private static (int Ticks, double Seconds) Run(SimulatedWorld world, double seconds)
    {
        var clock = CpuClock.Start();
        var ticks = 0;
        do
        {
            for (var i = 0; i < 10; i++)
            {
                world.Tick();
            }

            ticks += 10;
        }
        while (clock.Seconds < seconds);

        return (ticks, clock.Seconds);
    }

    private readonly record struct Speed(double Rate, int Calls, double Bytes, double Awake, double MostAwake);
}
