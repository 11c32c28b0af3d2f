using AiopsTwin.Scenarios.Recorded.Telemetry;

namespace AiopsTwin.Scenarios.Tests.Recorded.Telemetry;

public sealed class NumberTextTests
{
    [Theory]
    [InlineData("1772800000")]
    [InlineData("1772800000.0")]
    [InlineData("1772800000000")]
    [InlineData("1772800000000000")]
    [InlineData("1772800000000000000")]
    public void TryInstant_AnyUnit_IsTheSameInstant(string text)
    {
        Assert.True(NumberText.TryInstant(text, out var at));

        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_772_800_000), at);
    }

    [Theory]
    [InlineData("")]
    [InlineData("noon")]
    [InlineData("NaN")]
    [InlineData("-5")]
    [InlineData("17728")]
    [InlineData("1e300")]
    public void TryInstant_NoInstant_IsRefused(string text) => Assert.False(NumberText.TryInstant(text, out _));
}
