using System.Collections.Immutable;

namespace AiopsTwin.Engine.Faults;

/// <summary>
/// A fault that a person can inject by naming its kind and one target: the kind, its leading magnitude, and a value of
/// it that the estates of the catalogue feel and survive. Kinds that concern a link need a peer and are not among them.
/// </summary>
/// <param name="Kind">The kind.</param>
/// <param name="Parameter">The magnitude; null for a kind without any.</param>
/// <param name="Magnitude">Its usual value; 0 without a parameter.</param>
public sealed record FaultPreset(FaultKind Kind, FaultParameter? Parameter, double Magnitude)
{
    /// <summary>All of them, by kind.</summary>
    public static ImmutableArray<FaultPreset> All { get; } =
    [
        Of("autoscaler-frozen"),
        Of("bad-deploy", "errorRatio", 0.3),
        Of("bandwidth-cap", "megabitsPerSecond", 10),
        Of("bot-traffic", "requestsPerSecond", 50),
        Of("cache-flush", "share", 1),
        Of("cache-loss", "hitRatio", 0),
        Of("certificate-expiry", "connectionSeconds", 300),
        Of("clock-skew", "seconds", 300),
        Of("code-exception", "ratio", 0.2),
        Of("config-push", "errorRatio", 0.3),
        Of("connection-limit", "connections", 20),
        Of("control-plane-loss"),
        Of("cpu-hog", "cores", 8),
        Of("crash-loop", "replicas", 1),
        Of("dependency-throttle", "requestsPerSecond", 5),
        Of("discovery-loss"),
        Of("disk-delay", "milliseconds", 100),
        Of("disk-error", "ratio", 0.2),
        Of("disk-fill", "sharePerMinute", 0.2),
        Of("dns-error", "ttlSeconds", 30),
        Of("error-add", "ratio", 0.2),
        Of("failover", "detectSeconds", 30),
        Of("flash-crowd", "factor", 4),
        Of("gc-pauses", "pauseMilliseconds", 2000),
        Of("grey-failure", "errorRatio", 0.5),
        Of("host-down"),
        Of("host-drain"),
        Of("host-reboot", "downSeconds", 180),
        Of("hot-shard", "share", 0.8),
        Of("http-abort", "ratio", 0.2),
        Of("http-delay", "milliseconds", 300),
        Of("latency-add", "milliseconds", 200),
        Of("leak", "sharePerMinute", 0.05),
        Of("memory-hog", "share", 0.6),
        Of("net-corrupt", "ratio", 0.05),
        Of("net-delay", "milliseconds", 100),
        Of("net-duplicate", "ratio", 0.5),
        Of("net-loss", "ratio", 0.05),
        Of("net-reorder", "ratio", 0.1),
        Of("noise-restarts", "everyMinutes", 5),
        Of("none"),
        Of("partition-one-way"),
        Of("poison-message", "partitions", 1),
        Of("pool-shrink", "size", 2),
        Of("port-exhaustion", "ports", 1000),
        Of("power-loss"),
        Of("probe-strict", "timeoutMilliseconds", 50),
        Of("queue-flood", "messagesPerSecond", 100),
        Of("region-loss"),
        Of("replica-hang", "replicas", 1),
        Of("replica-kill", "replicas", 1),
        Of("replica-lag", "lagSeconds", 60),
        Of("replica-loss", "replicas", 1),
        Of("silent-corruption", "ratio", 0.2),
        Of("slow-query", "factor", 5),
        Of("start-blocked"),
        Of("start-slow", "factor", 4),
        Of("switch-down"),
        Of("table-lock", "milliseconds", 500),
        Of("telemetry-delay", "seconds", 120),
        Of("telemetry-duplicate", "share", 1),
        Of("telemetry-loss", "share", 1),
        Of("thread-limit", "threads", 1),
        Of("traffic-drop", "share", 0.5),
        Of("traffic-surge", "factor", 3),
        Of("traffic-wave", "amplitude", 0.5),
        Of("wrong-replicas", "replicas", 0),
        Of("wrong-selector", "share", 1),
        Of("wrong-timeout", "milliseconds", 20),
        Of("zone-isolated"),
    ];

    private static FaultPreset Of(string kind, string? parameter = null, double magnitude = 0)
    {
        var found = FaultCatalog.Find(kind)!;
        return new FaultPreset(found, found.Parameters.FirstOrDefault(one => one.Name == parameter), magnitude);
    }
}
