using System.Diagnostics;
using AiopsTwin.Engine.World;
using AiopsTwin.Scenarios.Crews;
using AiopsTwin.Scenarios.Generators;

namespace AiopsTwin.Cli.Commands;

/// <summary>How fast the simulated world moves with steps cut into shards, and that it stays the same world.</summary>
internal static class BenchShards
{
    private const int TicksOfARound = 20;

    private static readonly DateTimeOffset Start = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);
    private static readonly int[] Shards = [1, 4, 16];

    public static BenchReport Measure(BenchRequest request) => new(
        "shards",
        "ticks of one virtual second, telemetry of every entity each ten ticks, steps cut into so many shards and done "
            + "by as many threads as there are processors; by the clock, best of the rounds; states after the same "
            + "ticks are compared bit by bit",
        [.. request.Sizes.Select(size => Measure(request, size))],
        "microsecondsPerTickOf16");

    private static BenchSlice Measure(BenchRequest request, int size)
    {
        request.Screen.Measuring($"world of {size} entities in shards");
        var (estate, load) = LargeEstate.Of(size, LargeEstate.FewCalls);
        var settings = new WorldSettings(Start, Tick, 10 * Tick);
        var crews = Shards.Select(ThreadCrew.Of).ToArray();
        try
        {
            var worlds = crews.Select(crew => new SimulatedWorld(estate, load, 1, settings) { Crew = crew }).ToArray();
            var best = new double[worlds.Length];
            var clock = Stopwatch.StartNew();
            do
            {
                // In turn, so that whatever else the machine does hits all alike.
                for (var i = 0; i < worlds.Length; i++)
                {
                    request.Cancellation.ThrowIfCancellationRequested();
                    best[i] = Math.Max(best[i], Round(worlds[i]));
                }
            }
            while (clock.Elapsed.TotalSeconds < request.Seconds * worlds.Length);

            return new BenchSlice(size,
            [
                .. Shards.Select((shards, i) => new BenchFigure($"timesRealTimeOf{shards}", best[i])),
                new("distinctStates", worlds.Select(world => world.StateHash()).Distinct().Count()),
                new("microsecondsPerTickOf16", 1e6 / best[^1]),
            ]);
        }
        finally
        {
            foreach (var crew in crews)
            {
                crew.Dispose();
            }
        }
    }

    private static double Round(SimulatedWorld world)
    {
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < TicksOfARound; i++)
        {
            world.Tick();
        }

        return TicksOfARound * Tick.TotalSeconds / clock.Elapsed.TotalSeconds;
    }
}
