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
    public static readonly string[] Latent = ["none", "start-blocked", "start-slow"];

    public static FaultSpec Of(string kind) => kind switch
    {
        "autoscaler-frozen" => WorldCase.Fault(kind, "worker"),
        "bad-deploy" => WorldCase.Fault(kind, "api", ("rollout", 0.5), ("errorRatio", 0.3), ("latencyFactor", 2)),
        "bot-traffic" => WorldCase.Fault(kind, "web", ("requestsPerSecond", 10)),
        "cache-flush" => WorldCase.Fault(kind, "cache1", ("entries", 100)),
        "cache-loss" => WorldCase.Fault(kind, "cache1"),
        "code-exception" => WorldCase.Fault(kind, "api", ("ratio", 0.4)),
        "config-push" => WorldCase.Fault(kind, "web,api,cache1", ("errorRatio", 0.1), ("cpuFactor", 2)),
        "crash-loop" => WorldCase.Fault(kind, "api"),
        "cpu-hog" => WorldCase.Fault(kind, "host1", ("cores", 40)),
        "error-add" => WorldCase.Fault(kind, "db", ("ratio", 0.3)),
        "flash-crowd" => WorldCase.Fault(kind, "web", ("factor", 2)),
        "gc-pauses" => WorldCase.Fault(kind, "api", ("pauseMilliseconds", 2000)),
        "grey-failure" => WorldCase.Fault(kind, "api", ("latencyFactor", 4)),
        "hot-shard" => WorldCase.Fault(kind, "api", ("share", 0.9)),
        "http-abort" => WorldCase.Fault(kind, "cache1", ("ratio", 0.2)),
        "http-delay" => WorldCase.Fault(kind, "cache1", ("milliseconds", 100), ("ratio", 0.5)),
        "host-drain" => WorldCase.Fault(kind, "host1"),
        "host-reboot" => WorldCase.Fault(kind, "host1"),
        "host-down" => WorldCase.Fault(kind, "host1"),
        "latency-add" => WorldCase.Fault(kind, "api", ("milliseconds", 25), ("factor", 1.5)),
        "leak" => WorldCase.Fault(kind, "api", ("sharePerMinute", 0.1), ("kill", 0)),
        "memory-hog" => WorldCase.Fault(kind, "api", ("share", 0.6)),
        "net-corrupt" => WorldCase.Fault(kind, "api", ("ratio", 0.1)).To("cache1"),
        "net-delay" => WorldCase.Fault(kind, "host2", ("milliseconds", 20), ("jitterMilliseconds", 5)),
        "net-duplicate" => WorldCase.Fault(kind, "host1", ("ratio", 0.5)),
        "net-loss" => WorldCase.Fault(kind, "host2", ("ratio", 0.1)),
        "net-reorder" => WorldCase.Fault(kind, "api", ("ratio", 0.2)).To("cache1"),
        "noise-restarts" => WorldCase.Fault(kind, "web,api,db", ("everyMinutes", 0.5)),
        "none" => WorldCase.Fault(kind, "api"),
        "partition-one-way" => WorldCase.Fault(kind, "cache1"),
        "partition" => WorldCase.Fault(kind, "api").To("cache1"),
        "pool-leak" => WorldCase.Fault(kind, "api", ("perMinute", 38)).To("cache1"),
        "pool-shrink" => WorldCase.Fault(kind, "api", ("size", 2)).To("cache1"),
        "power-loss" => WorldCase.Fault(kind, "rack1"),
        "region-loss" => WorldCase.Fault(kind, "host3"),
        "replica-hang" => WorldCase.Fault(kind, "api"),
        "replica-kill" => WorldCase.Fault(kind, "api"),
        "replica-loss" => WorldCase.Fault(kind, "api", ("replicas", 1)),
        "reroute" => WorldCase.Fault(kind, "api,cache2").To("cache1"),
        "retry-storm" => WorldCase.Fault(kind, "api", ("retries", 5), ("timeoutMilliseconds", 12)).To("cache1"),
        "slow-query" => WorldCase.Fault(kind, "db", ("factor", 3)),
        "start-blocked" => WorldCase.Fault(kind, "api"),
        "start-slow" => WorldCase.Fault(kind, "api", ("factor", 4)),
        "switch-down" => WorldCase.Fault(kind, "switch1"),
        "table-lock" => WorldCase.Fault(kind, "db", ("milliseconds", 8)),
        "thread-limit" => WorldCase.Fault(kind, "api", ("threads", 1)),
        "traffic-wave" => WorldCase.Fault(kind, "web", ("amplitude", 0.3), ("periodSeconds", 300)),
        "traffic-drop" => WorldCase.Fault(kind, "web", ("share", 0.3)),
        "traffic-surge" => WorldCase.Fault(kind, "web", ("factor", 1.5)),
        "wrong-replicas" => WorldCase.Fault(kind, "api", ("replicas", 1)),
        "wrong-selector" => WorldCase.Fault(kind, "api", ("share", 0.5)),
        "wrong-timeout" => WorldCase.Fault(kind, "api", ("milliseconds", 12)).To("cache1"),
        "zone-isolated" => WorldCase.Fault(kind, "host2"),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "A new kind of fault needs an example."),
    };
}
