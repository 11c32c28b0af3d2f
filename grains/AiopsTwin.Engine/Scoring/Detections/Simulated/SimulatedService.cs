using System.Collections.Immutable;
using System.Globalization;
using AiopsTwin.Engine.Numerics;

namespace AiopsTwin.Engine.Scoring.Detections.Simulated;

/// <summary>
/// Eight weeks of a service in six regions, by the minute: Poisson counts of 4 000 to 42 000 requests with a daily wave
/// and a quieter weekend, 3 % of movement all regions share, 0.7 % of each region's own, a daily batch (+40 % requests,
/// latency times 1.5) that starts within three minutes of its time, a longer weekly one, 0.3 % of samples missing;
/// latency with 4 % of noise and 2 % of slow movement. In the last three weeks each region is harmed a few times
/// a week, no metric more than once. The same seed gives the same service.
/// </summary>
public sealed class SimulatedService
{
    /// <summary>Number of regions.</summary>
    public const int Regions = 6;

    /// <summary>Minutes of a week.</summary>
    public const int Week = 7 * Day;

    /// <summary>Length of the simulation, minutes.</summary>
    public const int Minutes = 8 * Week;

    /// <summary>The first minute in which anything may be done to the service.</summary>
    public const int Harmed = 5 * Week;

    private const int Day = 1440;
    private const int BatchAt = 2 * 60;
    private const int BatchLength = 60;
    private const int WeeklyAt = (5 * Day) + (5 * 60);
    private const int WeeklyLength = 120;
    private const int Jitter = 3;
    private const double DropShare = 0.04;
    private const double SlowShare = 0.12;
    private const double CallerShare = 0.8;

    private SimulatedService(ulong seed, ImmutableArray<SimulatedRegion> members, ImmutableArray<SimulatedEvent> events)
    {
        Seed = seed;
        Members = members;
        Events = events;
    }

    /// <summary>A Monday, midnight UTC.</summary>
    public static DateTimeOffset Start { get; } = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    /// <summary>What fixed it.</summary>
    public ulong Seed { get; }

    /// <summary>The regions.</summary>
    public ImmutableArray<SimulatedRegion> Members { get; }

    /// <summary>Everything done to it, by start and region.</summary>
    public ImmutableArray<SimulatedEvent> Events { get; }

    /// <summary>Makes a service.</summary>
    /// <param name="seed">Any value.</param>
    public static SimulatedService Create(ulong seed)
    {
        var random = new SeededRandom(seed);
        var events = Harm(random.Fork("events"));
        var shared = Walk(random.Fork("shared"), 0.03, 15);
        var members = Enumerable.Range(0, Regions)
            .Select(region => Measure(
                region, random.Fork(string.Create(CultureInfo.InvariantCulture, $"region{region}")), shared, events));
        return new SimulatedService(seed, [.. members], events);
    }

    /// <summary>One harm of each kind a region and week, at any hour, none within two hours of another.</summary>
    private static ImmutableArray<SimulatedEvent> Harm(SeededRandom random)
    {
        var events = ImmutableArray.CreateBuilder<SimulatedEvent>();
        for (var week = Harmed; week < Minutes; week += Week)
        {
            for (var region = 0; region < Regions; region++)
            {
                var own = new List<SimulatedEvent>();
                var missed = week + (random.NextInt(7) * Day) + BatchAt;
                own.Add(new SimulatedEvent(SimulatedKind.MissedBatch, region, missed, missed + BatchLength));
                Place(own, SimulatedKind.RegionalDrop, 120, week, ref random);
                Place(own, SimulatedKind.Slowdown, 60, week, ref random);
                events.AddRange(own);
            }
        }

        events.Sort((left, right) =>
            left.Start != right.Start ? left.Start.CompareTo(right.Start) : left.Region.CompareTo(right.Region));
        return events.ToImmutable();
    }

    private static void Place(
        List<SimulatedEvent> own, SimulatedKind kind, int length, int week, ref SeededRandom random)
    {
        while (true)
        {
            var start = week + random.NextInt(Week - length);
            if (own.TrueForAll(one => start + length + 120 <= one.Start || start >= one.End + 120))
            {
                own.Add(new SimulatedEvent(kind, own[0].Region, start, start + length));
                return;
            }
        }
    }

