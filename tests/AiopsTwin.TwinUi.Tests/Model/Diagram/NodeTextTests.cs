using AiopsTwin.TwinUi.Model.Diagram;

namespace AiopsTwin.TwinUi.Tests.Model.Diagram;

public sealed class NodeTextTests
{
    [Theory]
    [InlineData("cart", 10, "cart")]
    [InlineData("payments-ap-north", 12, "paymen…north")]
    [InlineData("payments-ap-south", 12, "paymen…south")]
    public void Fit_LongNames_KeepBothEnds(string name, int length, string fitted) =>
        Assert.Equal(fitted, NodeText.Fit(name, length));

    [Fact]
    public void Cut_LongLine_EndsWithDots() => Assert.Equal("120/s…", NodeText.Cut("120/s · 30 ms", 6));
}
