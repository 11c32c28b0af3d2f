using AiopsTwin.TwinUi.Model;
using AiopsTwin.TwinUi.Model.Capacity;
using AiopsTwin.TwinUi.Tests.Fakes;

namespace AiopsTwin.TwinUi.Tests.Model.Capacity;

public sealed class WorkWordsTests
{
    [Theory]
    [InlineData(1.2, "20 % more work")]
    [InlineData(0.75, "25 % less work")]
    public void Asked_Factor_IsAPercentage(double factor, string words) => Assert.Equal(words, WorkWords.Asked(factor));

    [Fact]
    public void Lead_EverythingAtRest_NamesWhatIsNearestToItsLimit()
    {
        Assert.Equal(
            "With 20 % more work everything comes to rest; db is nearest to a limit, at 84 %.",
            WorkWords.Lead(Samples.Work(1.2)));
    }

    [Fact]
    public void Lead_SomethingThatDoesNotSettle_SaysSo()
    {
        var answer = Samples.Work(1.2);

        var lead = WorkWords.Lead(answer with { Lines = [answer.Lines[0] with { IsSettled = false }] });

        Assert.StartsWith("With 20 % more work 1 entity would not come to rest", lead, StringComparison.Ordinal);
    }

    [Fact]
    public void Pair_NothingReported_IsADash()
    {
        Assert.Equal("–", WorkWords.Pair(null, null, Units.Share));
        Assert.Equal("70 % → 84 %", WorkWords.Pair(0.7, 0.84, Units.Share));
    }
}
