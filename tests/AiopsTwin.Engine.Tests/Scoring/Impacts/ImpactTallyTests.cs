using AiopsTwin.Engine.Scoring.Impacts;

namespace AiopsTwin.Engine.Tests.Scoring.Impacts;

public sealed class ImpactTallyTests
{
    [Fact]
    public void Sum_TwoIncidents_ScoresTheirEntitiesTogether()
    {
        var first = ImpactTally.Of(new HashSet<string> { "a", "b" }, new HashSet<string> { "a", "c" });
        var second = ImpactTally.Of(new HashSet<string> { "a", "b", "c" }, new HashSet<string> { "a", "b", "c" });

        var both = ImpactTally.Sum([first, second]);

        Assert.Equal(new ImpactTally(2, 4, 1, 1), both);
        Assert.Equal((0.8, 0.8, 0.8), (both.Precision, both.Recall, Math.Round(both.F1, 12)));
    }

    [Fact]
    public void Of_NobodyPredictedAndNobodyObserved_MissesNothing()
    {
        var none = ImpactTally.Of(new HashSet<string>(), new HashSet<string>());

        Assert.Equal((1, 1, 0), (none.Precision, none.Recall, none.F1));
    }
}
