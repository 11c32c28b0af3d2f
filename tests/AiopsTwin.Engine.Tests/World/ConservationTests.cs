using AiopsTwin.Engine.Faults;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.World;
using AiopsTwin.Testing;
using CsCheck;

namespace AiopsTwin.Engine.Tests.World;

/// <summary>Whatever is called by whom, and whatever breaks: in a <see cref="SimulatedWorld"/> nothing appears,
/// vanishes or becomes not a number.</summary>
public sealed class ConservationTests
{
    private static readonly Gen<(int Seed, int Services, int Calls, double Rate, int TickSeconds)> Cases =
        Gen.Select(Gen.Int[0, 1_000_000], Gen.Int[2, 12], Gen.Int[1, 25], Gen.Double[1, 3000], Gen.Int[1, 30]);

    [Fact]
    public void Content_RandomEstatesAndFaults_EqualsArrivalsLessDepartures() => Cases.Sample(
        sample =>
        {
            var (world, faults) = Build(sample);
            for (var tick = 0; tick < 60; tick++)
            {
                if (tick % 10 == 5 && tick / 10 < faults.Count)
                {
                    world.Inject(faults[tick / 10]);
                }

                var telemetry = world.Tick();
                AssertSane(world);
                Assert.All(
                    telemetry.Batches.SelectMany(batch => batch.Samples),
                    reported => Assert.True(double.IsFinite(reported.Value) && reported.Value >= 0, reported.Metric));
            }
        },
        iter: 60,
        threads: 1);

    private static void AssertSane(SimulatedWorld world)
    {
        var columns = world.State.Processes;
        for (var p = 0; p < columns.Content.Length; p++)
        {
            var gone = columns.TotalServed[p] + columns.TotalLost[p] + columns.TotalReturned[p];
            var present = columns.TotalArrived[p] - gone;
            Assert.Equal(columns.Content[p], present, 1e-6 * Math.Max(1, columns.TotalArrived[p]));
            Assert.InRange(columns.Rho[p], 0, 1);
            Assert.InRange(columns.Success[p], 0, 1);
            Assert.InRange(columns.ShedShare[p], 0, 1);
            AssertUsable("content", columns.Content[p]);
            AssertUsable("mean", columns.ResponseMean[p]);
            AssertUsable("variance", columns.ResponseVariance[p]);
        }

        var calls = world.State.Calls;
        for (var e = 0; e < calls.Count; e++)
        {
            AssertUsable("flow", calls.Flow[e]);
            AssertUsable("held", calls.Held[e]);
            Assert.InRange(calls.TimeoutShare[e], 0, 1);
            Assert.InRange(calls.ErrorShare[e], 0, 1);
            Assert.InRange(calls.PoolRho[e], 0, 1);
        }
    }

    private static void AssertUsable(string what, double value) =>
        Assert.True(double.IsFinite(value) && value >= 0, $"{what} {value}");

    private static (SimulatedWorld World, List<FaultSpec> Faults) Build(
        (int Seed, int Services, int Calls, double Rate, int TickSeconds) sample)
    {
        var random = new Numerics.SeededRandom((ulong)sample.Seed);
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
            new WorldSettings(WorldCase.Start, tick, tick * 2));
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
}
