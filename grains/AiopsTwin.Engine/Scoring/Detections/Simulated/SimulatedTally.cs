namespace AiopsTwin.Engine.Scoring.Detections.Simulated;

/// <summary>
/// What came of a detector's alarms on simulated services. An event is found by an alarm while it lasts, a missed batch
/// until ten minutes after its usual end; episodes of alarms farther than ten minutes from every event of the region
/// are false. Alarms of a metric closer than ten minutes are one.
/// </summary>
public sealed class SimulatedTally
{
    private const int Near = 10;
    private const int Learnt = 3 * 1440;
    private const int BeforeBatch = 5;

    private readonly List<int>[] _delays = [[], [], []];
    private readonly int[] _cases = new int[3];
    private readonly int[] _false = new int[SimulatedAlarms.Metrics];
    private int _inBatches;
    private int _pooledFound;
    private int _pooledFalse;
    private int _services;

    /// <summary>Events of a kind.</summary>
    public int Cases(SimulatedKind kind) => _cases[(int)kind];

    /// <summary>Share of them that was found, in [0, 1]; 0 without events.</summary>
    public double Found(SimulatedKind kind) =>
        _cases[(int)kind] == 0 ? 0 : _delays[(int)kind].Count / (double)_cases[(int)kind];

    /// <summary>Middle one of the delays of those found, minutes; 0 without any.</summary>
    public int MedianDelay(SimulatedKind kind) =>
        _delays[(int)kind] is { Count: > 0 } found ? found.Order().ElementAt(found.Count / 2) : 0;

    /// <summary>False alarms a week of one series of requests, in the weeks with events.</summary>
    public double FalseRequestAlarms => PerWeek(_false[0], 1);

    /// <summary>False alarms a week of one series of latency, in the weeks with events.</summary>
    public double FalseLatencyAlarms => PerWeek(_false[1] + _false[2], 2);

    /// <summary>Share of the slowdowns that were told by related metrics together, before or beside a metric alone, in
    /// [0, 1]; 0 without events.</summary>
    public double PooledFound =>
        _cases[(int)SimulatedKind.Slowdown] == 0 ? 0 : _pooledFound / (double)_cases[(int)SimulatedKind.Slowdown];

    /// <summary>False alarms of related metrics together, a week of one region and its caller.</summary>
    public double FalsePooledAlarms => PerWeek(_pooledFalse, 1);

    /// <summary>Alarms in the windows of scheduled batches after their third run, a week of one series; what was found
    /// there does not count.</summary>
    public double BatchAlarms => _services == 0
        ? 0
        : _inBatches / (_services * SimulatedService.Regions * SimulatedAlarms.Metrics
            * ((SimulatedService.Minutes - Learnt) / (double)SimulatedService.Week));

    /// <summary>Adds the outcome on one service.</summary>
    public void Add(SimulatedService service, SimulatedAlarms alarms)
    {
        ArgumentNullException.ThrowIfNull(service);
        ArgumentNullException.ThrowIfNull(alarms);
        _services++;
        foreach (var one in service.Events)
        {
            _cases[(int)one.Kind]++;
            if (DelayOf(one, alarms) is { } delay)
            {
                _delays[(int)one.Kind].Add(delay);
            }
        }

        for (var region = 0; region < SimulatedService.Regions; region++)
        {
            CountPooled(service, region, alarms.PooledOf(region));
            for (var metric = 0; metric < SimulatedAlarms.Metrics; metric++)
            {
                foreach (var (first, last) in Episodes(alarms.Of(region, metric)))
                {
                    Count(service, region, metric, (first, last));
                }
            }
        }
    }

    /// <summary>Alarms closer than ten minutes as one, first and last minute.</summary>
    internal static IEnumerable<(int First, int Last)> Episodes(IReadOnlyList<int> minutes)
    {
        for (var i = 0; i < minutes.Count;)
        {
            var first = minutes[i];
            var last = first;
            while (++i < minutes.Count && minutes[i] - last < Near)
            {
                last = minutes[i];
            }

            yield return (first, last);
        }
    }

    private static int? DelayOf(in SimulatedEvent one, SimulatedAlarms alarms)
    {
        var until = one.End + (one.Kind == SimulatedKind.MissedBatch ? Near : 0);
        var (from, to) = one.Kind switch
        {
            SimulatedKind.RegionalDrop => (0, 0),
            SimulatedKind.Slowdown => (1, 2),
            _ => (0, 2),
        };
        int? delay = null;
        for (var metric = from; metric <= to; metric++)
        {
            foreach (var minute in alarms.Of(one.Region, metric))
            {
                if (minute >= one.Start && minute < until)
                {
                    delay = Math.Min(delay ?? int.MaxValue, minute - one.Start);
                    break;
                }
            }
        }

        return delay;
    }

    private void Count(SimulatedService service, int region, int metric, (int First, int Last) episode)
    {
        if (IsNearEvent(service, region, episode))
        {
            return;
        }

        _false[metric] += episode.First >= SimulatedService.Harmed ? 1 : 0;
        var run = 0;
        foreach (var (start, end) in service.Members[region].Batches)
        {
            // The weekly one is longer and has its third run three weeks on.
            var isLearnt = end - start > 60 ? start >= 3 * SimulatedService.Week : ++run > 3;
            if (isLearnt && episode.First >= start - BeforeBatch && episode.First < end + Near)
            {
                _inBatches++;
                return;
            }
        }
    }

    private void CountPooled(SimulatedService service, int region, IReadOnlyList<int> minutes)
    {
        _pooledFound += service.Events.Count(one => one.Region == region && one.Kind == SimulatedKind.Slowdown
            && minutes.Any(minute => minute >= one.Start && minute < one.End));
        _pooledFalse += Episodes(minutes).Count(episode =>
            episode.First >= SimulatedService.Harmed && !IsNearEvent(service, region, episode));
    }

    private static bool IsNearEvent(SimulatedService service, int region, (int First, int Last) episode)
    {
        foreach (var one in service.Events)
        {
            if (one.Region == region && one.Start <= episode.Last + Near && episode.First - Near <= one.End)
            {
                return true;
            }
        }

        return false;
    }

    private double PerWeek(int count, int metrics) => _services == 0
        ? 0
        : count / (_services * SimulatedService.Regions * metrics
            * ((SimulatedService.Minutes - SimulatedService.Harmed) / (double)SimulatedService.Week));
}
