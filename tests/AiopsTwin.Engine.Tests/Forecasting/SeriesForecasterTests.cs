using AiopsTwin.Engine.Forecasting;
using AiopsTwin.Engine.Numerics;

namespace AiopsTwin.Engine.Tests.Forecasting;

public sealed class SeriesForecasterTests
{
    private static readonly SeriesForecaster Forecaster = new();

    [Fact]
    public void Forecast_Line_GoesOnStraight()
    {
        var values = Enumerable.Range(0, 100).Select(step => 50 + (2.5 * step)).ToArray();

        var forecast = Forecaster.Forecast(values, 10, []);

        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(50 + (2.5 * (100 + i)), forecast.Expected[i], 0.5);
        }
    }

    [Fact]
    public void Forecast_DayAndWeek_AreBothFoundAndContinued()
    {
        static double Level(int hour) =>
            1000 + (200 * Math.Sin(2 * Math.PI * hour / 24)) + (hour / 24 % 7 >= 5 ? -300 : 0);
        var values = Enumerable.Range(0, 24 * 7 * 5).Select(Level).ToArray();

        var forecast = Forecaster.Forecast(values, 48, [24, 168]);

        Assert.Equal([24, 168], forecast.Periods);
        for (var i = 0; i < 48; i++)
        {
            Assert.Equal(Level(values.Length + i), forecast.Expected[i], 30.0);
        }
    }

    [Fact]
    public void Forecast_Noise_ShowsNoSeason()
    {
        var forecast = Forecaster.Forecast(Noise(500, 1, 0), 24, [24, 168]);

        Assert.Empty(forecast.Periods);
    }

    [Fact]
    public void Forecast_Constant_StaysWithoutWidth()
    {
        var forecast = Forecaster.Forecast(Enumerable.Repeat(7.0, 60).ToArray(), 5, [7]);

        Assert.All(forecast.Expected, value => Assert.Equal(7, value, 1e-6));
        Assert.All(forecast.High.Zip(forecast.Low), pair => Assert.Equal(0, pair.First - pair.Second, 1e-6));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Forecast_FewValues_StillAnswers(int count)
    {
        var values = Enumerable.Range(0, count).Select(step => 10.0 + step).ToArray();

        var forecast = Forecaster.Forecast(values, 3, [24]);

        Assert.Equal(3, forecast.Expected.Length);
        Assert.Null(forecast.Error);
        Assert.All(forecast.Expected, value => Assert.True(double.IsFinite(value)));
        Assert.All(forecast.High.Zip(forecast.Low), pair => Assert.True(pair.First >= pair.Second));
    }

    [Fact]
    public void Forecast_NegativeAndZeroValues_AreContinuedWithoutLogarithms()
    {
        var values = Noise(200, 5, 0);

        var forecast = Forecaster.Forecast(values, 10, []);

        Assert.DoesNotContain(forecast.Models, name => name.Contains("logarithms", StringComparison.Ordinal));
        Assert.All(forecast.Expected, value => Assert.True(double.IsFinite(value)));
    }

    [Fact]
    public void Forecast_NoiseAboutALevel_IsHeldByTheIntervalFourTimesInFive()
    {
        int held = 0, all = 0;
        for (var seed = 0; seed < 60; seed++)
        {
            var values = Noise(150, seed, 100);

            var forecast = Forecaster.Forecast(values.AsSpan(0, 138), 12, []);
            for (var i = 0; i < 12; i++)
            {
                held += values[138 + i] >= forecast.Low[i] && values[138 + i] <= forecast.High[i] ? 1 : 0;
                all++;
            }
        }

        Assert.InRange(held / (double)all, 0.72, 0.88);
    }

    [Fact]
    public void Forecast_NothingAsked_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Forecaster.Forecast([1, 2, 3], 0, []));
        Assert.Throws<ArgumentOutOfRangeException>(() => Forecaster.Forecast([], 1, []));
    }

    private static double[] Noise(int count, int seed, double level)
    {
        var random = new SeededRandom((ulong)seed);
        var values = new double[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = level + (5 * random.NextNormal());
        }

        return values;
    }
}
