using AiopsTwin.Engine.Detection.Objectives;
using AiopsTwin.Engine.Numerics;

namespace AiopsTwin.Engine.Tests.Detection.Objectives;

public sealed class SlidingCountTests
{
    private static readonly long Hour = TimeSpan.FromHours(1).Ticks;

    [Fact]
    public void Read_SteadyRequests_IsWhatTheWindowHolds()
    {
        var window = new SlidingCount(Hour, 12);
        var start = new DateTime(2026, 3, 2, 8, 7, 13, DateTimeKind.Utc).Ticks;
        for (var second = 0; second < 7200; second++)
        {
            window.Add(start + (second * TimeSpan.TicksPerSecond), 2, 1);
        }

        var (requests, bad) = window.Read(start + (7199 * TimeSpan.TicksPerSecond));

        Assert.Equal(7200, requests, 5.0);
        Assert.Equal(3600, bad, 2.5);
    }

    [Fact]
    public void Read_RandomRequests_IsNearTheExactSum()
    {
        var random = new SeededRandom(7);
        var window = new SlidingCount(Hour, 12);
        var all = new List<(long At, double Count)>();
        var at = 40L * Hour;
        for (var i = 0; i < 5000; i++)
        {
            at += (long)(random.NextDouble() * 30 * TimeSpan.TicksPerSecond);
            var count = random.NextDouble();
            all.Add((at, count));
            window.Add(at, count, 0);
        }

        var exact = all.Where(one => one.At > at - Hour).Sum(one => one.Count);

        Assert.Equal(exact, window.Read(at).Requests, exact * 0.05);
    }

    [Fact]
    public void Read_LongAfterTheLast_IsEmpty()
    {
        var window = new SlidingCount(Hour, 12);
        window.Add(5 * Hour, 10, 5);

        Assert.Equal((10, 5), window.Read(5 * Hour));
        Assert.Equal((0, 0), window.Read(7 * Hour));
    }

    [Fact]
    public void Add_OlderThanTheWindow_IsNotCounted()
    {
        var window = new SlidingCount(Hour, 12);
        window.Add(9 * Hour, 10, 5);
        window.Add(6 * Hour, 99, 99);

        Assert.Equal((10, 5), window.Read(9 * Hour));
    }
}
