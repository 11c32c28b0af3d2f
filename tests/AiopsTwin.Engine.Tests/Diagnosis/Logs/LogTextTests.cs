using AiopsTwin.Engine.Diagnosis.Logs;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Tests.Diagnosis.Logs;

public sealed class LogTextTests
{
    [Theory]
    [InlineData("17:11:21.191 INFO  v.c.VerifyController#54 checked", "v.c.VerifyController#54")]
    [InlineData("order #17 refused", null)]
    [InlineData("#5 is first", null)]
    [InlineData("no site at all", null)]
    [InlineData("ends with Name#", null)]
    public void SiteOf_LoggerThatNamesItsLine_GivesClassAndLine(string body, string? site) =>
        Assert.Equal(site, LogText.SiteOf(body));

    [Fact]
    public void WordsOf_NumbersAndIds_AreMasked()
    {
        var words = LogText.WordsOf("user 17 paid 3.50 for order 9f2c-aa01 (retry=2) at 10.0.0.7:80");

        Assert.Equal(["user", "*", "paid", "*", "for", "order", "*", "retry", "*", "at", "*"], words);
    }

    [Fact]
    public void WordsOf_LongLine_IsCut() =>
        Assert.Equal(32, LogText.WordsOf(string.Join(' ', Enumerable.Repeat("a", 99))).Count);

    [Theory]
    [InlineData("/orders/17/items", "/orders/*/items")]
    [InlineData("/api/v1/orders", "/api/v1/orders")]
    [InlineData("/trips/2c1f6a0e-9b7d-4c11-8e52-7f1d3b9a0c55", "/trips/*")]
    [InlineData("Orders.Place", "Orders.Place")]
    public void Masked_OperationNamedAfterWhatItWasAsked_LosesTheIds(string name, string masked) =>
        Assert.Equal(masked, LogText.Masked(name));

    [Theory]
    [InlineData("10:00 ERROR it broke", LogSeverity.Error)]
    [InlineData("WARN after an ERROR", LogSeverity.Warn)]
    [InlineData("all is well", LogSeverity.Unspecified)]
    public void SeverityIn_FirstLevelNamed_Counts(string body, LogSeverity severity) =>
        Assert.Equal(severity, LogText.SeverityIn(body));
}
