using System.Collections.Immutable;
using AiopsTwin.Engine.Faults;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.World;
using AiopsTwin.Testing;
using CsCheck;

namespace AiopsTwin.Engine.Tests.World;

/// <summary>Estates that nobody would build, with faults that fit them: for properties that hold always.</summary>
internal static class RandomWorld
{
    public static readonly Gen<(int Seed, int Services, int Calls, double Rate, int TickSeconds)> Cases =
        Gen.Select(Gen.Int[0, 1_000_000], Gen.Int[2, 12], Gen.Int[1, 25], Gen.Double[1, 3000], Gen.Int[1, 30]);

    /// <summary>A world at rest, and faults to inject into it in this order.</summary>
    public static (SimulatedWorld World, List<FaultSpec> Faults) Build(
        (int Seed, int Services, int Calls, double Rate, int TickSeconds) sample)
    {
        var random = new Engine.Numerics.SeededRandom((ulong)sample.Seed);
        var builder = EstateBuilder.Of("host1 in rack1", "host2 in rack2", "host1 via switch1", "host2 via switch2");
        for (var i = 0; i < sample.Services; i++)
        {
            var copies = 1 + random.NextInt(4);
            var slots = 1 + random.NextInt(12);
            var milliseconds = 1 + random.NextInt(80);
            var hitRatio = random.NextInt(3) == 0 ? 0.5 : 0;
            builder.Process($"s{i}", model => model with
            {
                Replicas = copies,
                SlotsPerReplica = slots,
                CacheHitRatio = hitRatio,
                ServiceTime = TimeSpan.FromMilliseconds(milliseconds),
                QueueLimit = 500,
            }).Add($"s{i} @ {(i % 3 == 0 ? "host1" : i % 3 == 1 ? "host2" : "host1,host2")}");
        }

        for (var i = 0; i < sample.Calls; i++)
        {
            // Cycles and even calls to oneself are welcome, as long as the work in a cycle dies away.
            var (from, to) = ($"s{random.NextInt(sample.Services)}", $"s{random.NextInt(sample.Services)}");
            var pool = random.NextInt(2) * (1 + random.NextInt(20));
            var (retries, stage, timeout) = (random.NextInt(4), random.NextInt(3), 20 + random.NextInt(2000));
            builder.Add($"{from} {(random.NextInt(6) == 0 ? "~>" : "->")} {to}").Call(from, to, call => call with
            {
                CallsPerRequest = 0.4,
                PoolSize = pool,
                Retries = retries,
                Stage = stage,
                Timeout = TimeSpan.FromMilliseconds(timeout),
            });
        }

        var estate = builder.Build();
        var tick = TimeSpan.FromSeconds(sample.TickSeconds);
        var world = new SimulatedWorld(
            estate, [new LoadSource(EstateBuilder.Id("s0"), "users", sample.Rate, 0.3, 9, 0.1)], 3,
            new WorldSettings(WorldCase.Start, tick, tick * 2) { Traces = 2 });
        var anyCall = estate.World.Calls[random.NextInt(estate.World.Calls.Length)];
        var target = $"s{random.NextInt(sample.Services)}";
        List<FaultSpec> faults =
        [
            WorldCase.Fault("latency-add", target, ("factor", 5)) with { Ramp = tick * 3, Duration = tick * 20 },
            WorldCase.Fault("pool-shrink", anyCall.Caller.Text, ("size", 1)).To(anyCall.Callee.Text),
            WorldCase.Fault("host-down", "host1") with { Duration = tick * 10 },
            WorldCase.Fault("retry-storm", anyCall.Caller.Text, ("retries", 8)).To(anyCall.Callee.Text),
            WorldCase.Fault("partition", anyCall.Caller.Text).To(anyCall.Callee.Text) with { Ramp = tick * 5 },
        ];
        Assert.All(faults, fault => Assert.Empty(FaultCatalog.Check(fault, estate)));
        return (world, faults);
    }

    /// <summary>One fault of every kind there is, each with targets it can strike in the estate; kinds that find none
    /// are left out.</summary>
    public static List<FaultSpec> OfEveryKind(Estate estate)
    {
        var entities = estate.Topology.Entities.Select(entity => entity.Id).Order().ToArray();
        var pairs = entities.SelectMany(from => entities.Select(to => (From: from, To: to))).ToArray();
        var faults = new List<FaultSpec>();
        foreach (var kind in FaultCatalog.Kinds)
        {
            var fault = new FaultSpec(
                "any-" + kind.Name, kind.Name, [], null,
                kind.Parameters.ToImmutableSortedDictionary(
                    parameter => parameter.Name, parameter => Math.Clamp(2, parameter.Minimum, parameter.Maximum)),
                TimeSpan.Zero, null);
            var candidates = entities.Select(target => fault with { Targets = [target] })
                .Concat(pairs.Select(pair => fault with { Targets = [pair.From], Peer = pair.To }))
                .Concat(pairs.SelectMany(pair => entities.Select(
                    other => fault with { Targets = [pair.From, other], Peer = pair.To })));
            faults.AddRange(candidates.Where(one => FaultCatalog.Check(one, estate).IsEmpty).Take(1));
        }

        return faults;
    }
}
