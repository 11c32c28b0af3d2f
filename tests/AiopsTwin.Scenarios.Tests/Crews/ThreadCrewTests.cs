using AiopsTwin.Engine.World;
using AiopsTwin.Scenarios.Crews;
using AiopsTwin.Scenarios.Generators;

namespace AiopsTwin.Scenarios.Tests.Crews;

/// <summary>Pieces done side by side: <see cref="ThreadCrew"/>.</summary>
public sealed class ThreadCrewTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1, 0)]
    [InlineData(7, 0)]
    [InlineData(1, 3)]
    [InlineData(16, 3)]
    public void Run_AnyNumberOfHelpers_DoesEveryPieceOnceBeforeItReturns(int shards, int helpers)
    {
        using var crew = new ThreadCrew(shards, helpers);

        for (var round = 0; round < 2_000; round++)
        {
            var work = new Counted(shards);
            crew.Run(work);
            Assert.All(work.Done, times => Assert.Equal(1, times));
        }
    }

    [Fact]
    public void Run_SeveralCallers_ServesThemAll()
    {
        using var crew = new ThreadCrew(4, 2);
        var works = Enumerable.Range(0, 8).Select(_ => new Counted(4)).ToArray();

        Parallel.ForEach(works, crew.Run);

        Assert.All(works.SelectMany(work => work.Done), times => Assert.Equal(1, times));
    }

    [Fact]
    public void Run_APieceThatFails_DoesTheOthersAndSaysSo()
    {
        using var crew = new ThreadCrew(8, 1);
        var work = new Counted(8, failing: 3);

        var thrown = Assert.Throws<InvalidOperationException>(() => crew.Run(work));

        Assert.Equal("three", thrown.InnerException!.Message);
        Assert.Equal(7, work.Done.Sum());
        var next = new Counted(8);
        crew.Run(next);
        Assert.Equal(8, next.Done.Sum());
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, -1)]
    [InlineData(1, 65)]
    public void New_OutOfRange_Throws(int shards, int helpers) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ThreadCrew(shards, helpers));

    [Fact]
    public void World_OneFourOrSixteenShards_IsTheSameBitForBit()
    {
        var alone = Hashes(null);

        foreach (var shards in (int[])[1, 4, 16])
        {
            using var crew = new ThreadCrew(shards, Math.Min(3, shards - 1)) { Fewest = 0 };
            Assert.Equal(alone, Hashes(crew));
        }
    }

    private static List<ulong> Hashes(ThreadCrew? crew)
    {
        var (estate, load) = LargeEstate.Of(1_100, LargeEstate.FewCalls);
        var settings = new WorldSettings(Start, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10));
        var world = new SimulatedWorld(estate, load, 1, settings) { Crew = crew };
        List<ulong> hashes = [];
        for (var minute = 0; minute < 5; minute++)
        {
            for (var second = 0; second < 60; second++)
            {
                world.Tick();
            }

            hashes.Add(world.StateHash());
        }

        return hashes;
    }

    private sealed class Counted(int shards, int failing = -1) : IShardWork
    {
        private readonly int[] _done = new int[shards];

        public IReadOnlyList<int> Done => _done;

        public void Run(int shard)
        {
            if (shard == failing)
            {
                throw new InvalidDataException("three");
            }

            Interlocked.Increment(ref _done[shard]);
        }
    }
}
