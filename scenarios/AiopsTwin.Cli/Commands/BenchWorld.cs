using AiopsTwin.Engine.World;
using AiopsTwin.Scenarios.Generators;

namespace AiopsTwin.Cli.Commands;

/// <summary>How fast the simulated world moves, without a twin that listens.</summary>
internal static class BenchWorld
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    public static BenchReport Measure(BenchRequest request) => new(
        "world",
        "ticks of one virtual second in one thread; telemetry of every entity each ten ticks; best of five",
        [.. request.Sizes.Select(size => Measure(request, size))],
        "microsecondsPerTick");

    private static BenchSlice Measure(BenchRequest request, int size)
    {
        request.Screen.Measuring($"world of {size} entities");
        var silent = Rate(request, size, TimeSpan.FromDays(1));
        var reporting = Rate(request, size, 10 * Tick);
        return new BenchSlice(size,
        [
            new("calls", silent.Calls),
            new("ticksPerSecond", silent.Rate),
            new("ticksPerSecondWithTelemetry", reporting.Rate),
            new("timesRealTime", reporting.Rate * Tick.TotalSeconds),
            new("microsecondsPerTick", 1e6 / silent.Rate),
            new("nanosecondsPerEntity", 1e9 / silent.Rate / size),
            new("bytesPerTick", silent.Bytes),
        ]);
    }

    private static (double Rate, int Calls, double Bytes) Rate(BenchRequest request, int size, TimeSpan interval)
    {
        var (estate, load) = LargeEstate.Of(size, LargeEstate.FewCalls);
        var world = new SimulatedWorld(estate, load, 1, new WorldSettings(Start, Tick, interval));

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

        return (rate, estate.World.Calls.Length, bytes);
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
}
