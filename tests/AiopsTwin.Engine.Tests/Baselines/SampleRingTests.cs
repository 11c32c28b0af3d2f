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

    [Fact]
    public void Narrow_HeldSamples_KeepTheirInstantsAndSevenFigures()
    {
        var ring = default(SampleRing);
        for (var i = 1; i <= 90; i++)
        {
            ring.Add((i * TimeSpan.TicksPerDay) + i, Math.PI * i);
        }

        var wide = Enumerable.Range(0, ring.Count).Select(i => ring[i]).ToArray();
        ring.Narrow();

        Assert.Equal(wide.Select(entry => entry.Ticks), Ticks(ring));
        Assert.Equal(wide[^1], ring[ring.Count - 1]);
        Assert.All(Enumerable.Range(0, ring.Count), i => Assert.Equal(
            1, ring[i].Value / wide[i].Value, 1e-6));
    }

    [Theory]
    [InlineData(0.2)]
    [InlineData(0)]
    [InlineData(-1234.5)]
    [InlineData(1e25)]
    [InlineData(1e-25)]
    public void Value_OfSevenFigures_IsReadAsItWas(double value)
    {
        var ring = default(SampleRing);
        ring.Add(1, value);
        ring.Add(2, 0);
        ring.Narrow();

        Assert.Equal(value, ring[0].Value, Math.Abs(value) * 1e-7);
        Assert.True(Math.Abs(value) is 0 or > 1e20 or < 1e-20 || ring[0].Value.Equals(value));
    }

    [Fact]
    public void Add_AYearLater_ForgetsWhatTheInstantsCannotTellApart()
    {
        var ring = default(SampleRing);
        ring.Add(TimeSpan.TicksPerDay, 1);
        ring.Add(200 * TimeSpan.TicksPerDay, 2);
        ring.Add(400 * TimeSpan.TicksPerDay, 3);

        Assert.Equal([200 * TimeSpan.TicksPerDay, 400 * TimeSpan.TicksPerDay], Ticks(ring));
        Assert.Equal(2, ring[0].Value);
    }

    private static IEnumerable<long> Ticks(SampleRing ring)
    {
        for (var i = 0; i < ring.Count; i++)
        {
            yield return ring[i].Ticks;
        }
    }
}
