using AiopsTwin.Engine.Numerics;
using AiopsTwin.Engine.World.Discrete;

namespace AiopsTwin.Engine.Tests.World.Discrete;

/// <summary><see cref="EventHeap"/>: by time, then in the order added.</summary>
public sealed class EventHeapTests
{
    [Fact]
    public void Take_ManyEvents_AreInOrderOfTimeAndAddition()
    {
        var random = new SeededRandom(4);
        var heap = new EventHeap();
        var expected = new List<(double At, int Subject)>();
        for (var i = 0; i < 5000; i++)
        {
            var at = random.NextInt(500) / 10.0;
            heap.Add(at, EventKind.Served, i);
            expected.Add((at, i));
        }

        var taken = new List<(double, int)>();
        while (heap.Count > 0)
        {
            Assert.Equal(heap.Next, heap.Next);
            var due = heap.Take();
            taken.Add((due.At, due.Subject));
        }

        Assert.Equal(expected.OrderBy(one => one.At).ThenBy(one => one.Subject), taken);
        Assert.Equal(double.PositiveInfinity, heap.Next);
    }

    [Fact]
    public void Take_WhileOthersAreAdded_NeverGoesBack()
    {
        var random = new SeededRandom(5);
        var heap = new EventHeap();
        heap.Add(0, EventKind.Retry, 1, 7);
        var last = 0.0;

        for (var i = 0; i < 5000; i++)
        {
            var due = heap.Take();
            Assert.True(due.At >= last);
            Assert.Equal(EventKind.Retry, due.Kind);
            Assert.Equal(7, due.Tag);
            last = due.At;
            heap.Add(last + random.NextDouble(), EventKind.Retry, 1, 7);
            heap.Add(last + random.NextDouble(), EventKind.Retry, 1, 7);
        }
    }
}
