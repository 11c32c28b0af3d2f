using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Scoring.Proofs;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.Scoring.Proofs;

public sealed class ProofTallyTests
{
    [Fact]
    public void Of_RightAndWrongSuspects_CountsPairsAndSymptoms()
    {
        // Strengths: right 1, wrong 0 in the first; right 0.75, wrong 1 in the second.
        var tally = ProofTally.Of(
        [
            Outcome(Line(true, 1, new CounterfactualCounts(4, 4, 4, 0, 0, 0)),
                Line(false, 2, new CounterfactualCounts(4, 0, 0, 0, 0, 0))),
            Outcome(Line(true, 1, new CounterfactualCounts(6, 4, 4, 0, 0, 0)),
                Line(false, 2, new CounterfactualCounts(6, 6, 6, 0, 0, 0))),
            Outcome(),
        ]);

        Assert.Equal((3, 2, 2), (tally.Incidents, tally.Proved, tally.RightProved));
        Assert.Equal(0.5, tally.AreaUnderCurve, 9);
        Assert.Equal(0.5, tally.TopByProof, 9);
        Assert.Equal(1, tally.TopByDiagnosis, 9);
        Assert.Equal(0.8, tally.Recall, 9);
        Assert.Equal(0.8, tally.Vanishing, 9);
        Assert.Equal(1, tally.Precision, 9);
    }

    [Fact]
    public void Of_ProofThatPredictedTooMuch_LosesPrecision()
    {
        var tally = ProofTally.Of([Outcome(Line(true, 1, new CounterfactualCounts(3, 3, 3, 0, 1, 0)))]);

        Assert.Equal(0.75, tally.Precision, 9);
        Assert.True(double.IsNaN(tally.AreaUnderCurve), "there is nobody to compare with");
    }

    [Fact]
    public void Of_TiedProofs_ShareTheFirstPlace()
    {
        var same = new CounterfactualCounts(2, 2, 2, 0, 0, 0);

        var tally = ProofTally.Of([Outcome(Line(true, 1, same), Line(false, 2, same))]);

        Assert.Equal(0.5, tally.TopByProof, 9);
        Assert.Equal(0.5, tally.AreaUnderCurve, 9);
    }

    private static ProofOutcome Outcome(params ProofLine[] lines) =>
        new("case", 1, [EstateBuilder.Id("db")], [.. lines]);

    private static ProofLine Line(bool isRight, int rank, CounterfactualCounts counts) =>
        new(EstateBuilder.Id(isRight ? "db" : "web"), isRight, rank, 1.0 / rank, counts, "");
}
