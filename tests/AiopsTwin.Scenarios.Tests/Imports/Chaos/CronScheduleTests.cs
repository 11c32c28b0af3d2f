using AiopsTwin.Scenarios.Imports.Chaos;

namespace AiopsTwin.Scenarios.Tests.Imports.Chaos;

public sealed class CronScheduleTests
{
    [Theory]
    [InlineData("@every 90s", "0,1.5,3,4.5,6")]
    [InlineData("@hourly", "0,60,120,180,240")]
    [InlineData("*/30 * * * *", "0,30,60,90,120")]
    [InlineData("5,35 8-9 * * *", "0,30,60,90")]
    [InlineData("0 12 1 jan *", "0")]
    [InlineData("0 3 * * SUN", "0")]
    [InlineData("0 0 29 2 *", "0")]
    [InlineData("10/20 0 * * mon-fri", "0,20,40")]
    public void Occurrences_ASchedule_AreCountedFromTheFirst(string schedule, string minutes)
    {
        var times = CronSchedule.Occurrences(schedule, out _);

        Assert.Equal(minutes, string.Join(',', times!.Value.Select(
            time => time.TotalMinutes.ToString(System.Globalization.CultureInfo.InvariantCulture))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("* * * *")]
    [InlineData("60 * * * *")]
    [InlineData("*/0 * * * *")]
    [InlineData("5-1 * * * *")]
    [InlineData("a * * * *")]
    [InlineData("@every 0s")]
    [InlineData("@every soon")]
    [InlineData("1/2/3 * * * *")]
    [InlineData("99999999999 * * * *")]
    [InlineData("*/2147483647 x * * *")]
    public void Occurrences_WhatIsNoSchedule_IsRefused(string schedule)
    {
        Assert.Null(CronSchedule.Occurrences(schedule, out var reason));
        Assert.Contains("is not a schedule", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Occurrences_ADayThatNeverComes_IsSaidSo()
    {
        Assert.Null(CronSchedule.Occurrences("0 0 31 2 *", out var reason));
        Assert.Equal("'0 0 31 2 *' never falls due", reason);
    }

    [Fact]
    public void Occurrences_AHugeStep_EndsAtOnce() =>
        Assert.Equal([TimeSpan.Zero], CronSchedule.Occurrences("*/2147483647 3 * * *", out _)!.Value);
}
