using AiopsTwin.Engine.Scoring.Detections;

namespace AiopsTwin.Engine.Tests.Scoring.Detections;

public sealed class EventRuleTests
{
    private const long Minute = TimeSpan.TicksPerMinute;
    private const long Day = TimeSpan.TicksPerDay;

    /// <summary>Ten days of minutes with an event of two hours on day five and one of five minutes on day
    /// eight.</summary>
    private static readonly DetectionSeries Series = new(
        "kpi",
        [.. Enumerable.Range(0, 10 * 1440).Select(i => i * Minute)],
        [.. Enumerable.Range(0, 10 * 1440).Select(_ => 1.0)],
        [new LabelledEvent(5 * Day, (5 * Day) + (120 * Minute)), new LabelledEvent(8 * Day, (8 * Day) + (4 * Minute))]);

    [Theory]
    [InlineData(-2, 1)]
    [InlineData(-1, 2)]
    [InlineData(0, 2)]
    [InlineData(4, 2)]
    [InlineData(5, 1)]
    public void Count_AlarmNearShortEvent_FindsItFromOneSampleBeforeToItsEnd(int minutes, int found)
    {
        var tally = Count((5 * Day) + (30 * Minute), (8 * Day) + (minutes * Minute));

        Assert.Equal(2, tally.Events);
        Assert.Equal(found, tally.Found);
        Assert.Equal(0, tally.FalseAlarms);
        Assert.Equal(2, tally.Episodes);
    }

    [Fact]
    public void Count_AlarmAfterHalfAnHourOfLongEvent_IsTooLateButNotFalse()
    {
        var tally = Count((5 * Day) + (31 * Minute));

        Assert.Equal(0, tally.Found);
        Assert.Equal(0, tally.FalseAlarms);
        Assert.Equal(0, tally.F1);
    }

    [Fact]
    public void Count_AlarmsOutsideEvents_AreFalseByEpisode()
    {
        var tally = Count(
            6 * Day, (6 * Day) + (9 * Minute), (6 * Day) + (18 * Minute), (6 * Day) + (28 * Minute),
            (8 * Day) + (2 * Minute), (8 * Day) + (14 * Minute), (8 * Day) + (25 * Minute));

        Assert.Equal(3, tally.FalseAlarms);
        Assert.Equal(1, tally.Found);
        Assert.Equal(TimeSpan.FromMinutes(2), tally.MedianDelay);
        Assert.Equal(0.25, tally.Precision);
        Assert.Equal(0.5, tally.Recall);
        Assert.Equal(1 / 3.0, tally.F1, 12);
        Assert.Equal(3.0, tally.FalseAlarmsPerWeek, 12);
    }

    [Fact]
    public void Count_AlarmsOutsideThePart_ArePassedOver()
    {
        var tally = new EventTally();

        EventRule.Count(Series, [2 * Day, 4 * Day, 9 * Day], 7 * Day, 9 * Day, tally);

        Assert.Equal(1, tally.Events);
        Assert.Equal(0, tally.Episodes);
        Assert.Equal(2 / 7.0, tally.SeriesWeeks, 12);
    }

    [Fact]
    public void ScoredFrom_AnySeries_IsThreeDaysAfterItsStart() => Assert.Equal(3 * Day, EventRule.ScoredFrom(Series));

    private static EventTally Count(params long[] alarms)
    {
        var tally = new EventTally();
        EventRule.Count(Series, alarms, 3 * Day, 10 * Day, tally);
        return tally;
    }
}
