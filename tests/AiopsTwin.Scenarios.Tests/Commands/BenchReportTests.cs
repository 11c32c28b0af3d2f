using AiopsTwin.Cli.Commands;

namespace AiopsTwin.Scenarios.Tests.Commands;

public sealed class BenchReportTests
{
    [Theory]
    [InlineData(1.0)]
    [InlineData(1.5)]
    [InlineData(0.0)]
    public void Growth_CostThatIsAPowerOfTheSize_IsTheExponent(double exponent)
    {
        int[] sizes = [1_000, 10_000, 100_000];
        var report = Report([.. sizes.Select(size => Slice(size, 3 * Math.Pow(size, exponent)))]);

        Assert.Equal(exponent, report.Growth()!.Value, 9);
    }

    [Fact]
    public void Growth_OneSizeOrNoCost_IsUnknown()
    {
        Assert.Null(Report(Slice(1_000, 2)).Growth());
        Assert.Null(Report(Slice(1_000, 2), Slice(10_000, 0)).Growth());
    }

    private static BenchReport Report(params BenchSlice[] slices) => new("test", "none", [.. slices], "cost");

    private static BenchSlice Slice(int size, double cost) => new(size, [new("other", 1), new("cost", cost)]);
}
