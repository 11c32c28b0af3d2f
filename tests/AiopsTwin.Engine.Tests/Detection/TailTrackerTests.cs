using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Numerics;

namespace AiopsTwin.Engine.Tests.Detection;

public sealed class TailTrackerTests
{
    [Fact]
    public void Calibrate_NothingLearned_LeavesTheValue()
    {
        var tail = default(TailTracker);

        Assert.Equal(1.5, tail.Calibrate(1.5), 12);
        Assert.Equal(8, tail.Calibrate(8), 12);
    }

    [Fact]
    public void Calibrate_NormalValuesLearned_StaysNearTheValue()
    {
        var tail = Learned(random => Math.Abs(random.NextNormal()));

        Assert.InRange(tail.Calibrate(6), 5, 6);
    }

    [Fact]
    public void Calibrate_HeavyTailLearned_AsksForMore()
    {
        // A twentieth of the values is ten times as large.
        var tail = Learned(random => Math.Abs(random.NextNormal()) * (random.NextDouble() < 0.05 ? 10 : 1));

        Assert.InRange(tail.Calibrate(6), 0, 3.5);
        Assert.True(tail.Calibrate(60) > tail.Calibrate(30));
    }

    [Fact]
    public void Learn_LongRun_DoesNotRaiseTheBarItIsMeasuredAgainst()
    {
        var tail = Learned(random => Math.Abs(random.NextNormal()));
        var before = tail.Calibrate(7);

        for (var i = 0; i < 200; i++)
        {
            tail.Learn(7, 0.04, 20_000 + i);
        }

        Assert.InRange(tail.Calibrate(7), before - 0.2, before);
    }

    [Fact]
    public void Learn_RunThatEndsWithoutAnAlert_IsLearnedByItsPeakOnce()
    {
        var (tail, single) = (default(TailTracker), default(TailTracker));

        foreach (var value in new[] { 4.0, 6, 5, 0 })
        {
            tail.Learn(value, 1e-9, 0);
        }

        single.Learn(6, 1e-9, 0);
        single.Learn(0, 1e-9, 0);
        Assert.Equal(single.ExtraExcess, tail.ExtraExcess, 9);
        Assert.True(tail.Calibrate(6) < 6);
    }

    [Fact]
    public void Drop_RunThatBecameAnAlert_IsNotLearned()
    {
        var tail = default(TailTracker);

        tail.Learn(9, 1e-9, 0);
        tail.Drop();
        tail.Learn(0, 1e-9, 0);

        Assert.Equal(0, tail.ExtraExcess);
    }

    [Fact]
    public void Learn_PeakFarOut_CountsAsOneOfThreeAndAHalfMeans()
    {
        var (far, near) = (default(TailTracker), default(TailTracker));

        foreach (var (tail, peak) in new[] { (0, 500.0), (1, 2.326 + (3.5 * 0.339)) })
        {
            ref var learning = ref tail == 0 ? ref far : ref near;
            learning.Learn(peak, 1e-9, 0);
            learning.Learn(0, 1e-9, 0);
        }

        Assert.Equal(near.ExtraExcess, far.ExtraExcess, 9);
        Assert.True(far.ExtraExcess > 0);
    }

    [Fact]
    public void Learn_ManyValuesBefore_MovesLessThanAtFirst()
    {
        var (early, late) = (default(TailTracker), default(TailTracker));

        early.Learn(6, 1e-9, 0);
        early.Learn(0, 1e-9, 0);
        late.Learn(6, 1e-9, 1_000_000);
        late.Learn(0, 1e-9, 1_000_000);

        Assert.Equal(5, early.ExtraExcess / late.ExtraExcess, 6);
    }

    [Fact]
    public void Learn_ExponentialExcesses_FindsTheirMean()
    {
        var tail = default(TailTracker);
        var random = new SeededRandomSource();
        var (sum, counted) = (0.0, 0);

        for (var i = 0; i < 200_000; i++)
        {
            // One value in ten lies above the quantile, exponentially with a mean of one.
            var quantile = 2.326 + tail.ExtraQuantile;
            tail.Learn(random.NextDouble() < 0.1 ? quantile - Math.Log(1 - random.NextDouble()) : 0, 1e-9, i);
            sum += i >= 100_000 ? 0.339 + tail.ExtraExcess : 0;
            counted += i >= 100_000 ? 1 : 0;
        }

        // Runs of two are known by the larger: a tenth of them at this rate.
        Assert.InRange(sum / counted, 0.95, 1.15);
    }

    private static TailTracker Learned(Func<SeededRandomSource, double> next)
    {
        var tail = default(TailTracker);
        var random = new SeededRandomSource();
        for (var i = 0; i < 20_000; i++)
        {
            tail.Learn(next(random), 0.8, i);
        }

        return tail;
    }

    private sealed class SeededRandomSource
    {
        private SeededRandom _random = new(3);

        public double NextNormal() => _random.NextNormal();

        public double NextDouble() => _random.NextDouble();
    }
}
