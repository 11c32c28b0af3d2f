using System.Collections.Immutable;
using System.Diagnostics;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Twins;
using AiopsTwin.Scenarios.Generators;

namespace AiopsTwin.Cli.Commands;

/// <summary>What goes wrong in a measured run.</summary>
internal enum BenchFault
{
    /// <summary>One host dies; some twenty services lose half of their copies.</summary>
    HostDown,

    /// <summary>A service in the middle of the graph takes six times as long, so that it is overloaded and its callers'
    /// retries spread the overload: a storm of alerts from most of the estate.</summary>
    SlowService,
}

/// <summary>How fast a whole run is: the world, and a twin that judges every sample of it.</summary>
internal static class BenchRun
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    public static BenchReport Measure(BenchRequest request, BenchFault fault) => new(
        "run",
        $"world and twin in one thread, ticks of 1 s, telemetry each 10 s, {WarmUp.TotalMinutes} min to learn, "
        + $"then {Phase(request).TotalSeconds} s in health and as long with the fault {fault}",
        [.. request.Sizes.Select(size => Measure(request, fault, size))],
        "healthyMillisecondsPerVirtualSecond");

    private static TimeSpan Phase(BenchRequest request) =>
        Interval * Math.Ceiling(request.Seconds / Interval.TotalSeconds);

    private static BenchSlice Measure(BenchRequest request, BenchFault fault, int size)
    {
        request.Screen.Measuring($"run of {size} entities");
        var run = new ScenarioRun(Scenario(Phase(request), fault, size), 1, TwinSettings.Default);
        var learning = Play(request, run, TimeSpan.Zero);
        var before = run.Twin.SamplesSeen;
        var healthy = Play(request, run, Phase(request));
        var samples = run.Twin.SamplesSeen - before;
        var falseAlerts = run.Twin.AlertsSeen;
        var faulty = Play(request, run, 2 * Phase(request));
        return new BenchSlice(size,
        [
            new("timesRealTimeLearning", learning.Ratio),
            new("timesRealTimeHealthy", healthy.Ratio),
            new("timesRealTimeFaulty", faulty.Ratio),
            new("timesRealTimeHealthyByTheWatch", healthy.WallRatio),
            new("timesRealTimeFaultyByTheWatch", faulty.WallRatio),
            new("healthyMillisecondsPerVirtualSecond", 1000 / healthy.Ratio),
            new("longestIntervalMilliseconds", Math.Max(healthy.Longest, faulty.Longest)),
            new("samplesPerVirtualSecond", samples / Phase(request).TotalSeconds),
            new("alertsHealthy", falseAlerts),
            new("alertsFaulty", run.Twin.AlertsSeen - falseAlerts),
            new("incidents", run.Twin.Incidents.Length),
        ]);
    }

    private static Played Play(BenchRequest request, ScenarioRun run, TimeSpan until)
    {
        var from = run.Position;
        var watch = Stopwatch.StartNew();
        var whole = CpuClock.Start();
        var longest = 0.0;
        while (run.Position < until)
        {
            request.Cancellation.ThrowIfCancellationRequested();
            var one = CpuClock.Start();
            run.RunTo(run.Position + Interval);
            longest = Math.Max(longest, one.Seconds * 1000);
        }

        var virtualSeconds = (run.Position - from).TotalSeconds;
        return new Played(virtualSeconds / whole.Seconds, virtualSeconds / watch.Elapsed.TotalSeconds, longest);
    }

    private static Scenario Scenario(TimeSpan phase, BenchFault fault, int size)
    {
        var (estate, load) = LargeEstate.Of(size, LargeEstate.FewCalls);
        var (kind, target, factor) = fault == BenchFault.HostDown
            ? ("host-down", estate.World.Hosts[estate.World.Hosts.Length / 2].Host, 0)
            : ("latency-add", estate.World.Calls[estate.World.Calls.Length / 2].Callee, 6);
        var parameters = ImmutableSortedDictionary.Create<string, double>(StringComparer.Ordinal);
        parameters = factor > 0 ? parameters.Add("factor", factor) : parameters;
        var strike = new TimelineStep(
            new StepTime(phase, null, null),
            new FaultSpec("bench", kind, [target], null, parameters, TimeSpan.Zero, null),
            null, null, null);
        return new Scenario(
            estate.Name, "A large estate", "For measurements.", 1, estate, load,
            new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero), 2 * phase, WarmUp, Tick, Interval, [strike], [],
            new GroundTruth([target], null, phase));
    }

    private readonly record struct Played(double Ratio, double WallRatio, double Longest);
}
