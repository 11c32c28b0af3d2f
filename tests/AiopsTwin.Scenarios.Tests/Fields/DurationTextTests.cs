using AiopsTwin.Scenarios.Fields;
using CsCheck;

namespace AiopsTwin.Scenarios.Tests.Fields;

public sealed class DurationTextTests
{
    [Theory]
    [InlineData("250ms", 0.25)]
    [InlineData("30s", 30)]
    [InlineData("1.5s", 1.5)]
    [InlineData("2m", 120)]
    [InlineData("4h", 14_400)]
    [InlineData("5d", 432_000)]
    [InlineData("1h30m", 5_400)]
    [InlineData("0.1us", 1e-7)]
    [InlineData("0", 0)]
    public void Parse_GoodText_YieldsTheDuration(string text, double seconds)
    {
        var reason = DurationText.Parse(text, out var value);

        Assert.Null(reason);
        Assert.Equal(TimeSpan.FromSeconds(seconds), value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("s")]
    [InlineData("-5s")]
    [InlineData("5 s")]
    [InlineData("1,5s")]
    [InlineData("1.2.3s")]
    [InlineData("5weeks")]
    [InlineData("0.05us")]
    [InlineData("99999999d")]
    [InlineData("9999999999999999999999s")]
    public void Parse_BadText_SaysSo(string text)
    {
        var reason = DurationText.Parse(text, out var value);

        Assert.NotNull(reason);
        Assert.Equal(TimeSpan.Zero, value);
    }

    [Fact]
    public void Format_AnyDuration_IsReadBackExactly() => Gen.Long[0, DurationText.Longest.Ticks].Sample(ticks =>
    {
        var text = DurationText.Format(TimeSpan.FromTicks(ticks));

        Assert.Null(DurationText.Parse(text, out var value));
        Assert.Equal(ticks, value.Ticks);
    });
}
