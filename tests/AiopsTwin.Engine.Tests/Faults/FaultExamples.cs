using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Tests.World;
using AiopsTwin.Engine.World;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.Faults;

/// <summary>A small shop and one well-formed fault of every kind for it.</summary>
internal static class FaultExamples
{
    public static Estate Estate { get; } = EstateBuilder
        .Of(
            "web -> api -> cache1 -> db @ host1 in rack1 in zone1", "cache2 -> db", "web,api @ host1,host2",
            "cache1 @ host2", "host2 in rack1", "host1,host2 via switch1 in rack1", "host3 in rack2",
            "cache2 @ vm1 @ host3", "api ~> queue1", "worker ~> queue1", "queue1,worker @ host3")
        .Process("web", model => model with { ErrorRatio = 0 })
        .Process("api", model => model with { ErrorRatio = 0 })
        .Process("db", model => model with { ErrorRatio = 0 })
        .Process("cache1", model => model with { ErrorRatio = 0, CacheHitRatio = 0.9 })
        .Process("cache2", model => model with { ErrorRatio = 0, CacheHitRatio = 0.9 })
        .Process("worker", model => model with
        {
            Autoscaler = new AutoscalerModel(1, 8, 0.5, TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(60)),
        })
        .Label("host3", "region", "west")
        .Call("api", "cache1", call => call with { PoolSize = 40 })
        .Build();

    /// <summary>Kinds that show nothing by themselves: they bear on what else happens.</summary>
    public static readonly string[] Latent =
    [
        "control-plane-loss", "discovery-loss", "none", "probe-strict", "start-blocked", "start-slow",
    ];

