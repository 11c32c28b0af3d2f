using AiopsTwin.Engine.Baselines;

namespace AiopsTwin.Engine.Tests.Baselines;

public sealed class SampleRingTests
{
    [Fact]
    public void Add_MoreThanCapacity_KeepsTheNewestInOrder()
    {
        var ring = default(SampleRing);

        for (var i = 1; i <= 100; i++)
        {
            ring.Add(i, 10 * i);
        }

        Assert.Equal(SampleRing.Capacity, ring.Count);
        Assert.Equal(Enumerable.Range(37, 64).Select(i => (long)i), Ticks(ring));
        Assert.Equal(370, ring[0].Value);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(64)]
    [InlineData(90)]
    public void Insert_BetweenTwoHeld_TakesItsPlace(int held)
    {
        var ring = default(SampleRing);
        for (var i = 1; i <= held; i++)
        {
            ring.Add(10 * i, i);
        }

        var inserted = ring.Insert((10 * held) - 5, -1);

        var ticks = Ticks(ring).ToArray();
        Assert.True(inserted);
        Assert.Equal(ticks.Order(), ticks);
        Assert.Equal(Math.Min(held + 1, 64), ring.Count);
        Assert.Equal((-1.0, (double)held), (ring[ring.Count - 2].Value, ring[ring.Count - 1].Value));
    }

    [Fact]
    public void Insert_HeldInstantOrBeforeAll_IsRefused()
    {
        var ring = default(SampleRing);
        ring.Add(10, 1);
        ring.Add(20, 2);

        Assert.False(ring.Insert(20, 9));
        Assert.False(ring.Insert(5, 9));
        Assert.True(ring.Holds(10));
        Assert.False(ring.Holds(15));
        Assert.Equal(2, ring.Count);
    }

    private static IEnumerable<long> Ticks(SampleRing ring)
    {
        for (var i = 0; i < ring.Count; i++)
        {
            yield return ring[i].Ticks;
        }
    }
}
