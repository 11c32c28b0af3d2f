using System.Collections.Frozen;
using System.Collections.Immutable;

namespace AiopsTwin.Engine.Telemetry;

/// <summary>
/// The metrics the twin knows by name. Names follow the RED and USE methods in OpenTelemetry's spelling (dotted, lower
/// case). An unknown name is not refused: <see cref="Describe"/> guesses shape and direction from its ending.
/// </summary>
public static class MetricCatalog
{
    /// <summary>Requests handled per second.</summary>
    public const string RequestRate = "request.rate";

    /// <summary>Mean response time over the interval, in seconds.</summary>
    public const string RequestDuration = "request.duration";

    /// <summary>95th percentile of response time over the interval, in seconds.</summary>
    public const string RequestDurationP95 = "request.duration.p95";

    /// <summary>Share of requests slower than the entity promises, where they are counted, in [0, 1].</summary>
    public const string SlowRatio = "request.duration.slow_ratio";

    /// <summary>Share of requests that failed, in [0, 1].</summary>
    public const string ErrorRatio = "request.error_ratio";

    /// <summary>Share of requests that succeeded, in [0, 1].</summary>
    public const string Availability = "request.availability";

    /// <summary>Processor use as a share of what the entity may use, in [0, 1].</summary>
    public const string CpuUtilization = "cpu.utilization";

    /// <summary>Memory use as a share of the limit, in [0, 1].</summary>
    public const string MemoryUtilization = "memory.utilization";

    /// <summary>Disk space used as a share, in [0, 1].</summary>
    public const string DiskUtilization = "disk.utilization";

    /// <summary>Items waiting.</summary>
    public const string QueueDepth = "queue.depth";

    /// <summary>Established connections to or from the entity.</summary>
    public const string Connections = "connection.count";

    /// <summary>Share of a connection pool in use, in [0, 1].</summary>
    public const string PoolUtilization = "connection.pool.utilization";

    /// <summary>Seconds per second spent waiting for locks.</summary>
    public const string LockWait = "lock.wait";

    /// <summary>Share of look-ups answered by the cache, in [0, 1].</summary>
    public const string CacheHitRatio = "cache.hit_ratio";

    /// <summary>1 when the entity answers its probe, 0 when it does not.</summary>
    public const string Up = "up";

    /// <summary>Bytes received per second.</summary>
    public const string NetworkReceive = "network.receive";

    /// <summary>Bytes sent per second.</summary>
    public const string NetworkTransmit = "network.transmit";

    /// <summary>Share of packets lost, in [0, 1].</summary>
    public const string NetworkLoss = "network.loss_ratio";

    /// <summary>Ends the name of the rate made of a histogram that is kept under its own name, per second.</summary>
    public const string RateEnding = ".rate";

    /// <summary>Ends the name of its mean over the interval.</summary>
    public const string MeanEnding = ".mean";

    /// <summary>Ends the name of its 95th percentile over the interval.</summary>
    public const string P95Ending = ".p95";

    private const int MostGuessed = 4096;

