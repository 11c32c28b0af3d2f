using AiopsTwin.Engine.Scoring.Correlations;

namespace AiopsTwin.Engine.Tests.Scoring.Correlations;

/// <summary><see cref="CorrelationScores"/>, against sums done by hand.</summary>
public sealed class CorrelationScoresTests
{
    [Fact]
    public void Of_OneSignalInTheWrongIncident_CountsPairs()
    {
        // Incident A holds three of cause 0 and one of cause 1, incident B the other two of cause 1: 6 + 1 pairs
        // together, 3 + 3 pairs alike, 3 + 1 of them both.
        var scores = CorrelationScores.Of(
            [Signal("a", 0, "A"), Signal("b", 0, "A"), Signal("c", 0, "A"), Signal("d", 1, "A"), Signal("e", 1, "B"),
                Signal("f", 1, "B")],
            2, []);

        Assert.Equal(3.0 / 7, scores.OverMerge, 9);
        Assert.Equal(2.0 / 6, scores.Split, 9);
        Assert.Equal(8.0 / 13, scores.F1, 9);
        Assert.Equal(1 - (2.0 / 6), scores.Compression, 9);
    }

    [Fact]
    public void Of_SignalsInNoIncident_AreAloneAndLostOnlyWhenUnknown()
    {
        var scores = CorrelationScores.Of(
            [Signal("a", 0, null), Signal("b", 0, null), Signal("c", 0, null) with { IsKept = false }], 0, []);

        Assert.Equal(1, scores.Split);
        Assert.Equal(0, scores.OverMerge);
        Assert.Equal(1, scores.Lost);
    }

    [Fact]
    public void Of_SignalWithTwoCauses_IsRightInEither()
    {
        var contested = new PlacedSignal("x", [0, 1], "B", true);

        var scores = CorrelationScores.Of([Signal("a", 0, "A"), Signal("b", 0, "A"), contested], 2, []);

        Assert.Equal(1, scores.F1);
    }

    private static PlacedSignal Signal(string name, int cause, string? incident) => new(name, [cause], incident, true);
}
