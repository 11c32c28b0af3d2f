using System.Collections.Immutable;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Scenarios.Timelines;
using AiopsTwin.Engine.World;
using AiopsTwin.Scenarios.Generators;

namespace AiopsTwin.Cli.Commands;

/// <summary>What it costs to fork a simulated world, to tell its state by a number, to seek and to compare.</summary>
internal static class BenchTimeline
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    public static BenchReport Measure(BenchRequest request) => new(
        "timeline",
        "a world of one-second ticks five minutes after its start; a seek is the copy of a snapshot and half a minute "
            + "of ticks, the mean way with a snapshot each minute; processor time, best of three",
        [.. request.Sizes.Select(size => Measure(request, size))],
        "forkMilliseconds");

    private static BenchSlice Measure(BenchRequest request, int size)
    {
        request.Cancellation.ThrowIfCancellationRequested();
        request.Screen.Measuring($"timeline of {size} entities");
        var (estate, load) = LargeEstate.Of(size, LargeEstate.FewCalls);
        var world = new SimulatedWorld(estate, load, 1, new WorldSettings(Start, Tick, Interval));
        Run(world, 300);
        return new BenchSlice(size,
        [
            new("forkMilliseconds", CpuClock.Milliseconds(request.Seconds, () => world.Fork() == world ? 1 : 0)),
            new("snapshotBytes", world.StateBytes()),
            new("hashMilliseconds", CpuClock.Milliseconds(request.Seconds, () => (int)world.StateHash())),
            new("seekMilliseconds", CpuClock.Milliseconds(request.Seconds, () => Run(world.Fork(), 30))),
            new("compareOfAnHourMilliseconds", Compare(request, world, estate)),
        ]);
    }

    /// <summary>What <see cref="Timeline.Compare"/> does after an hour, on worlds without a twin: both readings, that
    /// of the moment at which they parted and the tick that parted them (half a minute and ten ticks from
    /// snapshots).</summary>
    private static double Compare(BenchRequest request, SimulatedWorld world, Estate estate)
    {
        var (parted, left, right) = (world.Fork(), world.Fork(), world.Fork());
        var calm = new List<TimelineHash>();
        var struck = new List<TimelineHash>();
        right.Inject(Fault(estate));
        // What is read does not grow with the time compared, but for the hashes.
        Run(left, 60);
        Run(right, 60);

        for (var mark = 0; mark < 360; mark++)
        {
            calm.Add(new TimelineHash(mark * Interval, (ulong)mark));
            struck.Add(new TimelineHash(mark * Interval, mark == 0 ? 0 : (ulong)mark + 1));
        }

        return CpuClock.Milliseconds(request.Seconds, () =>
        {
            var since = parted.Fork();
            Run(since, 30);
            var (one, other) = (parted.Fork(), parted.Fork());
            for (var tick = 0; tick < 10; tick++)
            {
                one.Tick();
                other.Tick();
                _ = one.StateHash() == other.StateHash();
            }

            return TimelineDiff.Of(
                TimelineReader.Read("calm", TimeSpan.FromHours(1), left, [.. calm]),
                TimelineReader.Read("struck", TimeSpan.FromHours(1), right, [.. struck]),
                TimelineReader.Read("calm", TimeSpan.Zero, since, []), TimeSpan.Zero).Entities.Length;
        });
    }

    private static FaultSpec Fault(Estate estate) => new(
        "bench", "latency-add", [estate.World.Calls[estate.World.Calls.Length / 2].Callee], null,
        ImmutableSortedDictionary.Create<string, double>(StringComparer.Ordinal).Add("factor", 6), TimeSpan.Zero, null);

    private static int Run(SimulatedWorld world, int ticks)
    {
        for (var i = 0; i < ticks; i++)
        {
            world.Tick();
        }

        return ticks;
    }
}
