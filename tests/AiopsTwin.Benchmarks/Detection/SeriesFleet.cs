using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Benchmarks.Detection;

/// <summary>Entities with equally many quiet series, and the batches they send. Every sample brings a string of its own
/// for its metric, as what comes over a wire does.</summary>
internal sealed class SeriesFleet
{
    // In turn: shares, durations, rates, a total that must be made a rate, and what nothing is known of.
    private static readonly string[] Kinds =
    [
        MetricCatalog.RequestRate, MetricCatalog.RequestDuration, MetricCatalog.ErrorRatio,
        MetricCatalog.CpuUtilization, "jobs_total", MetricCatalog.MemoryUtilization, MetricCatalog.QueueDepth,
        MetricCatalog.NetworkReceive,
    ];

    private readonly DateTimeOffset _start;
    private readonly TimeSpan _interval;
    private readonly string[] _metrics;
    private readonly NoiseSource _noise = new(1, 0.03, 0.5);
    private int _step;

    /// <summary>Starts a fleet that has sent nothing.</summary>
    /// <param name="entities">Entities.</param>
    /// <param name="series">Series of each.</param>
    /// <param name="interval">Time between two batches of an entity.</param>
    /// <param name="isPlain">True for series of which nothing is known but their values.</param>
    public SeriesFleet(int entities, int series, TimeSpan interval, bool isPlain = false)
    {
        _start = new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);
        _interval = interval;
        _metrics = [.. Enumerable.Range(0, series)
            .Select(i => !isPlain && i < Kinds.Length ? Kinds[i] : $"metric.{i:000}")
            .Order(StringComparer.Ordinal)];
        States = [.. Enumerable.Range(0, entities)
            .Select(i => new EntityMonitorState(EntityId.Of(EntityKind.Service, $"s{i}")))];
    }

    /// <summary>What is known of each entity.</summary>
    public EntityMonitorState[] States { get; }

    /// <summary>Series of all entities.</summary>
    public int SeriesCount => States.Length * _metrics.Length;

    /// <summary>The next batches of all entities, instant by instant.</summary>
    public ObserveBatch[] Next(int steps)
    {
        var batches = new ObserveBatch[steps * States.Length];
        for (var i = 0; i < batches.Length; i++)
        {
            var step = _step + (i / States.Length);
            batches[i] = new ObserveBatch(
                States[i % States.Length].Entity, "bench", step + 1,
                [.. _metrics.Select(metric => SampleOf(metric, step))]);
        }

        _step += steps;
        return batches;
    }

    /// <summary>Work of the day on five days of seven; its noise is that of the series.</summary>
    private Sample SampleOf(string metric, int step)
    {
        var at = _start + (step * _interval);
        var isWorkDay = (at - _start).Days % 7 < 5;
        var wave = 1 + (isWorkDay ? 0.4 * Math.Max(0, Math.Sin(2 * Math.PI * at.TimeOfDay.TotalDays)) : 0);
        var value = metric.EndsWith("_total", StringComparison.Ordinal)
            ? 40.0 * step * _interval.TotalSeconds
            : 0.4 * wave * (1 + _noise.Next());
        return new Sample(new string(metric.AsSpan()), at, value);
    }
}
