using AiopsTwin.Engine.Baselines;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;

namespace AiopsTwin.Engine.Tests.Baselines;

public sealed class CapacityHistoryTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Observe_Stock_KeepsTheLastValueOfEachDay()
    {
        var history = Hourly(ResourceKind.Stock, 24 * 3, hour => hour);

        Assert.Equal([23, 47], history.Days.ToArray());
        Assert.Equal(Start.AddDays(2), history.DaysEnd);
        Assert.Equal(71, history.Last);
    }

    [Fact]
    public void Observe_Flow_KeepsTheSecondLargestHourOfEachDay()
    {
        var history = Hourly(ResourceKind.Flow, 25, hour => hour % 24 == 10 ? 900 : hour % 24 == 11 ? 500 : 100);

        Assert.Equal([500], history.Days.ToArray());
    }

    [Fact]
    public void Observe_Flow_TakesTheLargestValueOfAnHour()
    {
        var history = new CapacityHistory(ResourceKind.Flow);

        history.Observe(Start, 5);
        history.Observe(Start.AddMinutes(20), 9);
        history.Observe(Start.AddMinutes(40), 4);
        history.Observe(Start.AddHours(1), 1);

        Assert.Equal([9], history.Hours.ToArray());
    }

    [Fact]
    public void Observe_TwoYears_StaysWithinItsBounds()
    {
        var history = Hourly(ResourceKind.Stock, 24 * 730, hour => hour);

        Assert.Equal(CapacityHistory.MostDays, history.Days.Length);
        Assert.Equal(CapacityHistory.MostHours, history.Hours.Length);
        Assert.InRange(Bytes(history).Length, 1, 4096);
    }

    [Fact]
    public void Observe_DaysWithoutSamples_AreFilledAlongALine()
    {
        var history = new CapacityHistory(ResourceKind.Stock);
        history.Observe(Start.AddHours(23), 100);
        history.Observe(Start.AddHours(23).AddDays(4), 140);
        history.Observe(Start.AddDays(5), 140);

        var days = history.Days.ToArray();

        Assert.Equal(5, days.Length);
        Assert.Equal([100, 110, 120, 130, 140], days);
    }

    [Fact]
    public void Observe_GapOfMoreThanAMonth_StartsOver()
    {
        var history = Hourly(ResourceKind.Stock, 24 * 3, hour => hour);

        history.Observe(Start.AddDays(40), 7);

        Assert.Equal(0, history.Days.Length);
        Assert.Equal(7, history.Last);
    }

    [Fact]
    public void Observe_EarlierHour_IsCountedAsLate()
    {
        var history = Hourly(ResourceKind.Stock, 30, hour => hour);

        history.Observe(Start, 1e9);

        Assert.Equal(1, history.Late);
        Assert.Equal(29, history.Last);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Observe_NoNumber_IsPassedOver(double value)
    {
        var history = Hourly(ResourceKind.Stock, 30, hour => hour);

        history.Observe(Start.AddHours(31), value);

        Assert.Equal(29, history.Last);
        Assert.Equal(29, history.Hours.Length);
    }

    [Fact]
    public void History_SentOverTheWire_GoesOnWhereItWas()
    {
        var history = Hourly(ResourceKind.Stock, 24 * 20 + 5, hour => 3 * hour);

        var copy = Serializer.Deserialize<CapacityHistory>(Bytes(history))!;
        copy.Observe(Start.AddDays(21), 1500);
        history.Observe(Start.AddDays(21), 1500);

        Assert.Equal(history.Days.ToArray(), copy.Days.ToArray());
        Assert.Equal(history.Hours.ToArray(), copy.Hours.ToArray());
        Assert.Equal(history.DaysEnd, copy.DaysEnd);
    }

    [Fact]
    public void Of_MoreThanFourHundredDays_KeepsTheLast()
    {
        var history = CapacityHistory.Of(
            ResourceKind.Stock, Start, Enumerable.Range(0, 500).Select(day => (double)day).ToArray());

        Assert.Equal(400, history.Days.Length);
        Assert.Equal(499, history.Days[^1]);
        Assert.Equal(Start, history.DaysEnd);
    }

    [Fact]
    public void Of_ThenObserve_AddsDays()
    {
        var history = CapacityHistory.Of(ResourceKind.Stock, Start, [1, 2, 3]);

        for (var hour = 0; hour <= 24; hour++)
        {
            history.Observe(Start.AddHours(hour), 4);
        }

        Assert.Equal([1, 2, 3, 4], history.Days.ToArray());
    }

    private static readonly Serializer Serializer =
        new ServiceCollection().AddSerializer().BuildServiceProvider().GetRequiredService<Serializer>();

    private static byte[] Bytes(CapacityHistory history) => Serializer.SerializeToArray(history);

    private static CapacityHistory Hourly(ResourceKind kind, int hours, Func<int, double> value)
    {
        var history = new CapacityHistory(kind);
        for (var hour = 0; hour < hours; hour++)
        {
            history.Observe(Start.AddHours(hour), value(hour));
        }

        return history;
    }
}
