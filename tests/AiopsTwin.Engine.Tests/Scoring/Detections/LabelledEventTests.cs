using AiopsTwin.Engine.Scoring.Detections;

namespace AiopsTwin.Engine.Tests.Scoring.Detections;

public sealed class LabelledEventTests
{
    private const long Minute = TimeSpan.TicksPerMinute;

    [Fact]
    public void Of_MarksNineMinutesApart_AreOneEventAndTenMinutesApartTwo()
    {
        var ticks = Enumerable.Range(0, 60).Select(i => i * Minute).ToArray();
        var marks = new bool[60];
        marks[5] = marks[14] = marks[24] = marks[25] = true;

        var events = LabelledEvent.Of(ticks, marks);

        Assert.Equal(
            [new LabelledEvent(5 * Minute, 14 * Minute), new LabelledEvent(24 * Minute, 25 * Minute)], events);
    }

    [Fact]
    public void Of_HourlySeries_NeighboursAreOneEvent()
    {
        var ticks = Enumerable.Range(0, 9).Select(i => i * TimeSpan.TicksPerHour).ToArray();
        var marks = new[] { false, true, true, false, true, false, false, false, false };

        var events = LabelledEvent.Of(ticks, marks);

        Assert.Equal(
            [
                new LabelledEvent(TimeSpan.TicksPerHour, 2 * TimeSpan.TicksPerHour),
                new LabelledEvent(4 * TimeSpan.TicksPerHour, 4 * TimeSpan.TicksPerHour),
            ],
            events);
    }

    [Fact]
    public void Of_NothingMarked_IsEmpty() => Assert.Empty(LabelledEvent.Of([1, 2, 3], [false, false, false]));

    [Fact]
    public void Of_UnequalLengths_Throws() =>
        Assert.Throws<ArgumentException>(() => LabelledEvent.Of([1, 2, 3], [false]));
}