    /// <summary>The examples, by kind.</summary>
    private static readonly FaultSpec[] All =
    [
        WorldCase.Fault("auth-loss", "api", ("lifetimeSeconds", 200)),
        WorldCase.Fault("autoscaler-frozen", "worker"),
        WorldCase.Fault("bad-deploy", "api", ("rollout", 0.5), ("errorRatio", 0.3), ("latencyFactor", 2)),
        WorldCase.Fault("bandwidth-cap", "host2", ("megabitsPerSecond", 8)),
        WorldCase.Fault("bot-traffic", "web", ("requestsPerSecond", 10)),
        WorldCase.Fault("cache-flush", "cache1", ("entries", 100)),
        WorldCase.Fault("cache-loss", "cache1"),
        WorldCase.Fault("certificate-expiry", "api", ("afterSeconds", 30)).To("cache1"),
        WorldCase.Fault("clock-skew", "api", ("seconds", 200)),
        WorldCase.Fault("code-exception", "api", ("ratio", 0.4)),
        WorldCase.Fault("config-push", "web,api,cache1", ("errorRatio", 0.1), ("cpuFactor", 2)),
        WorldCase.Fault("connection-limit", "api", ("connections", 30)),
        WorldCase.Fault("control-plane-loss", "zone1"),
        WorldCase.Fault("cpu-hog", "host1", ("cores", 40)),
        WorldCase.Fault("crash-loop", "api"),
        WorldCase.Fault("dependency-throttle", "cache1", ("requestsPerSecond", 30)),
        WorldCase.Fault("discovery-loss", "api"),
        WorldCase.Fault("disk-delay", "host1", ("milliseconds", 20)),
        WorldCase.Fault("disk-error", "db", ("ratio", 0.4)),
        WorldCase.Fault("disk-fill", "db", ("sharePerMinute", 0.6)),
        WorldCase.Fault("dns-error", "api").To("cache1"),
        WorldCase.Fault("dns-slow", "api", ("milliseconds", 40)).To("cache1"),
        WorldCase.Fault("dns-wrong", "api").To("cache1"),
        WorldCase.Fault("error-add", "db", ("ratio", 0.3)),
        WorldCase.Fault("failover", "db"),
        WorldCase.Fault("flash-crowd", "web", ("factor", 2)),
        WorldCase.Fault("gc-pauses", "api", ("pauseMilliseconds", 2000)),
        WorldCase.Fault("grey-failure", "api", ("latencyFactor", 4)),
        WorldCase.Fault("host-down", "host1"),
        WorldCase.Fault("host-drain", "host1"),
        WorldCase.Fault("host-reboot", "host1"),
        WorldCase.Fault("hot-shard", "api", ("share", 0.9)),
        WorldCase.Fault("http-abort", "cache1", ("ratio", 0.2)),
        WorldCase.Fault("http-delay", "cache1", ("milliseconds", 100), ("ratio", 0.5)),
        WorldCase.Fault("latency-add", "api", ("milliseconds", 25), ("factor", 1.5)),
        WorldCase.Fault("leak", "api", ("sharePerMinute", 0.1), ("kill", 0)),
        WorldCase.Fault("memory-hog", "api", ("share", 0.6)),
        WorldCase.Fault("net-corrupt", "api", ("ratio", 0.1)).To("cache1"),
        WorldCase.Fault("net-delay", "host2", ("milliseconds", 20), ("jitterMilliseconds", 5)),
        WorldCase.Fault("net-duplicate", "host1", ("ratio", 0.5)),
        WorldCase.Fault("net-loss", "host2", ("ratio", 0.1)),
        WorldCase.Fault("net-reorder", "api", ("ratio", 0.2)).To("cache1"),
        WorldCase.Fault("noise-restarts", "web,api,db", ("everyMinutes", 0.5)),
        WorldCase.Fault("none", "api"),
        WorldCase.Fault("partition", "api").To("cache1"),
        WorldCase.Fault("partition-one-way", "cache1"),
        WorldCase.Fault("poison-message", "queue1"),
        WorldCase.Fault("pool-leak", "api", ("perMinute", 38)).To("cache1"),
        WorldCase.Fault("pool-shrink", "api", ("size", 2)).To("cache1"),
        WorldCase.Fault("port-exhaustion", "web", ("ports", 1000)),
        WorldCase.Fault("power-loss", "rack1"),
        WorldCase.Fault("probe-strict", "api", ("timeoutMilliseconds", 2000)),
        WorldCase.Fault("queue-flood", "queue1", ("messagesPerSecond", 200)),
        WorldCase.Fault("region-loss", "host3"),
        WorldCase.Fault("replica-hang", "api"),
        WorldCase.Fault("replica-kill", "api"),
        WorldCase.Fault("replica-lag", "db", ("lagSeconds", 60)),
        WorldCase.Fault("replica-loss", "api", ("replicas", 1)),
        WorldCase.Fault("reroute", "api,cache2").To("cache1"),
        WorldCase.Fault("retry-storm", "api", ("retries", 5), ("timeoutMilliseconds", 12)).To("cache1"),
        WorldCase.Fault("silent-corruption", "db", ("ratio", 0.5), ("turnoverMinutes", 2)),
        WorldCase.Fault("slow-query", "db", ("factor", 3)),
        WorldCase.Fault("start-blocked", "api"),
        WorldCase.Fault("start-slow", "api", ("factor", 4)),
        WorldCase.Fault("switch-down", "switch1"),
        WorldCase.Fault("table-lock", "db", ("milliseconds", 8)),
        WorldCase.Fault("telemetry-delay", "api", ("seconds", 30)),
        WorldCase.Fault("telemetry-duplicate", "api"),
        WorldCase.Fault("telemetry-loss", "api"),
        WorldCase.Fault("thread-limit", "api", ("threads", 1)),
        WorldCase.Fault("traffic-drop", "web", ("share", 0.3)),
        WorldCase.Fault("traffic-surge", "web", ("factor", 1.5)),
        WorldCase.Fault("traffic-wave", "web", ("amplitude", 0.3), ("periodSeconds", 300)),
        WorldCase.Fault("wrong-replicas", "api", ("replicas", 1)),
        WorldCase.Fault("wrong-selector", "api", ("share", 0.5)),
        WorldCase.Fault("wrong-timeout", "api", ("milliseconds", 12)).To("cache1"),
        WorldCase.Fault("zone-isolated", "host2"),
    ];

    public static FaultSpec Of(string kind) =>
        All.FirstOrDefault(fault => fault.Kind == kind)
        ?? throw new ArgumentOutOfRangeException(nameof(kind), kind, "A new kind of fault needs an example.");
}
