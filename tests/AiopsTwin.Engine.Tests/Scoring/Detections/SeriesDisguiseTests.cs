using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Numerics;
using AiopsTwin.Engine.Scoring.Detections;

namespace AiopsTwin.Engine.Tests.Scoring.Detections;

public sealed class SeriesDisguiseTests
{
    private const int Minutes = 6 * 1440;
    private static readonly int[] Faults = [5003, 6214, 7531, 8106];

    [Fact]
    public void Of_Scale_IsAThousandTimesAsMuch()
    {
        var plain = Series(1);

        var told = SeriesDisguise.Of(plain, DisguiseKind.Scale);

        Assert.Equal(plain.Ticks, told.Ticks);
        Assert.All(plain.Values.Zip(told.Values), pair => Assert.Equal(1000 * pair.First, pair.Second));
    }

    [Fact]
    public void Of_Shift_MovesSamplesAndMarksAlike()
    {
        var plain = Series(1);

        var told = SeriesDisguise.Of(plain, DisguiseKind.Shift);

        var by = told.Ticks[0] - plain.Ticks[0];
        Assert.True(by > 35 * TimeSpan.TicksPerDay);
        Assert.Equal(plain.Values, told.Values);
        Assert.All(plain.Events.Zip(told.Events), pair => Assert.Equal(pair.First.Start + by, pair.Second.Start));
    }

    [Fact]
    public void Of_Resample_KeepsMeansOfTwoAndMarksTheSamplesThatHoldAnEvent()
    {
        var plain = new DetectionSeries(
            "s", [10, 20, 30, 40, 50, 60], [1, 3, double.NaN, 4, 5, 9], [new LabelledEvent(30, 50)]);

        var told = SeriesDisguise.Of(plain, DisguiseKind.Resample);

        Assert.Equal([20L, 40, 60], told.Ticks);
        Assert.Equal([2.0, 4, 7], told.Values);
        Assert.Equal(new LabelledEvent(40, 60), Assert.Single(told.Events));
    }

    [Fact]
    public void Of_Nan_LosesOneInTwenty()
    {
        var told = SeriesDisguise.Of(Series(1), DisguiseKind.Nan);

        Assert.InRange(told.Values.Count(double.IsNaN) / (double)Minutes, 0.04, 0.06);
    }

    [Fact]
    public void Of_Counter_GrowsFromResetToReset()
    {
        var plain = new DetectionSeries(
            "s", [.. Enumerable.Range(1, 10_010).Select(i => i * TimeSpan.TicksPerSecond)],
            [.. Enumerable.Repeat(2.0, 10_010)], []);

        var told = SeriesDisguise.Of(plain, DisguiseKind.Counter);

        Assert.Equal(2 * 10_006, told.Values[10_005], 6);
        Assert.Equal(2, told.Values[10_006], 6);
        Assert.Equal(4, told.Values[10_007], 6);
    }

    /// <summary>What is found, and what is not, in generated series does not depend on how they are told: exactly on
    /// another clock and in another unit, but for rounding; within one alarm in all where values are lost or are
    /// rates of totals; and for samples of two minutes within four, for an alarm may merge with its
    /// neighbour.</summary>
    [Theory]
    [InlineData(DisguiseKind.Scale, 0)]
    [InlineData(DisguiseKind.Shift, 0)]
    [InlineData(DisguiseKind.Nan, 1)]
    [InlineData(DisguiseKind.Counter, 1)]
    [InlineData(DisguiseKind.Resample, 4)]
    public void Of_AnyKind_IsJudgedAlike(DisguiseKind kind, int within)
    {
        var (plain, other) = (new EventTally(), new EventTally());

        for (ulong seed = 1; seed <= 8; seed++)
        {
            var series = Series(seed);
            Judge(series, isCounter: false, plain);
            Judge(SeriesDisguise.Of(series, kind), kind == DisguiseKind.Counter, other);
        }

        Assert.InRange(plain.Found, 28, 32);
        Assert.InRange(other.Found, plain.Found - within, plain.Found + within);
        Assert.InRange(other.FalseAlarms, plain.FalseAlarms - within, plain.FalseAlarms + within);
    }

    /// <summary>Samples that come twice, and neighbours that come in the wrong order, change no verdict: the latter
    /// are judged by the later of the two, as a value that is missing.</summary>
    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public void Judge_DuplicatesOrLateSamples_IsAlike(bool isRepeated, int within)
    {
        var (plain, other) = (new EventTally(), new EventTally());

        for (ulong seed = 1; seed <= 8; seed++)
        {
            var series = Series(seed);
            Judge(series, isCounter: false, plain);
            var twin = new TwinScorer(DetectionSettings.Default);
            foreach (var i in isRepeated ? Repeated() : Swapped())
            {
                twin.Score(series.Ticks[i], series.Values[i]);
            }

            EventRule.Count(
                series, twin.Alerts.AsSpan(), EventRule.ScoredFrom(series), series.Ticks[^1] + 1, other);
        }

        Assert.InRange(other.Found, plain.Found - within, plain.Found + within);
        Assert.InRange(other.FalseAlarms, plain.FalseAlarms - within, plain.FalseAlarms + within);
    }

    private static IEnumerable<int> Repeated() =>
        Enumerable.Range(0, Minutes).SelectMany(i => i % 10 == 0 ? new[] { i, i } : [i]);

    private static IEnumerable<int> Swapped() =>
        Enumerable.Range(0, Minutes).Select(i => i % 50 == 0 ? i + 1 : i % 50 == 1 ? i - 1 : i);

    private static void Judge(DetectionSeries series, bool isCounter, EventTally tally)
    {
        var twin = new TwinScorer(DetectionSettings.Default, default, isCounter);
        DetectionExam.ScoresOf(series, twin);
        EventRule.Count(series, twin.Alerts.AsSpan(), EventRule.ScoredFrom(series), series.Ticks[^1] + 1, tally);
    }

    /// <summary>Six days of minutes with a wave of the day, noise of 2 % whose neighbours resemble each other, and four
    /// falls by three tenths for a quarter of an hour.</summary>
    private static DetectionSeries Series(ulong seed)
    {
        var random = new SeededRandom(seed);
        var noise = 0.0;
        var values = new double[Minutes];
        for (var i = 0; i < Minutes; i++)
        {
            noise = (0.5 * noise) + (0.0173 * random.NextNormal());
            var isFault = Array.Exists(Faults, fault => i >= fault && i < fault + 15);
            values[i] = 100 * (1 + (0.3 * Math.Sin(2 * Math.PI * i / 1440))) * (1 + noise) * (isFault ? 0.7 : 1);
        }

        return new DetectionSeries(
            "kpi", [.. Enumerable.Range(1, Minutes).Select(i => i * TimeSpan.TicksPerMinute)], [.. values],
            [.. Faults.Select(fault => new LabelledEvent(
                (fault + 1) * TimeSpan.TicksPerMinute, (fault + 15) * TimeSpan.TicksPerMinute))]);
    }
}
