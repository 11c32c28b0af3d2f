using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Scoring;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.Scoring;

/// <summary>What a diagnosis stated, beside what is true.</summary>
public sealed class StatedBeliefTests
{
    [Fact]
    public void Of_RightAndWrongInATie_IsHalfTrue()
    {
        var stated = StatedBelief.Of(Report(("a", 1, 3), ("b", 1, 3), ("c", 3, 1)), [Graph.Id("b")])!;

        Assert.Equal(0.5, stated.Truth);
        Assert.Equal([false, true, false], stated.Suspects.Select(suspect => suspect.IsRight));
    }

    [Fact]
    public void Of_NobodyNamed_IsNothing()
    {
        Assert.Null(StatedBelief.Of(null, [Graph.Id("b")]));
        Assert.Null(StatedBelief.Of(Report(), [Graph.Id("b")]));
    }

    [Fact]
    public void Of_NothingIsWrong_WhoeverIsNamedIsWrong() =>
        Assert.Equal(0, StatedBelief.Of(Report(("a", 1, 3)), [])!.Truth);

    private static DiagnosisReport Report(params (string Name, int Rank, double Score)[] suspects) => new(
        TwinBrainDriver.Start,
        [.. suspects.Select(one => new Suspect(
            one.Rank, Graph.Id(one.Name), MetricFamily.Latency, null, 0.4, one.Score, null, []))],
        "");
}
