using System.Diagnostics;
using System.Text.Json;
using AiopsTwin.Engine.World;

namespace AiopsTwin.Benchmarks.World;

/// <summary>
/// How fast a simulated world runs: <c>world-tick [seconds]</c> prints ticks per second of processor time (all threads
/// of the process, so that a busy machine does not spoil the figure), which at a tick of one second is also the ratio
/// to real time, for estates of 100, 1 000 and 10 000 entities, with and without telemetry every ten seconds.
/// </summary>
internal static class WorldTickBench
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static int Run(string[] args)
    {
        var seconds = args is [var given] && double.TryParse(given, out var parsed) ? parsed : 4;
        var results = new[] { 100, 1_000, 10_000 }.Select(entities => Measure(entities, seconds)).ToArray();
        var report = new { Command = "world-tick", TickSeconds = 1, Results = results };
        Console.WriteLine(JsonSerializer.Serialize(report, Json));
        return 0;
    }

    private static object Measure(int entities, double seconds)
    {
        Console.Error.WriteLine($"{entities} entities ...");
        var (bare, calls, bytes) = TicksPerCpuSecond(entities, seconds, TimeSpan.FromDays(1));
        var (reporting, _, _) = TicksPerCpuSecond(entities, seconds, TimeSpan.FromSeconds(10));
        return new
        {
            Entities = entities,
            Calls = calls,
            TicksPerCpuSecond = Math.Round(bare),
            NanosecondsPerEntity = Math.Round(1e9 / bare / entities, 1),
            BytesPerTick = bytes,
            TicksPerCpuSecondWithTelemetry = Math.Round(reporting),
            TimesRealTime = Math.Round(bare),
            TimesRealTimeWithTelemetry = Math.Round(reporting),
        };
    }

    private static (double Rate, int Calls, long BytesPerTick) TicksPerCpuSecond(
        int entities, double seconds, TimeSpan interval)
    {
        var (estate, load) = LargeEstate.Of(entities);
        var start = new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
        var world = new SimulatedWorld(estate, load, 1, new WorldSettings(start, TimeSpan.FromSeconds(1), interval));

        // Until the code is compiled for good and the queues have filled.
        var warmUp = Stopwatch.StartNew();
        while (warmUp.Elapsed.TotalSeconds < seconds / 2)
        {
            world.Tick();
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        var clock = Stopwatch.StartNew();
        var cpu = Environment.CpuUsage.TotalTime;
        var ticks = 0;
        while (clock.Elapsed.TotalSeconds < seconds)
        {
            for (var i = 0; i < 10; i++)
            {
                world.Tick();
            }

            ticks += 10;
        }

        var bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / ticks;
        return (ticks / (Environment.CpuUsage.TotalTime - cpu).TotalSeconds, estate.World.Calls.Length, bytes);
    }
}
