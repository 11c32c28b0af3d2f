using AiopsTwin.Engine.Scoring;

namespace AiopsTwin.Engine.Tests.Scoring;

public sealed class RankingScoresTests
{
    [Fact]
    public void HitAt_TruthInATieGroup_IsTheExpectedValueOverItsOrders()
    {
        var answer = new RankedAnswer(true, 2, 4);

        Assert.Equal([0, 0.25, 0.5, 0.75, 1], Enumerable.Range(1, 5).Select(answer.HitAt));
        Assert.Equal(((1 / 2.0) + (1 / 3.0) + (1 / 4.0) + (1 / 5.0)) / 4, answer.ReciprocalRank, 12);
    }

    [Fact]
    public void Of_CasesWithoutAnAnswer_StayInEveryDenominator()
    {
        var scores = RankingScores.Of(
            [new RankedAnswer(true, 1, 1), RankedAnswer.None, new RankedAnswer(true, null, 0)]);

        Assert.Equal((3, 2), (scores.Cases, scores.Covered));
        Assert.Equal(1.0 / 3, scores.Top1, 12);
        Assert.Equal(1.0 / 3, scores.Mrr, 12);
    }

    [Fact]
    public void Of_MeanOfTheFirstFive_CountsEveryCut()
    {
        var scores = RankingScores.Of([new RankedAnswer(true, 3, 1)]);

        Assert.Equal((0.0, 1.0, 1.0), (scores.Top1, scores.Top3, scores.Top5));
        Assert.Equal(0.6, scores.Avg5, 12);
    }

    [Fact]
    public void Of_Nothing_IsZero() => Assert.Equal(new RankingScores(0, 0, 0, 0, 0, 0, 0), RankingScores.Of([]));
}
