using System.Collections.Immutable;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Propagation;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;
using AiopsTwin.Engine.Twins;

namespace AiopsTwin.Benchmarks.Storms;

/// <summary>What one step of the brain cost.</summary>
/// <param name="Alerts">Alerts it took.</param>
/// <param name="Milliseconds">Processor time of the whole process, floods included.</param>
/// <param name="FloodMilliseconds">Of that, floods.</param>
/// <param name="Bytes">Bytes allocated.</param>
internal readonly record struct StepCost(int Alerts, double Milliseconds, double FloodMilliseconds, long Bytes);

/// <summary>A brain in one thread, fed with alerts and moved twice a second. Floods are answered as partitions of two
/// thousand entities would; no entity sends telemetry.</summary>
internal sealed class StormThinker
{
    private const int PartitionSize = 2_000;
    private const double StepSeconds = 0.5;

    private readonly TwinBrain _brain = new(new TwinBrainState(), TwinSettings.Default);
    private readonly TopologyGraph _graph;
    private readonly ImmutableArray<PartitionSlice> _slices;
    private double _now;

    public StormThinker(TopologySnapshot map)
    {
        _graph = TopologyGraph.Compile(map);
        var plan = Partitioning.Assign(
            map, ImmutableDictionary<EntityId, int>.Empty, new PartitioningSettings { TargetSize = PartitionSize });
        _slices = PartitionSlice.CutAll(_graph, Partitioning.ByNode(_graph, plan), TwinSettings.Default.Flood);
        _brain.SetTopology(_graph);
    }

    public int FiringAlerts => _brain.FiringAlerts;

    public int StandingIncidents => _brain.Incidents.Count(
        incident => incident.State != IncidentState.Closed && incident.MergedInto is null);

    /// <summary>Goes through a stream of alerts, and on for some seconds.</summary>
    public List<StepCost> Play(ImmutableArray<(double At, Alert Alert)> alerts, double rest)
    {
        var steps = new List<StepCost>();
        var next = 0;
        var end = (alerts.IsEmpty ? _now : alerts[^1].At) + rest;
        while (_now < end)
        {
            _now += StepSeconds;
            var first = next;
            while (next < alerts.Length && alerts[next].At <= _now)
            {
                next++;
            }

            steps.Add(Step(alerts[first..next]));
        }

        return steps;
    }

    private StepCost Step(ImmutableArray<(double At, Alert Alert)> some)
    {
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        var started = Environment.CpuUsage.TotalTime;
        var flooding = TimeSpan.Zero;
        foreach (var alert in AlertOrder.Sorted(some.Select(one => one.Alert)))
        {
            _brain.Receive(alert);
        }

        foreach (var question in _brain.Advance(StormStream.Start.AddSeconds(_now)))
        {
            if (question is FloodQuestion flood)
            {
                var before = Environment.CpuUsage.TotalTime;
                flood.Answer = FloodRounds.Local(_graph, _slices, flood.Request);
                flooding += Environment.CpuUsage.TotalTime - before;
            }
            else if (question is EvidenceQuestion evidence)
            {
                evidence.Answer =
                [
                    .. evidence.Entities.Where(entity => _graph.TryIndex(entity, out _)).Select(
                        entity => new Engine.Detection.EntityEvidence(
                            entity, evidence.Since, evidence.Until, null, [])),
                ];
            }
        }

        _brain.TakeChanged();
        return new StepCost(
            some.Length, (Environment.CpuUsage.TotalTime - started).TotalMilliseconds, flooding.TotalMilliseconds,
            GC.GetAllocatedBytesForCurrentThread() - bytes);
    }
}
