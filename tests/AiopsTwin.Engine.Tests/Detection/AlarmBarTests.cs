using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Numerics;

namespace AiopsTwin.Engine.Tests.Detection;

public sealed class AlarmBarTests
{
    private const double Budget = 0.25;
    private const long Day = TimeSpan.TicksPerDay;

    [Fact]
    public void Factor_NothingHappened_IsOne()
    {
        var bar = default(AlarmBar);

        Assert.Equal(1, bar.FactorAt(400 * Day, Budget));
    }

    /// <summary>Peaks of three tails, eight of them a day at the threshold the loop begins with: thin, as thick as a
    /// Pareto tail of shape 1/2, and with a habit of enormous ones. Whatever the tail, unwanted alarms come at the
    /// rate allowed.</summary>
    [Theory]
    [InlineData(0, 0.25)]
    [InlineData(1, 0.25)]
    [InlineData(2, 0.25)]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    public void Rate_EveryAlarmAnswered_IsWithinHalfOfTheBudgetWhateverTheTail(int tail, double budget)
    {
        var alarms = 0;
        const int Series = 60;
        for (var series = 0; series < Series; series++)
        {
            alarms += UnwantedInTheSecondYear(new SeededRandom((ulong)series + 1), tail, budget);
        }

        var rate = alarms / (Series * 52.0);
        Assert.InRange(rate, budget / 1.5, budget * 1.5);
    }

    [Fact]
    public void Factor_WantedAlarmsAllTheTime_NeverRises()
    {
        var bar = default(AlarmBar);

        for (var day = 1; day <= 100; day++)
        {
            bar.Raise(day * Day, Budget);
            bar.Answer(isWanted: true, (day * Day) + (Day / 2), Budget);
        }

        Assert.InRange(bar.FactorAt(101 * Day, Budget), AlarmBar.LeastFactor, 1);
    }

    [Fact]
    public void Factor_NobodyAnswers_IsNeverBelowOneAndHardlyAboveForAnAlarmADay()
    {
        var bar = default(AlarmBar);
        var highest = 0.0;

        for (var day = 1; day <= 28; day++)
        {
            bar.Raise(day * Day, Budget);
            highest = Math.Max(highest, bar.FactorAt(day * Day, Budget));
            Assert.True(bar.FactorAt((day * Day) + (Day / 2), Budget) >= 1);
        }

        Assert.InRange(highest, 1, 1.05);
    }

    [Fact]
    public void Factor_NobodyAnswersAnAlarmAnHour_SilencesTheSeriesWithinTheMonth()
    {
        var bar = default(AlarmBar);

        for (var hour = 1; hour <= 28 * 24; hour++)
        {
            bar.Raise(hour * TimeSpan.TicksPerHour, Budget);
        }

        var threshold = DetectionSettings.Default.RaiseScore * bar.FactorAt(28 * Day, Budget);
        Assert.True(threshold > DeviationScorer.MaxScore, $"{threshold}");
    }

    [Theory]
    [InlineData(5, 1, 1.02)]
    [InlineData(40, 2, 21)]
    public void Factor_NobodyAnswers_RisesWithTheSquareOfALotOfAlarms(int aWeek, double atLeast, double atMost)
    {
        var bar = default(AlarmBar);

        for (var alarm = 1; alarm <= 2 * aWeek; alarm++)
        {
            bar.Raise(alarm * 7 * Day / aWeek, Budget);
        }

        Assert.InRange(bar.FactorAt(14 * Day, Budget), atLeast, atMost);
    }

    [Fact]
    public void Factor_ALotOfAlarmsOnceAnswered_RisesByAnswersAlone()
    {
        var bar = default(AlarmBar);
        bar.Answer(isWanted: true, Day, Budget);
        var before = bar.FactorAt(8 * Day, Budget);

        for (var alarm = 1; alarm <= 40; alarm++)
        {
            bar.Raise(Day + (alarm * 7 * Day / 40), Budget);
            bar.Answer(isWanted: true, Day + (alarm * 7 * Day / 40), Budget);
        }

        Assert.Equal(before, bar.FactorAt(8 * Day, Budget), 6);
    }

    [Fact]
    public void Factor_FirstAnswerAfterALongTime_DoesNotCountThatTime()
    {
        var bar = default(AlarmBar);
        bar.Raise(1000 * Day, Budget);

        bar.Answer(isWanted: true, 1001 * Day, Budget);

        Assert.InRange(bar.FactorAt(1001 * Day, Budget), 0.97, 1);
    }

    private static int UnwantedInTheSecondYear(SeededRandom random, int tail, double budget)
    {
        const int PeaksADay = 8;
        const double Threshold = 5.5;
        var bar = default(AlarmBar);
        var counted = 0;
        for (var peak = 1; peak <= 2 * 364 * PeaksADay; peak++)
        {
            var ticks = peak * (Day / PeaksADay);
            if (Threshold * random.NextTail(tail) < Threshold * bar.FactorAt(ticks, budget))
            {
                continue;
            }

            bar.Raise(ticks, budget);
            bar.Answer(isWanted: false, ticks + (Day / 24), budget);
            counted += peak > 364 * PeaksADay ? 1 : 0;
        }

        return counted;
    }
}

file static class Tails
{
    /// <summary>A peak in units of the threshold the loop begins with.</summary>
    public static double NextTail(this ref SeededRandom random, int tail)
    {
        var share = 1 - random.NextDouble();
        return tail switch
        {
            0 => 0.6065 - (0.2 * Math.Log(share)),
            1 => 0.6065 / Math.Sqrt(share),
            _ => share < 0.1 ? 8 + random.NextDouble() : 0.5,
        };
    }
}
