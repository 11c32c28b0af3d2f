using AiopsTwin.TwinUi.Model;

namespace AiopsTwin.TwinUi.Tests.Model;

public sealed class ViewKeyTests
{
    [Theory]
    [InlineData("twin:demo", "twin:demo")]
    [InlineData("run:auth-pool-1", "run:auth-pool-1")]
    [InlineData("twin:", null)]
    [InlineData("twin:a/b", null)]
    [InlineData("host:demo", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Checked_AnyText_AcceptsOnlyKeysOfTwinsAndRuns(string? text, string? expected) =>
        Assert.Equal(expected, ViewKey.Checked(text));

    [Fact]
    public void TwinOf_Run_IsNull() => Assert.Null(ViewKey.TwinOf("run:x"));
}
