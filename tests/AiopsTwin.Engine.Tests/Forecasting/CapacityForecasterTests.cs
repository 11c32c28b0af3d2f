using AiopsTwin.Engine.Baselines;
using AiopsTwin.Engine.Forecasting;
using AiopsTwin.Engine.Scoring.Forecasts;

namespace AiopsTwin.Engine.Tests.Forecasting;

public sealed class CapacityForecasterTests
{
    private static readonly DateTimeOffset End = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    public static TheoryData<string, int, int> Noiseless()
    {
        var cases = new TheoryData<string, int, int>();
        foreach (var curve in new[] { "line", "exponential", "logistic", "logistic before its middle" })
        {
            foreach (var days in new[] { 60, 120, 400 })
            {
                cases.Add(curve, days, 14);
                cases.Add(curve, days, 60);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Noiseless))]
    public void Forecast_NoiselessCurve_NamesTheTrueDay(string curve, int days, int ahead)
    {
        Func<double, double> level = curve switch
        {
            "line" => day => 1000 + (3.7 * day),
            "exponential" => day => 1000 * Math.Exp(0.004 * day),
            "logistic" => day => 1000 / (1 + Math.Exp(-0.03 * (day - (0.7 * days)))),
            _ => day => 1000 / (1 + Math.Exp(-0.02 * (day - days - 40))),
        };

        var forecast = Ask(days, level, level(days - 1 + ahead));

        Assert.Equal(CapacityVerdict.FullOnDate, forecast.Verdict);
        Assert.Equal(ahead, (forecast.FullOn!.Value - End).TotalDays, 0.002);
    }

    [Fact]
    public void Forecast_NoiselessLine_SaysTheDayWithinOneDay()
    {
        var forecast = Ask(120, day => 1000 + (3.7 * day), 1000 + (3.7 * 133));

        Assert.True(forecast.To - forecast.From < TimeSpan.FromDays(2));
        Assert.StartsWith(
            "Full on 2026-06-15 (80 %: 2026-06-14 to 2026-06-15).", forecast.Sentence, StringComparison.Ordinal);
        Assert.Equal(1, forecast.Growth!.Confidence);
        Assert.Equal(3.7, forecast.Growth.PerDay, 6);
    }

    [Theory]
    [InlineData(37)]
    [InlineData(370)]
    [InlineData(-37)]
    public void Forecast_Resize_MovesTheDateByItsSizeOverTheSlope(double added)
    {
        var before = Ask(200, day => 1000 + (3.7 * day), 2000);

        var after = Ask(200, day => 1000 + (3.7 * day), 2000 + added);

        Assert.Equal(added / 3.7, (after.FullOn!.Value - before.FullOn!.Value).TotalDays, 0.0001);
    }

    [Fact]
    public void Forecast_FlatVolumes_AreGivenNoDate()
    {
        int asked = 0, dated = 0;
        for (var seed = 0UL; seed < 100; seed++)
        {
            var used = GrowthVolumes.Flat(seed).AsSpan();
            foreach (var day in new[] { 120, 300, 500 })
            {
                var limit = 1.2 * used[day];
                asked++;
                var verdict = Ask(used[Math.Max(0, day - 399)..(day + 1)], limit).Verdict;
                dated += verdict == CapacityVerdict.FullOnDate ? 1 : 0;
            }
        }

        Assert.InRange(dated / (double)asked, 0, 0.02);
    }

