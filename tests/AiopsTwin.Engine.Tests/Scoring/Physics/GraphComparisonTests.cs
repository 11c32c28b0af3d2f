using AiopsTwin.Engine.Scoring.Physics;

namespace AiopsTwin.Engine.Tests.Scoring.Physics;

/// <summary><see cref="GraphComparison"/> on a few of the estates that <c>evaluate world</c> draws by the
/// hundred.</summary>
public sealed class GraphComparisonTests
{
    [Fact]
    public void Compare_DrawnEstates_AgreeInTheMedian()
    {
        var cases = Enumerable.Range(300, 5).Select(seed => GraphComparison.Compare((ulong)seed, 0.6)).ToList();

        Assert.All(cases, one => Assert.InRange(one.DiscreteSuccess, 0, 1));
        Assert.True(Median(cases.Select(one => Math.Abs(one.ResponseError))) < 0.05);
        Assert.True(Median(cases.Select(one => Math.Abs(one.GoodputError))) < 0.02);
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(2);
}