    private static SimulatedRegion Measure(
        int region, SeededRandom random, double[] shared, ImmutableArray<SimulatedEvent> events)
    {
        var batches = Schedule(random.Fork("batches"));
        var work = Runs(batches, events, region);
        var size = 10_000 + (16_000 * random.NextDouble());
        var own = Walk(random.Fork("own"), 0.007, 180);
        var drift = Walk(random.Fork("drift"), 0.02, 180);
        var callerDrift = Walk(random.Fork("caller"), 0.012, 180);
        var latency = 0.08 + (0.2 * random.NextDouble());
        var (requests, times, callers) = (new double[Minutes], new double[Minutes], new double[Minutes]);
        for (var minute = 0; minute < Minutes; minute++)
        {
            var mean = size * Wave(minute) * Math.Exp(shared[minute] + own[minute]) * (1 + (0.4 * work[minute]));
            mean *= Applies(events, SimulatedKind.RegionalDrop, region, minute) ? 1 - DropShare : 1;
            var slow = Applies(events, SimulatedKind.Slowdown, region, minute) ? Math.Log(1 + SlowShare) : 0;
            var carried = drift[minute] + slow + (work[minute] * Math.Log(1.5));
            var time = latency * Math.Exp(carried + (0.04 * random.NextNormal()));
            var caller = 1.6 * latency
                * Math.Exp((CallerShare * carried) + callerDrift[minute] + (0.04 * random.NextNormal()));

            // The least mean is 4 000: the normal limit of the Poisson law.
            requests[minute] = Kept(Math.Round(mean + (Math.Sqrt(mean) * random.NextNormal())), ref random);
            times[minute] = Kept(time, ref random);
            callers[minute] = Kept(caller, ref random);
        }

        return new SimulatedRegion([.. requests], [.. times], [.. callers], batches);
    }

    private static ImmutableArray<(int Start, int End)> Schedule(SeededRandom random)
    {
        var batches = new List<(int Start, int End)>();
        for (var day = 0; day < Minutes; day += Day)
        {
            var start = day + BatchAt + random.NextInt((2 * Jitter) + 1) - Jitter;
            batches.Add((start, start + BatchLength));
        }

        for (var week = 0; week < Minutes; week += Week)
        {
            var start = week + WeeklyAt + random.NextInt((2 * Jitter) + 1) - Jitter;
            batches.Add((start, start + WeeklyLength));
        }

        batches.Sort();
        return [.. batches];
    }

    /// <summary>1 while a batch runs, 0 else.</summary>
    private static double[] Runs(
        ImmutableArray<(int Start, int End)> batches, ImmutableArray<SimulatedEvent> events, int region)
    {
        var runs = new double[Minutes];
        foreach (var (start, end) in batches)
        {
            if (!events.Any(one => one.Kind == SimulatedKind.MissedBatch && one.Region == region
                && one.Start < end && start < one.End))
            {
                Array.Fill(runs, 1, start, end - start);
            }
        }

        return runs;
    }

    private static bool Applies(
        ImmutableArray<SimulatedEvent> events, SimulatedKind kind, int region, int minute)
    {
        if (minute < Harmed)
        {
            return false;
        }

        foreach (var one in events)
        {
            if (one.Region == region && one.Kind == kind && minute >= one.Start && minute < one.End)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Day and weekend: 0.6 to 1.4 of the middle, a fifth less on two days of seven; the week comes to rest
    /// and wakes within six hours.</summary>
    private static double Wave(int minute)
    {
        var wave = 1 - (0.4 * Math.Cos(2 * Math.PI * ((minute % Day) - (4 * 60)) / Day));
        var inWeek = minute % Week;
        var rest = Math.Min((inWeek - (5 * Day)) / 360.0, (Week - inWeek) / 360.0);
        return (1 - (0.2 * Math.Clamp(rest, 0, 1))) * wave;
    }

    /// <summary>A stationary walk (Ornstein and Uhlenbeck 1930) with a memory in minutes.</summary>
    private static double[] Walk(SeededRandom random, double deviation, double memory)
    {
        var keep = Math.Exp(-1 / memory);
        var step = deviation * Math.Sqrt(1 - (keep * keep));
        var walk = new double[Minutes];
        var place = deviation * random.NextNormal();
        for (var minute = 0; minute < Minutes; minute++)
        {
            place = (keep * place) + (step * random.NextNormal());
            walk[minute] = place;
        }

        return walk;
    }

    private static double Kept(double value, ref SeededRandom random) =>
        random.NextDouble() < 0.003 ? double.NaN : value;
}
