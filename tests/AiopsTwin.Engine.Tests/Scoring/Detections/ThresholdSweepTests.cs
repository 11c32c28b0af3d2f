using AiopsTwin.Engine.Scoring.Detections;

namespace AiopsTwin.Engine.Tests.Scoring.Detections;

public sealed class ThresholdSweepTests
{
    private const long Minute = TimeSpan.TicksPerMinute;
    private const int Days = 14;

    [Fact]
    public void Run_ScoresThatSetEventsApart_FindAllWithoutAFalseAlarm()
    {
        var sweep = new ThresholdSweep();
        sweep.Add(Series(), Scores(atEvents: 9, elsewhere: 5));

        var scores = sweep.Run(0.25);

        Assert.Equal(1, scores.Best.F1);
        Assert.Equal(9, scores.Threshold);
        Assert.Equal(2, scores.Best.Events);
        Assert.Equal(1, Assert.Single(scores.Budgets).Tally.Recall);
    }

    [Fact]
    public void Run_ScoresThatDoNot_KeepTheBudgetByFindingNothing()
    {
        var sweep = new ThresholdSweep();
        sweep.Add(Series(), Scores(atEvents: 5, elsewhere: 9));

        var budget = sweep.Run(0.25).Budgets[0];

        Assert.Equal(0, budget.Tally.Found);
        Assert.Equal(0, budget.Tally.FalseAlarms);
    }

    [Fact]
    public void Run_TheSecondHalf_DoesNotChooseTheThreshold()
    {
        var scores = Scores(atEvents: 9, elsewhere: 5);
        for (var i = 10 * 1440; i < scores.Length; i += 300)
        {
            scores[i] = Math.Max(scores[i], 9);
        }

        var sweep = new ThresholdSweep();
        sweep.Add(Series(), scores);

        var best = sweep.Run().Best;

        Assert.Equal(1, best.Recall);
        Assert.True(best.FalseAlarms >= 18, $"{best.FalseAlarms} false alarms");
    }

    [Fact]
    public void Run_ScoresInAnotherUnit_GiveTheSame()
    {
        var (one, other) = (new ThresholdSweep(), new ThresholdSweep());
        one.Add(Series(), Scores(9, 5));
        other.Add(Series(), [.. Scores(9, 5).Select(score => score / 1000)]);

        Assert.Equal(one.Run().Best.F1, other.Run().Best.F1);
    }

    [Fact]
    public void Add_AfterRun_Throws()
    {
        var sweep = new ThresholdSweep();
        sweep.Run();

        Assert.Throws<InvalidOperationException>(() => sweep.Add(Series(), Scores(1, 1)));
    }

    private static DetectionSeries Series() => new(
        "kpi", [.. Enumerable.Range(0, Days * 1440).Select(i => i * Minute)], [.. new double[Days * 1440]],
        [.. new[] { 4, 6, 9, 12 }.Select(day => new LabelledEvent(
            day * TimeSpan.TicksPerDay, (day * TimeSpan.TicksPerDay) + (10 * Minute)))]);

    private static float[] Scores(float atEvents, float elsewhere)
    {
        var scores = Enumerable.Range(0, Days * 1440).Select(i => (float)(i % 7) / 10).ToArray();
        foreach (var day in new[] { 3, 5, 8, 11 })
        {
            scores[(day * 1440) + 720] = elsewhere;
        }

        foreach (var day in new[] { 4, 6, 9, 12 })
        {
            scores[(day * 1440) + 3] = atEvents;
        }

        return scores;
    }
}
