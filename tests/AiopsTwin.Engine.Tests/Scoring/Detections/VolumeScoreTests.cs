using AiopsTwin.Engine.Scoring.Detections;

namespace AiopsTwin.Engine.Tests.Scoring.Detections;

public sealed class VolumeScoreTests
{
    private const int Length = 1000;
    private const int First = 500;
    private const int Last = 509;

    [Fact]
    public void Of_ScoresThatDoNotOrder_IsTheShareOfMarkedWeight()
    {
        // All samples tie: recall 1 at the precision of the whole, averaged over the eleven buffers.
        var expected = Enumerable.Range(0, 11).Select(step => 10 * step).Average(buffer =>
            (10 + (2 * Enumerable.Range(1, buffer / 2).Sum(away => Math.Sqrt(1 - (away / (double)buffer))))) / Length);

        Assert.Equal(expected, VolumeScore.Of(Series(), new float[Length]), 1e-9);
    }

    [Fact]
    public void Of_HigherTheNearerToTheEvent_IsOne()
    {
        var scores = new float[Length];
        for (var i = 0; i < Length; i++)
        {
            scores[i] = -Math.Max(0, Math.Max(First - i, i - Last));
        }

        Assert.InRange(VolumeScore.Of(Series(), scores), 0.85, 1.0001);
    }

    [Fact]
    public void Of_LowestAtTheEvent_IsNearNothing()
    {
        var scores = new float[Length];
        for (var i = 0; i < Length; i++)
        {
            scores[i] = Math.Max(0, Math.Max(First - i, i - Last));
        }

        Assert.InRange(VolumeScore.Of(Series(), scores), 0, 0.06);
    }

    [Fact]
    public void MeanOf_SeriesWithoutEvents_AreLeftOut()
    {
        var quiet = new DetectionSeries("quiet", Series().Ticks, Series().Values, []);

        var mean = VolumeScore.MeanOf([(Series(), new float[Length]), (quiet, new float[Length])]);

        Assert.Equal(VolumeScore.Of(Series(), new float[Length]), mean);
        Assert.Equal(0, VolumeScore.MeanOf([(quiet, new float[Length])]));
    }

    private static DetectionSeries Series() => new(
        "one",
        [.. Enumerable.Range(1, Length).Select(i => i * TimeSpan.TicksPerMinute)],
        [.. Enumerable.Range(1, Length).Select(i => (double)i)],
        [new LabelledEvent((First + 1) * TimeSpan.TicksPerMinute, (Last + 1) * TimeSpan.TicksPerMinute)]);
}
