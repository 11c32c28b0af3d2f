using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Tests.World;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.Faults;

/// <summary>A small shop and one well-formed fault of every kind for it.</summary>
internal static class FaultExamples
{
    public static Estate Estate { get; } = EstateBuilder
        .Of(
            "web -> api -> cache1 -> db @ host1 in rack1 in zone1", "cache2 -> db", "web,api @ host1,host2",
            "cache1 @ host2", "host2 in rack1", "host1,host2 via switch1 in rack1", "host3 in rack2",
            "cache2 @ vm1 @ host3")
        .Process("web", model => model with { ErrorRatio = 0 })
        .Process("api", model => model with { ErrorRatio = 0 })
        .Process("db", model => model with { ErrorRatio = 0 })
        .Process("cache1", model => model with { ErrorRatio = 0, CacheHitRatio = 0.9 })
        .Process("cache2", model => model with { ErrorRatio = 0, CacheHitRatio = 0.9 })
        .Call("api", "cache1", call => call with { PoolSize = 40 })
        .Build();

    public static FaultSpec Of(string kind) => kind switch
    {
        "cache-loss" => WorldCase.Fault(kind, "cache1"),
        "cpu-hog" => WorldCase.Fault(kind, "host1", ("cores", 40)),
        "error-add" => WorldCase.Fault(kind, "db", ("ratio", 0.3)),
        "host-down" => WorldCase.Fault(kind, "host1"),
        "latency-add" => WorldCase.Fault(kind, "api", ("milliseconds", 25), ("factor", 1.5)),
        "leak" => WorldCase.Fault(kind, "api", ("sharePerMinute", 0.1), ("kill", 0)),
        "partition" => WorldCase.Fault(kind, "api").To("cache1"),
        "pool-shrink" => WorldCase.Fault(kind, "api", ("size", 2)).To("cache1"),
        "power-loss" => WorldCase.Fault(kind, "rack1"),
        "replica-loss" => WorldCase.Fault(kind, "api", ("replicas", 1)),
        "reroute" => WorldCase.Fault(kind, "api,cache2").To("cache1"),
        "retry-storm" => WorldCase.Fault(kind, "api", ("retries", 5), ("timeoutMilliseconds", 12)).To("cache1"),
        "slow-query" => WorldCase.Fault(kind, "db", ("factor", 3)),
        "switch-down" => WorldCase.Fault(kind, "switch1"),
        "table-lock" => WorldCase.Fault(kind, "db", ("milliseconds", 8)),
        "traffic-drop" => WorldCase.Fault(kind, "web", ("share", 0.3)),
        "traffic-surge" => WorldCase.Fault(kind, "web", ("factor", 1.5)),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "A new kind of fault needs an example."),
    };
}
