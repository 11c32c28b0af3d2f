using AiopsTwin.Engine.Forecasting;
using AiopsTwin.TwinUi.Model.Capacity;
using AiopsTwin.TwinUi.Tests.Fakes;

namespace AiopsTwin.TwinUi.Tests.Model.Capacity;

public sealed class CapacityWordsTests
{
    [Fact]
    public void Answer_BurstyVolume_ClaimsNoDay()
    {
        var forecast = Samples.Full("a", 14, 5, 55).Forecast;

        Assert.Equal("about 14 days", CapacityWords.Answer(forecast));
        Assert.Equal("80 %: between 5 and 55 days", CapacityWords.Interval(forecast));
    }

    [Fact]
    public void Answer_SteadyVolume_NamesTheDay()
    {
        var forecast = Samples.Full("a", 14, 12, 17).Forecast;

        Assert.Equal("2026-03-16", CapacityWords.Answer(forecast));
        Assert.Equal("80 %: 2026-03-14 to 2026-03-19", CapacityWords.Interval(forecast));
    }

    [Fact]
    public void Answer_Tomorrow_NamesTheHour()
    {
        var forecast = Samples.Full("a", 1.25, 1, 2).Forecast;

        Assert.Equal("2026-03-03 18:00 UTC", CapacityWords.Answer(forecast));
    }

    [Theory]
    [InlineData(CapacityVerdict.Full, "full now")]
    [InlineData(CapacityVerdict.TooEarly, "too early to say")]
    [InlineData(CapacityVerdict.NotWithinYear, "not within a year")]
    public void Answer_NoDate_SaysWhy(CapacityVerdict verdict, string words)
    {
        var forecast = Samples.Full("a", 14, 12, 17).Forecast with { Verdict = verdict };

        Assert.Equal(words, CapacityWords.Answer(forecast));
        Assert.Empty(CapacityWords.Interval(forecast));
    }

    [Fact]
    public void Size_ShareOfASize_IsAFactor()
    {
        var line = Samples.Full("a", 14, 12, 17);

        Assert.Equal("1.25 × the present size", CapacityWords.Size(line.Forecast, "1"));
        Assert.Equal("–", CapacityWords.Size(line.Forecast with { Limit = 1.25 }, "1"));
    }

    [Fact]
    public void WhatIf_MoreWork_ComesSooner()
    {
        var forecast = Samples.Full("a", 24, 20, 30).Forecast;

        Assert.Equal("2026-03-22", CapacityWords.WhatIf(forecast));
    }
}