    // One description, and one string, for all series of a name: a guess is always the same. Bounded, for names come
    // from outside.
    private static ImmutableDictionary<string, MetricDescriptor> _guessed =
        ImmutableDictionary.Create<string, MetricDescriptor>(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, MetricDescriptor> Known = new MetricDescriptor[]
    {
        new(RequestRate, "{request}/s", MetricShape.Gauge, BadDirection.Both, MetricFamily.Traffic, 0.05),
        new(RequestDuration, "s", MetricShape.Gauge, BadDirection.Up, MetricFamily.Latency, 0.001),
        new(RequestDurationP95, "s", MetricShape.Gauge, BadDirection.Up, MetricFamily.Latency, 0.002),
        new(SlowRatio, "1", MetricShape.Ratio, BadDirection.Up, MetricFamily.Latency, 0.0005),
        new(ErrorRatio, "1", MetricShape.Ratio, BadDirection.Up, MetricFamily.Errors, 0.0005),
        new(Availability, "1", MetricShape.Ratio, BadDirection.Down, MetricFamily.Errors, 0.0005),
        new(CpuUtilization, "1", MetricShape.Ratio, BadDirection.Up, MetricFamily.Cpu, 0.005),
        new(MemoryUtilization, "1", MetricShape.Ratio, BadDirection.Up, MetricFamily.Memory, 0.005),
        new(DiskUtilization, "1", MetricShape.Ratio, BadDirection.Up, MetricFamily.Disk, 0.005),
        new(QueueDepth, "{item}", MetricShape.Gauge, BadDirection.Up, MetricFamily.Saturation, 0.5),
        new(Connections, "{connection}", MetricShape.Gauge, BadDirection.Both, MetricFamily.Saturation, 0.5),
        new(PoolUtilization, "1", MetricShape.Ratio, BadDirection.Up, MetricFamily.Saturation, 0.01),
        new(LockWait, "s/s", MetricShape.Gauge, BadDirection.Up, MetricFamily.Saturation, 0.001),
        new(CacheHitRatio, "1", MetricShape.Ratio, BadDirection.Down, MetricFamily.Saturation, 0.005),
        new(Up, "1", MetricShape.Ratio, BadDirection.Down, MetricFamily.Availability, 0.05),
        new(NetworkReceive, "By/s", MetricShape.Gauge, BadDirection.Both, MetricFamily.Network, 100),
        new(NetworkTransmit, "By/s", MetricShape.Gauge, BadDirection.Both, MetricFamily.Network, 100),
        new(NetworkLoss, "1", MetricShape.Ratio, BadDirection.Up, MetricFamily.Network, 0.0005),
    }.ToFrozenDictionary(metric => metric.Name, StringComparer.Ordinal);

    /// <summary>The names known, sorted.</summary>
    public static ImmutableSortedSet<string> Names { get; } = Known.Keys.ToImmutableSortedSet(StringComparer.Ordinal);

    /// <summary>
    /// What is known of a metric. Endings of the Prometheus convention are honoured: <c>_total</c> and <c>_count</c>
    /// are counters, <c>_ratio</c> is a share; mean and percentile of a histogram of times are latencies; anything else
    /// is a gauge that may be bad both ways.
    /// </summary>
    /// <param name="name">The metric's name; must not be empty.</param>
    public static MetricDescriptor Describe(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (Known.TryGetValue(name, out var known) || _guessed.TryGetValue(name, out known))
        {
            return known;
        }

        var guessed = OfHistogram(name) ?? Guess(name);
        if (_guessed.Count < MostGuessed)
        {
            // When two add at once one may be lost, and is guessed again.
            _guessed = _guessed.SetItem(name, guessed);
        }

        return guessed;
    }

    private static MetricDescriptor Guess(string name)
    {
        var shape = name.EndsWith("_total", StringComparison.Ordinal)
            || name.EndsWith("_count", StringComparison.Ordinal)
            ? MetricShape.Counter
            : name.EndsWith("_ratio", StringComparison.Ordinal) ? MetricShape.Ratio : MetricShape.Gauge;
        return new MetricDescriptor(name, "1", shape, BadDirection.Both, MetricFamily.Other, 1e-9);
    }

    /// <summary>What was made of a histogram of times, whose name ends with its unit.</summary>
    private static MetricDescriptor? OfHistogram(string name)
    {
        var unit = name.LastIndexOf("seconds.", StringComparison.Ordinal);
        return unit < 0 ? null : name[(unit + "seconds".Length)..] switch
        {
            RateEnding => new MetricDescriptor(
                name, "1/s", MetricShape.Gauge, BadDirection.Both, MetricFamily.Traffic, 0.001),
            MeanEnding or P95Ending => new MetricDescriptor(
                name, UnitOf(name[..unit]), MetricShape.Gauge, BadDirection.Up, MetricFamily.Latency, 1e-6),
            _ => null,
        };
    }

    private static string UnitOf(string prefix) =>
        prefix.EndsWith("milli", StringComparison.Ordinal) ? "ms"
        : prefix.EndsWith("micro", StringComparison.Ordinal) ? "us"
        : "s";
}
