using AiopsTwin.Engine.World;
using CsCheck;

namespace AiopsTwin.Engine.Tests.World;

/// <summary>A step in pieces is the step in one: <see cref="ShardedPass"/>.</summary>
public sealed class ShardedPassTests
{
    [Fact]
    public void Step_AnyEstateFaultsAndShards_IsTheSameBitForBit() => RandomWorld.Cases.Sample(
        sample =>
        {
            var ((alone, faults), (cut, _)) = (RandomWorld.Build(sample), RandomWorld.Build(sample));
            cut.Crew = new Backwards(1 + (faults.Count * 5));
            for (var tick = 0; tick < 40; tick++)
            {
                if (tick % 10 == 5 && tick / 10 < faults.Count)
                {
                    alone.Inject(faults[tick / 10]);
                    cut.Inject(faults[tick / 10]);
                }

                alone.Tick();
                cut.Tick();
                Assert.Equal(alone.StateHash(), cut.StateHash());
                Assert.Equal(alone.AwakeShare, cut.AwakeShare);
            }
        },
        iter: 60,
        threads: 1);

    /// <summary>Does the pieces one after the other, the last one first.</summary>
    private sealed class Backwards(int shards) : IShardCrew
    {
        public int Shards => shards;

        public int Fewest => 0;

        public void Run(IShardWork work)
        {
            for (var shard = shards - 1; shard >= 0; shard--)
            {
                work.Run(shard);
            }
        }
    }
}
