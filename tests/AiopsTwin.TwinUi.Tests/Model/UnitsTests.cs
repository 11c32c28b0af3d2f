using AiopsTwin.TwinUi.Model;

namespace AiopsTwin.TwinUi.Tests.Model;

public sealed class UnitsTests
{
    [Theory]
    [InlineData(null, "–")]
    [InlineData(0.0, "0 ms")]
    [InlineData(0.0000254, "25.4 µs")]
    [InlineData(0.0354, "35.4 ms")]
    [InlineData(2.5, "2.5 s")]
    public void Seconds_AnyLength_ChoosesAReadableUnit(double? seconds, string expected) =>
        Assert.Equal(expected, Units.Seconds(seconds));

    [Theory]
    [InlineData(null, "–")]
    [InlineData(0.0, "0 %")]
    [InlineData(0.0004, "0.04 %")]
    [InlineData(0.00001, "< 0.01 %")]
    [InlineData(0.125, "12.5 %")]
    [InlineData(1.0, "100 %")]
    public void Share_AnyShare_IsAPercentage(double? share, string expected) =>
        Assert.Equal(expected, Units.Share(share));

    [Theory]
    [InlineData(0.031, "s", "31 ms")]
    [InlineData(0.5, "1", "50 %")]
    [InlineData(1_500_000.0, "By/s", "1.5 MB/s")]
    [InlineData(12.0, "{item}", "12 items")]
    [InlineData(120.0, "{request}/s", "120/s")]
    [InlineData(7.0, "widgets", "7 widgets")]
    public void Value_ByUnit_IsSpelled(double value, string unit, string expected) =>
        Assert.Equal(expected, Units.Value(value, unit));

    [Theory]
    [InlineData(12, "12 s")]
    [InlineData(90, "1 min 30 s")]
    [InlineData(7500, "2 h 5 min")]
    [InlineData(180_000, "2 d 2 h")]
    [InlineData(1800, "30 min")]
    [InlineData(-90, "−1 min 30 s")]
    public void Span_AnyLength_UsesTwoUnits(int seconds, string expected) =>
        Assert.Equal(expected, Units.Span(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(125, "+02:05")]
    [InlineData(3725, "+1:02:05")]
    [InlineData(-65, "−01:05")]
    [InlineData(90_061, "+1d 01:01:01")]
    public void Offset_AnyOffset_ReadsAsAClock(int seconds, string expected) =>
        Assert.Equal(expected, Units.Offset(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(3.14159, "3.14")]
    [InlineData(31.4159, "31.4")]
    [InlineData(314.159, "314")]
    [InlineData(31_415.9, "31.4 k")]
    [InlineData(3_141_590.0, "3.14 M")]
    public void Compact_AnySize_HasAboutThreeDigits(double value, string expected) =>
        Assert.Equal(expected, Units.Compact(value));

    [Fact]
    public void Rate_Missing_IsADashAndNotZero() => Assert.Equal("–", Units.Rate(null));

    [Fact]
    public void Count_OneAndMany_AgreesWithTheNoun()
    {
        Assert.Equal("1 alert", Units.Count(1, "alert"));
        Assert.Equal("1,200 alerts", Units.Count(1200, "alert"));
    }
}
