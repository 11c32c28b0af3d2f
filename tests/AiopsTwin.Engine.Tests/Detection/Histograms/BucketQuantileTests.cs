using System.Collections.Immutable;
using AiopsTwin.Engine.Detection.Histograms;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Tests.Detection.Histograms;

public sealed class BucketQuantileTests
{
    private static readonly ImmutableArray<double> Bounds = [0.1, 0.2, 0.4];

    // Computed by hand after Prometheus' promql/quantile.go.
    [Theory]
    [InlineData(0.5, 0.1)]
    [InlineData(0.25, 0.05)]
    [InlineData(0.7, 0.18)]
    [InlineData(0.9, 0.35)]
    [InlineData(0.99, 0.4)]
    public void Of_CountedBuckets_IsLinearWithinABucketAndEndsAtTheLastBound(double quantile, double expected)
    {
        var value = BucketQuantile.Of(Bounds, Counts([50, 75, 95], 100), quantile);

        Assert.Equal(expected, value!.Value, 9);
    }

    [Fact]
    public void Of_NothingObservedOrNoBuckets_IsUnknown()
    {
        Assert.Null(BucketQuantile.Of(Bounds, Counts([0, 0, 0], 0), 0.95));
        Assert.Null(BucketQuantile.Of([], Counts([], 10), 0.95));
    }

    [Fact]
    public void Of_BucketThatLagsBehindTheOneBelow_CountsAsEmpty()
    {
        var value = BucketQuantile.Of(Bounds, Counts([50, 49, 100], 100), 0.75);

        Assert.Equal(0.3, value!.Value, 9);
    }

    [Fact]
    public void Of_FirstBoundNotAboveZero_IsThatBound()
    {
        Assert.Equal(-1, BucketQuantile.Of([-1, 1], Counts([10, 20], 20), 0.25));
    }

    [Theory]
    [InlineData(0.05, 0.75)]
    [InlineData(0.1, 0.5)]
    [InlineData(0.3, 0.15)]
    [InlineData(0.4, 0.05)]
    public void ShareAbove_LimitWithinTheBuckets_IsLinear(double limit, double expected)
    {
        var share = BucketQuantile.ShareAbove(Bounds, Counts([50, 75, 95], 100), limit);

        Assert.Equal(expected, share!.Value, 9);
    }

    [Fact]
    public void ShareAbove_LimitBeyondTheLastBound_IsKnownOnlyWhenNothingLiesThere()
    {
        Assert.Null(BucketQuantile.ShareAbove(Bounds, Counts([50, 75, 95], 100), 0.5));
        Assert.Equal(0, BucketQuantile.ShareAbove(Bounds, Counts([50, 75, 100], 100), 0.5));
    }

    private static HistogramCounts Counts(ImmutableArray<double> buckets, double count) =>
        new(buckets, count, null, null);
}
