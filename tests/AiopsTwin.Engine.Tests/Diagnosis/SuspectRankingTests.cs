using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Diagnosis;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Tests.Diagnosis;

public sealed class SuspectRankingTests
{
    [Fact]
    public void Rank_GroupThatTheLimitWouldCut_IsLeftOutWhole()
    {
        var ranked = SuspectRanking.Rank([Draft("a", 1), Draft("b", 1), Draft("c", 1), Draft("z", 3)], 3, 0.05);

        Assert.Equal(["z"], ranked.Select(one => one.Draft.Entity.Name));
    }

    [Fact]
    public void Rank_GroupThatFits_SharesItsBestRank()
    {
        var ranked = SuspectRanking.Rank([Draft("a", 1), Draft("b", 1.01), Draft("z", 3), Draft("q", 0)], 3, 0.05);

        Assert.Equal([("z", 1), ("b", 2), ("a", 2)], ranked.Select(one => (one.Draft.Entity.Name, one.Rank)));
    }

    [Fact]
    public void Rank_FirstGroupBeyondTheLimit_IsCutToTheLikeliest()
    {
        var ranked = SuspectRanking.Rank([Draft("a", 1), Draft("b", 1.01), Draft("c", 1.02)], 2, 0.05);

        Assert.Equal([("c", 1), ("b", 1)], ranked.Select(one => (one.Draft.Entity.Name, one.Rank)));
    }

    private static SuspectDraft Draft(string name, double score)
    {
        var draft = new SuspectDraft(0, EntityId.Of(EntityKind.Service, name));
        draft.Add(EvidenceKind.Deviation, score, "it deviates");
        return draft;
    }
}
