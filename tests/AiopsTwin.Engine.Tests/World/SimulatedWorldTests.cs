using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.World;
using CsCheck;

namespace AiopsTwin.Engine.Tests.World;

/// <summary>Forks of a <see cref="SimulatedWorld"/> and the number that tells its state.</summary>
public sealed class SimulatedWorldTests
{
    [Fact]
    public void Fork_RandomEstatesFaultsAndMoments_GoesOnBitForBit() =>
        Gen.Select(RandomWorld.Cases, Gen.Int[0, 50]).Sample(
            (sample, moment) =>
            {
                var (world, faults) = RandomWorld.Build(sample);
                Play(world, faults, 0, moment);

                var fork = world.Fork();
                Assert.Equal(world.StateHash(), fork.StateHash());
                var told = Play(world, faults, moment, 60);

                Assert.Equal(told, Play(fork, faults, moment, 60));
                Assert.Equal(world.StateHash(), fork.StateHash());
            },
            iter: 40,
            threads: 1);

    [Fact]
    public void Fork_OriginalGoesOnUnderFaultsOfEveryKind_IsNotTouchedByThem()
    {
        // What the fork holds is read off the objects themselves, shared or not: a part that is marked as never
        // changing and does, or that a copy should not have shared, is named here.
        var (world, _) = RandomWorld.Build((11, 8, 16, 400, 1));
        world.Run(25);
        var fork = world.Fork();
        var before = ObjectGraph.Values(fork, IsCache);

        foreach (var fault in RandomWorld.OfEveryKind(world.State.Map.Estate))
        {
            world.Inject(fault);
            world.Run(5);
        }

        Assert.Equal(before, ObjectGraph.Values(fork, IsCache));
        Assert.True(before.Count > 2000);
    }

    [Fact]
    public void Fork_ForksGoOnUnderFaultsOfEveryKind_LeaveTheOriginalAsItWas()
    {
        var (world, _) = RandomWorld.Build((12, 8, 16, 400, 1));
        world.Run(25);
        var before = ObjectGraph.Values(world, IsCache);

        foreach (var fault in RandomWorld.OfEveryKind(world.State.Map.Estate))
        {
            var fork = world.Fork();
            fork.Inject(fault);
            fork.Run(10);
        }

        Assert.Equal(before, ObjectGraph.Values(world, IsCache));
    }

    [Fact]
    public void StateHash_SameSeed_IsTheSameAtEveryTick()
    {
        var (left, faults) = RandomWorld.Build((5, 9, 20, 800, 1));
        var (right, _) = RandomWorld.Build((5, 9, 20, 800, 1));

        for (var tick = 0; tick < 60; tick++)
        {
            Play(left, faults, tick, tick + 1);
            Play(right, faults, tick, tick + 1);
            Assert.Equal(left.StateHash(), right.StateHash());
        }
    }

    [Fact]
    public void StateHash_OneBitOfAnyColumn_Differs()
    {
        var (world, _) = RandomWorld.Build((6, 9, 20, 800, 1));
        world.Run(10);
        var before = world.StateHash();

        world.State.Processes.Content[3] = BitConverter.Int64BitsToDouble(
            BitConverter.DoubleToInt64Bits(world.State.Processes.Content[3]) ^ 1);

        Assert.NotEqual(before, world.StateHash());
    }

    [Fact]
    public void StateHash_FaultInjectedAndNotYetFelt_Differs()
    {
        var (world, faults) = RandomWorld.Build((6, 9, 20, 800, 1));
        var struck = world.Fork();

        struck.Inject(faults[0]);

        Assert.NotEqual(world.StateHash(), struck.StateHash());
    }

    // Tables are made when first asked for, by whichever fork asks; they are functions of their keys.
    private static bool IsCache(Type type) => type == typeof(QueueTables) || typeof(QueueTable).IsAssignableFrom(type)
        || typeof(Delegate).IsAssignableFrom(type);

    /// <summary>Ticks, with a fault every tenth one; what was told, as hashes of lines.</summary>
    private static List<ulong> Play(SimulatedWorld world, List<FaultSpec> faults, int from, int to)
    {
        var told = new List<ulong>();
        for (var tick = from; tick < to; tick++)
        {
            if (tick % 10 == 5 && tick / 10 < faults.Count)
            {
                world.Inject(faults[tick / 10]);
            }

            var telemetry = world.Tick();
            told.AddRange(telemetry.Batches.SelectMany(batch => batch.Samples.Select(sample => Hash(
                $"{batch.Entity} {batch.Sequence} {sample.Metric} {BitConverter.DoubleToInt64Bits(sample.Value)}"))));
            told.AddRange(telemetry.Requests.Spans.Select(span => Hash(span.ToString())));
            told.AddRange(telemetry.Requests.Lines.Select(line => Hash(line.ToString())));
        }

        return told;

        static ulong Hash(string text) => Engine.Numerics.StableHash.Of(text);
    }
}
