using System.Collections.Immutable;
using AiopsTwin.Engine.Numerics;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.World;

/// <summary>What machines report: hosts, instances and switches. Racks and zones have nothing that could
/// report.</summary>
internal sealed class PlaceTelemetry(WorldState state, IntervalSums sums, Draws draws)
{
    /// <summary>Processor use of an idle operating system; an assumption of ours.</summary>
    private const double IdleUse = 0.02;

    /// <summary>Memory of one process, as a share of its host's; an assumption of ours.</summary>
    private const double ProcessMemory = 0.2;

    private readonly NetworkFlows _network = new(state, sums);

    /// <summary>Works out what all places share; to be called once before the writes of an interval.</summary>
    public void Measure() => _network.Measure();

    /// <summary>Adds the samples of a place, by metric name; none for a rack or a zone.</summary>
    public void Write(int node, long interval, DateTimeOffset at, ImmutableArray<Sample>.Builder samples)
    {
        switch (state.Map.Kinds[node])
        {
            case EntityKind.Host:
                WriteHost(node, interval, at, samples);
                break;
            case EntityKind.Instance:
                WriteInstance(node, interval, at, samples);
                break;
            case EntityKind.Switch:
                samples.Add(new Sample(MetricCatalog.NetworkReceive, at, Bytes(node, Purpose.Received, interval)));
                samples.Add(new Sample(MetricCatalog.Up, at, 1));
                break;
            default:
                break;
        }
    }

    private void WriteHost(int node, long interval, DateTimeOffset at, ImmutableArray<Sample>.Builder samples)
    {
        var host = state.Map.HostOfNode[node];
        var use = sums.HostCores[host] / sums.Seconds / state.Map.Cores[host];
        var random = draws.Of(node, Purpose.Processor, interval);
        samples.Add(new Sample(MetricCatalog.CpuUtilization, at, SamplingNoise.Share(ref random, IdleUse + use)));
        random = draws.Of(node, Purpose.Memory, interval);
        var memory = 0.4 + (0.2 * (StableHash.Of(state.Map.Entities[node].Text) >> 11) / (1UL << 53))
            + (0.05 * use) + Leaked(node);
        samples.Add(new Sample(MetricCatalog.MemoryUtilization, at, SamplingNoise.Share(ref random, memory)));
        samples.Add(new Sample(MetricCatalog.NetworkReceive, at, Bytes(node, Purpose.Received, interval)));
        samples.Add(new Sample(MetricCatalog.NetworkTransmit, at, Bytes(node, Purpose.Sent, interval)));
        samples.Add(new Sample(MetricCatalog.Up, at, 1));
    }

    private void WriteInstance(int node, long interval, DateTimeOffset at, ImmutableArray<Sample>.Builder samples)
    {
        var placement = state.Map.Placement;
        var (cores, copies, running) = (0.0, 0, 0);
        foreach (var (process, place) in placement.PlacesOnUnit[node] ?? [])
        {
            copies += placement.Copies[place];
            running += state.PlaceCopies[place];
            if (state.PlaceCopies[place] > 0)
            {
                cores += sums.Cores[process] * state.PlaceCopies[place] / state.Processes.Copies[process];
            }
        }

        // The probe of an instance asks the copy inside, not the machine.
        var isUp = copies == 0 || running > 0;
        var host = placement.HostOfUnit[node];
        var allowed = host >= 0 ? state.Map.Cores[host] / placement.UnitsOnHost[host] : 1;
        var random = draws.Of(node, Purpose.Processor, interval);
        var use = SamplingNoise.Share(ref random, IdleUse + (cores / sums.Seconds / allowed));
        samples.Add(new Sample(MetricCatalog.CpuUtilization, at, use));
        samples.Add(new Sample(MetricCatalog.Up, at, isUp ? 1 : 0));
    }

    private double Leaked(int node)
    {
        var leaked = 0.0;
        foreach (var (process, _) in state.Map.Placement.PlacesOnUnit[node] ?? [])
        {
            leaked += ProcessMemory * state.Processes.Leaked[process];
        }

        return leaked;
    }

    private double Bytes(int node, Purpose purpose, long interval)
    {
        var random = draws.Of(node, purpose, interval);
        var bytes = purpose == Purpose.Received ? _network.Received[node] : _network.Sent[node];
        return SamplingNoise.Scaled(ref random, bytes, 0.01);
    }
}
