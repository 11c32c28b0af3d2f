using AiopsTwin.Engine.Scoring;

namespace AiopsTwin.Engine.Tests.Scoring;

public sealed class ScoreIntervalTests
{
    [Fact]
    public void Of_HalfRight_LiesAroundAHalfAsTheBinomialSays()
    {
        var interval = ScoreInterval.Of(Enumerable.Range(0, 100).Select(i => ("all", (double)(i % 2))));

        Assert.InRange(interval.Low, 0.38, 0.43);
        Assert.InRange(interval.High, 0.57, 0.62);
    }

    [Fact]
    public void Of_SlicesThatAreEachAllAlike_HasNoWidth()
    {
        var interval = ScoreInterval.Of([("a", 1), ("a", 1), ("b", 0), ("b", 0)]);

        Assert.Equal(new ScoreInterval(0.5, 0.5), interval);
    }

    [Fact]
    public void Of_AnyOrder_IsTheSame()
    {
        var values = Enumerable.Range(0, 30).Select(i => (i % 3 == 0 ? "a" : "b", i % 4 / 4.0)).ToList();

        Assert.Equal(ScoreInterval.Of(values), ScoreInterval.Of(values.AsEnumerable().Reverse()));
    }

    [Fact]
    public void Of_Nothing_IsNothing() => Assert.Equal(new ScoreInterval(0, 0), ScoreInterval.Of([]));
}
