using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.World.Discrete;

namespace AiopsTwin.Engine.World;

/// <summary>What a working entity reports: requests, their time and errors, and what they hold.</summary>
internal sealed class WorkTelemetry(WorldState state, IntervalSums sums, Draws draws)
{
    private readonly double[] _allowedCores = new double[state.Map.Processes.Length];

    /// <summary>Takes note of a changed overlay: how many cores the running copies may use.</summary>
    public void Refresh()
    {
        var (map, placement) = (state.Map, state.Map.Placement);
        Array.Clear(_allowedCores);
        for (var p = 0; p < map.Processes.Length; p++)
        {
            for (var i = placement.Start[p]; i < placement.Start[p + 1]; i++)
            {
                var host = placement.HostOfUnit[placement.Unit[i]];
                if (host >= 0 && state.PlaceCopies[i] > 0)
                {
                    var isInstance = map.Kinds[placement.Unit[i]] == EntityKind.Instance;
                    _allowedCores[p] += map.Cores[host] / (isInstance ? placement.UnitsOnHost[host] : 1);
                }
            }
        }
    }

    /// <summary>Adds the samples of a process, by metric name.</summary>
    public void Write(int p, long interval, DateTimeOffset at, ImmutableArray<Sample>.Builder samples)
    {
        var node = state.Map.ProcessNode[p];
        var isStore = state.Map.Kinds[node] == EntityKind.Datastore;
        var isQueue = state.Map.Kinds[node] == EntityKind.Queue;
        var random = draws.Of(node, Purpose.Count, interval);
        var tally = state.Zoom is { } zoom && zoom.Has(p) ? zoom.TallyOf(p) : null;
        var count = tally?.InInterval(ProcessTally.Arrived) ?? SamplingNoise.Poisson(ref random, sums.Arrived[p]);
        var response = sums.Arrived[p] > 0 ? sums.Time[p] / sums.Arrived[p] : 0;

        WriteCache(p, count);
        Add(MetricCatalog.Connections, Connections(p, response, interval));
        WritePool(p, interval, at, samples);
        Add(MetricCatalog.CpuUtilization, Processor(p, count, interval));
        if (state.Processes.DiskFilled[p] > 0)
        {
            var used = LiveImpairments.DiskAtRest(state.Map, p) + state.Processes.DiskFilled[p];
            Add(MetricCatalog.DiskUtilization, Math.Min(1, used));
        }

        if (isStore)
        {
            random = draws.Of(node, Purpose.Locks, interval);
            var waits = sums.Locked[p] / sums.Seconds;
            Add(MetricCatalog.LockWait, SamplingNoise.Scaled(ref random, waits, 1 / Math.Sqrt(Math.Max(1, count))));
        }

        random = draws.Of(node, Purpose.Memory, interval);
        var memory = CapacityStep.MemoryAtRest(state.Map, p) + state.Processes.Leaked[p]
            + state.Impairments.MemoryHeld[p] + (0.05 * state.Processes.Rho[p]);
        Add(MetricCatalog.MemoryUtilization, SamplingNoise.Share(ref random, memory));
        if (isStore || isQueue)
        {
            Add(MetricCatalog.QueueDepth, Depth(p, interval));
        }

        if (tally is null)
        {
            WriteRequests(p, count, interval, at, samples);
        }
        else
        {
            WriteCounted(tally, at, samples);
        }

        Add(MetricCatalog.RequestRate, count / sums.Seconds);

        void Add(string metric, double value) => samples.Add(new Sample(metric, at, value));

        void WriteCache(int process, double lookups)
        {
            if (state.Map.Processes[process].CacheHitRatio > 0 && lookups > 0)
            {
                var stream = draws.Of(node, Purpose.Hits, interval);
                var hits = SamplingNoise.Binomial(ref stream, lookups, sums.Hits[process] / sums.Seconds);
                Add(MetricCatalog.CacheHitRatio, hits / lookups);
            }
        }
    }

    private void WriteRequests(
        int p, double count, long interval, DateTimeOffset at, ImmutableArray<Sample>.Builder samples)
    {
        // Without a request there is no duration and no error ratio: unknown is the absence of a sample.
        if (count > 0)
        {
            var node = state.Map.ProcessNode[p];
            var mean = sums.Time[p] / sums.Arrived[p];
            var variance = Math.Max(0, (sums.TimeSquare[p] / sums.Arrived[p]) - (mean * mean));
            var root = Math.Sqrt(count);
            var random = draws.Of(node, Purpose.Duration, interval);
            var duration = SamplingNoise.Scaled(ref random, mean, Math.Sqrt(variance) / (mean * root));
            samples.Add(new Sample(MetricCatalog.RequestDuration, at, duration));

            // Deviation of a sample quantile: sqrt(q (1 - q) / n) over the density there; at 95 % of a normal these are
            // 0.218 and 0.1031, and the slope carries the normal's axis over to the response time's.
            var (value, slope) = GammaLaw.Percentile95(mean, variance);
            random = draws.Of(node, Purpose.Percentile, interval);
            var deviation = value > 0 ? 0.218 * slope / (0.1031 * value * root) : 0;
            var percentile = SamplingNoise.Scaled(ref random, value, deviation);
            samples.Add(new Sample(MetricCatalog.RequestDurationP95, at, percentile));

            random = draws.Of(node, Purpose.Errors, interval);
            var errors = SamplingNoise.Binomial(ref random, count, Math.Min(1, sums.Failed[p] / sums.Arrived[p]));
            samples.Add(new Sample(MetricCatalog.ErrorRatio, at, errors / count));
        }
    }

