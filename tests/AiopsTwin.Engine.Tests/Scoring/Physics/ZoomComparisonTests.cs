using AiopsTwin.Engine.Scoring.Physics;

namespace AiopsTwin.Engine.Tests.Scoring.Physics;

/// <summary><see cref="ZoomComparison"/> on a few of the estates that <c>evaluate world</c> draws by the
/// dozen.</summary>
public sealed class ZoomComparisonTests
{
    [Fact]
    public void Compare_DrawnEstates_BothSidesAnswerAsTheirOwnKind()
    {
        var cases = Enumerable.Range(300, 3).SelectMany(seed => ZoomComparison.Compare((ulong)seed, 0.6)).ToArray();

        var figures = ZoomComparison.Summarize([.. cases]);

        Assert.Contains(cases, one => one.IsZoomed);
        Assert.Contains(cases, one => !one.IsZoomed);
        Assert.All(cases, one => Assert.InRange(one.Zoomed.Success, 0, 1));
        Assert.Equal(12, figures.Length);
        Assert.All(figures, figure => Assert.True(figure.Holds, figure.ToString()));
    }
}
