namespace AiopsTwin.Engine.Scoring.Detections.Simulated;

/// <summary>When a detector alarmed about each metric of each region of a simulated service.</summary>
public sealed class SimulatedAlarms
{
    /// <summary>Metrics of a region: requests, latency, its caller's latency.</summary>
    public const int Metrics = 3;

    private readonly List<int>[] _minutes =
        [.. Enumerable.Range(0, SimulatedService.Regions * Metrics).Select(_ => new List<int>())];

    private readonly List<int>[] _pooled =
        [.. Enumerable.Range(0, SimulatedService.Regions).Select(_ => new List<int>())];

    /// <summary>Notes that an alarm of a region, or of its caller, rests on related metrics together.</summary>
    /// <param name="region">The region, from 0.</param>
    /// <param name="minute">When.</param>
    public void AddPooled(int region, int minute) => _pooled[region].Add(minute);

    /// <summary>Alarms that rest on related metrics together, ascending; each is one of its metric, too.</summary>
    /// <param name="region">The region, from 0.</param>
    public IReadOnlyList<int> PooledOf(int region) => _pooled[region];

    /// <summary>Notes an alarm; of one metric in order of time.</summary>
    /// <param name="region">The region, from 0.</param>
    /// <param name="metric">0 requests, 1 latency, 2 the caller's latency.</param>
    /// <param name="minute">When.</param>
    public void Add(int region, int metric, int minute) => _minutes[(region * Metrics) + metric].Add(minute);

    /// <summary>Alarms of a metric, ascending.</summary>
    /// <param name="region">The region, from 0.</param>
    /// <param name="metric">0 requests, 1 latency, 2 the caller's latency.</param>
    public IReadOnlyList<int> Of(int region, int metric) => _minutes[(region * Metrics) + metric];
}
