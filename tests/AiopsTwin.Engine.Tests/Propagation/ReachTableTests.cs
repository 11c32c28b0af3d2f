using AiopsTwin.Engine.Numerics;
using AiopsTwin.Engine.Propagation;
using CsCheck;

namespace AiopsTwin.Engine.Tests.Propagation;

public sealed class ReachTableTests
{
    [Fact]
    public void FindOrAdd_AnyPairs_ActsLikeADictionary()
    {
        // From a table that stays a hash to one that turns into an array early.
        Gen.Select(Gen.ULong, Gen.Int[1, 300], Gen.Int[1, 40], Gen.Int[0, 3000]).Sample(
            (seed, places, labels, count) =>
            {
                var random = new SeededRandom(seed);
                var table = new ReachTable(places, (long)places * labels);
                var expected = new Dictionary<(int Label, int Place), int>();
                for (var i = 0; i < count; i++)
                {
                    var (label, place) = (random.NextInt(labels), random.NextInt(places));

                    var index = table.FindOrAdd(label, place, out var isNew);

                    Assert.Equal(expected.TryAdd((label, place), index), isNew);
                    Assert.Equal(expected[(label, place)], index);
                }

                Assert.Equal(
                    expected.Keys.Order(),
                    table.InOrder().Select(index => (table[index].Label, table[index].Place)));
            },
            iter: 100);
    }

    [Fact]
    public void FindOrAdd_AThousandSourcesOverManyPlaces_TakesRoomForWhatIsReachedOnly()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var table = new ReachTable(100_000, 1000L * 100_000);
        for (var label = 0; label < 1000; label++)
        {
            table.FindOrAdd(label, label * 97, out _);
        }

        var bytes = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(1000, table.Count);
        Assert.True(bytes < 300_000, $"{bytes} bytes for a thousand pairs");
    }
}