    /// <summary>Single requests need no law and no noise: what was answered in the interval says it all.</summary>
    private static void WriteCounted(ProcessTally tally, DateTimeOffset at, ImmutableArray<Sample>.Builder samples)
    {
        if (tally.Interval.Count > 0)
        {
            var failed = tally.InInterval(ProcessTally.Failed) / tally.Interval.Count;
            samples.Add(new Sample(MetricCatalog.RequestDuration, at, tally.Interval.Mean));
            samples.Add(new Sample(MetricCatalog.RequestDurationP95, at, tally.Interval.Quantile(0.95)));
            samples.Add(new Sample(MetricCatalog.ErrorRatio, at, failed));
        }
    }

    private double Connections(int p, double response, long interval)
    {
        var graph = state.Map.Graph;
        var (established, inFlight) = (0.0, sums.FromOutside[p]);
        for (var i = graph.InStart[p]; i < graph.InStart[p + 1]; i++)
        {
            var e = graph.InCalls[i];
            established += state.Calls.Pool[e] > 0 ? sums.Connections[e] : 0;
            inFlight += state.Calls.Pool[e] > 0 ? 0 : sums.Connections[e];
        }

        for (var i = graph.OutStart[p]; i < graph.OutStart[p + 1]; i++)
        {
            var e = graph.OutCalls[i];
            established += state.Calls.Pool[e] > 0 ? sums.Connections[e] : 0;
        }

        var random = draws.Of(state.Map.ProcessNode[p], Purpose.Connections, interval);
        return (established / sums.Seconds)
            + SamplingNoise.Present(ref random, inFlight / sums.Seconds, response, sums.Seconds);
    }

    private void WritePool(int p, long interval, DateTimeOffset at, ImmutableArray<Sample>.Builder samples)
    {
        var graph = state.Map.Graph;
        var random = draws.Of(state.Map.ProcessNode[p], Purpose.Pool, interval);
        var fullest = -1.0;
        for (var i = graph.OutStart[p]; i < graph.OutStart[p + 1]; i++)
        {
            var e = graph.OutCalls[i];
            if (state.Calls.Pool[e] > 0)
            {
                var size = state.Calls.Pool[e];
                var used = SamplingNoise.Present(
                    ref random, sums.PoolUse[e] / sums.Seconds * size, state.Calls.AttemptMean[e], sums.Seconds);
                fullest = Math.Max(fullest, Math.Min(1, used / size));
            }
        }

        if (fullest >= 0)
        {
            samples.Add(new Sample(MetricCatalog.PoolUtilization, at, fullest));
        }
    }

    private double Processor(int p, double count, long interval)
    {
        // A busier interval than expected burns more, by as much as its requests cost.
        var more = sums.Arrived[p] > 0 ? (count / sums.Arrived[p]) - 1 : 0;
        var random = draws.Of(state.Map.ProcessNode[p], Purpose.Processor, interval);
        if (_allowedCores[p] > 0)
        {
            var cores = sums.Cores[p] + (sums.RequestCores[p] * more);
            return SamplingNoise.Share(ref random, cores / sums.Seconds / _allowedCores[p]);
        }

        var slots = sums.Seconds * Math.Max(1, state.Processes.Servers[p]);
        return SamplingNoise.Share(ref random, sums.Busy[p] * (1 + more) / slots);
    }

    private double Depth(int p, long interval)
    {
        var graph = state.Map.Graph;
        var depth = sums.Waiting[p];
        for (var i = graph.OutStart[p]; i < graph.OutStart[p + 1]; i++)
        {
            var e = graph.OutCalls[i];
            depth += graph.Calls[e].Mode == CallMode.Pull ? sums.Kept[e] : 0;
        }

        depth /= sums.Seconds;
        var random = draws.Of(state.Map.ProcessNode[p], Purpose.Depth, interval);
        var stay = sums.Arrived[p] > 0 ? depth * sums.Seconds / sums.Arrived[p] : 0;
        return SamplingNoise.Present(ref random, depth, stay, sums.Seconds);
    }
}