    [Fact]
    public void Forecast_ConstantLevel_SaysNeverAndWhy()
    {
        var forecast = Ask(100, _ => 500, 1000);

        Assert.Equal(CapacityVerdict.NotWithinYear, forecast.Verdict);
        Assert.Null(forecast.FullOn);
        Assert.All(forecast.Window, odds => Assert.Equal(0, odds.Probability));
        Assert.False(forecast.Advice!.IsDue);
        Assert.Equal(1000, forecast.Advice.RecommendedLimit);
        Assert.Contains("does not grow", forecast.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Forecast_SlowGrowth_SaysNotWithinAYear()
    {
        var forecast = Ask(100, day => 1000 + day, 5000);

        Assert.Equal(CapacityVerdict.NotWithinYear, forecast.Verdict);
        Assert.True(forecast.Growth!.IsGrowing);
        Assert.Contains("less than 1 %", forecast.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Forecast_LimitReached_SaysFull()
    {
        var forecast = Ask(30, _ => 1000, 1000);

        Assert.Equal(CapacityVerdict.Full, forecast.Verdict);
        Assert.All(forecast.Window, odds => Assert.Equal(1, odds.Probability));
    }

    [Fact]
    public void Forecast_ThirteenDays_IsTooEarly()
    {
        var forecast = Ask(13, day => 100 + day, 1000);

        Assert.Equal(CapacityVerdict.TooEarly, forecast.Verdict);
        Assert.Equal("Too early to say: 13 of the 14 days are known that a forecast needs.", forecast.Sentence);
    }

    [Fact]
    public void Forecast_FourteenDays_GivesADateWithAWideInterval()
    {
        var forecast = Ask(14, day => 100 + day, 123);

        Assert.Equal(CapacityVerdict.FullOnDate, forecast.Verdict);
        Assert.True(forecast.To - forecast.From > TimeSpan.FromDays(5));
    }

    [Fact]
    public void Forecast_SawTooth_CountsTheCleanUpsToCome()
    {
        static double Level(double day) => 1000 + (10 * day) - (200 * Math.Floor(day / 30));
        var truth = 199;
        while (Level(truth) < 2000)
        {
            truth++;
        }

        var forecast = Ask(200, Level, 2000);

        Assert.Equal(truth - 199, (forecast.FullOn!.Value - End).TotalDays, 2.0);
        Assert.Equal(30, forecast.Growth!.CleanUpDays!.Value, 0.5);
        Assert.Contains("a clean-up comes about every 30 days", forecast.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Forecast_ChangedGrowth_NamesTheDayOfTheChange()
    {
        var forecast = Ask(200, day => 1000 + day + (Math.Max(0, day - 120) * 4), 1700);

        Assert.Equal(End.AddDays(-80), forecast.Growth!.ChangedOn!.Value, TimeSpan.FromDays(2));
        Assert.Equal((1700 - (1000 + 199 + (79 * 4))) / 5.0, (forecast.FullOn!.Value - End).TotalDays, 1.0);
    }

    [Fact]
    public void Forecast_OddsAndDates_AreInOrder()
    {
        foreach (var volume in GrowthVolumes.Create(16, 3))
        {
            var forecast = Ask(volume.Used.AsSpan()[100..400], volume.Used.AsSpan()[100..400][^1] * 1.1);
            if (forecast.FullOn is not { } on)
            {
                continue;
            }

            Assert.True(forecast.From <= on && on <= (forecast.To ?? DateTimeOffset.MaxValue));
            Assert.Equal(forecast.From, forecast.Advice!.NotBefore);
            Assert.InRange(forecast.Advice.AlertOn!.Value, forecast.From!.Value, on);
            Assert.Equal(forecast.Window.OrderBy(odds => odds.Probability), forecast.Window);
            Assert.True(forecast.Advice.WithMoreWork.FullOn <= on);
            Assert.InRange(forecast.Window[^1].Probability, 0.5, 1);
        }
    }

    [Fact]
    public void Forecast_RecommendedLimit_IsOutgrownInTheLeadTimeWithTenPercent()
    {
        var used = GrowthVolumes.Create(1, 5)[0].Used.AsSpan()[100..400];
        var forecast = Ask(used, used[^1] * 1.002);

        var resized = Ask(used, forecast.Advice!.RecommendedLimit);

        Assert.Equal(0.1, resized.Window.Single(odds => odds.Days == 14).Probability, 0.05);
    }

    [Fact]
    public void Forecast_MoreWork_BringsAStockForwardInProportion()
    {
        var forecast = Ask(120, day => 1000 + (10 * day), 2190 + 120);

        Assert.Equal(12, (forecast.FullOn!.Value - End).TotalDays, 0.001);
        Assert.Equal(10, (forecast.Advice!.WithMoreWork.FullOn!.Value - End).TotalDays, 0.001);
    }

    [Fact]
    public void Forecast_MoreWork_RaisesAFlowAtOnce()
    {
        var days = Enumerable.Range(0, 120).Select(day => 500.0 + day).ToArray();
        var history = CapacityHistory.Of(ResourceKind.Flow, End, days);

        var forecast = CapacityForecaster.Forecast(history, new CapacityQuestion("pool", 700, End));

        Assert.Equal(End, forecast.Advice!.WithMoreWork.FullOn);
    }

    [Fact]
    public void Forecast_TwoDaysFromFull_IsDue()
    {
        var forecast = Ask(120, day => 1000 + (10 * day), 2190 + 20);

        Assert.True(forecast.Advice!.IsDue);
        Assert.Equal(End, forecast.Advice.OrderBy);
    }

    [Fact]
    public void Forecast_SameQuestion_GivesTheSameAnswer()
    {
        var used = GrowthVolumes.Create(6, 9)[5].Used.AsSpan()[..300].ToArray();

        var first = Ask(used, used[^1] * 1.2);
        var second = Ask(used, used[^1] * 1.2);

        Assert.Equal(first.FullOn, second.FullOn);
        Assert.Equal(first.From, second.From);
        Assert.Equal(first.Window, second.Window);
        Assert.Equal(first.Sentence, second.Sentence);
    }

    [Fact]
    public void Forecast_OtherUnit_GivesTheSameDates()
    {
        var used = GrowthVolumes.Create(8, 4)[7].Used.AsSpan()[..300].ToArray();
        var scaled = Array.ConvertAll(used, value => value * 1048576);

        var small = Ask(used, used[^1] * 1.2);
        var large = Ask(scaled, scaled[^1] * 1.2);

        Assert.Equal(small.FullOn!.Value, large.FullOn!.Value, TimeSpan.FromMinutes(5));
        Assert.Equal(small.To!.Value, large.To!.Value, TimeSpan.FromMinutes(5));
    }

    [Fact]
    public void Forecast_RushWithinHours_IsSeenBeforeTheDayEnds()
    {
        var history = new CapacityHistory(ResourceKind.Stock);
        for (var hour = 0; hour < 24 * 20; hour++)
        {
            history.Observe(End.AddHours(hour - (24 * 20)), 100 + (hour / 240.0));
        }

        for (var minute = 0; minute <= 7 * 60; minute += 10)
        {
            history.Observe(End.AddMinutes(minute), 102 + (minute / 6.0));
        }

        var now = End.AddHours(7);
        var forecast = CapacityForecaster.Forecast(history, new CapacityQuestion("heap", 212, now));

        Assert.Equal(CapacityVerdict.FullOnDate, forecast.Verdict);
        Assert.Equal(now.AddHours(4), forecast.FullOn!.Value, TimeSpan.FromMinutes(30));
        Assert.True(forecast.Advice!.IsDue);
    }

    [Fact]
    public void Forecast_LimitThatIsNotPositive_IsRefused()
    {
        var history = CapacityHistory.Of(ResourceKind.Stock, End, [1, 2, 3]);

        Assert.Throws<ArgumentOutOfRangeException>(
            () => CapacityForecaster.Forecast(history, new CapacityQuestion("volume", 0, End)));
    }

    private static CapacityForecast Ask(int days, Func<double, double> level, double limit) =>
        Ask(Enumerable.Range(0, days).Select(day => level(day)).ToArray(), limit);

    private static CapacityForecast Ask(ReadOnlySpan<double> days, double limit) => CapacityForecaster.Forecast(
        CapacityHistory.Of(ResourceKind.Stock, End, days), new CapacityQuestion("volume", limit, End));
}
