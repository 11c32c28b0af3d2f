using AiopsTwin.Engine.Forecasting;
using AiopsTwin.Engine.Scoring.Forecasts.Peers;

namespace AiopsTwin.Engine.Scoring.Forecasts;

/// <summary>Forecasts series whose continuation is known, after the rules of the M4 competition.</summary>
public static class SeriesExam
{
    private static readonly SeriesForecaster Forecaster = new();

    /// <summary>Forecasts one series.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="history">What the forecaster may see.</param>
    /// <param name="actual">What came.</param>
    /// <param name="period">The season of the competition's yardstick, in steps; 1 for none.</param>
    /// <param name="seasons">The seasons our forecaster is told to check, in steps.</param>
    public static SeriesCase Judge(
        string name, ReadOnlySpan<double> history, ReadOnlySpan<double> actual, int period, ReadOnlySpan<int> seasons)
    {
        var forecast = Forecaster.Forecast(history, actual.Length, seasons);
        var expected = forecast.Expected.AsSpan();
        var covered = 0;
        for (var i = 0; i < actual.Length; i++)
        {
            covered += actual[i] >= forecast.Low[i] && actual[i] <= forecast.High[i] ? 1 : 0;
        }

        var peers = new List<(double, double)>();
        foreach (var path in SeriesPeers.Paths(history, period, actual.Length))
        {
            peers.Add((ForecastErrors.Smape(path, actual), ForecastErrors.Mase(path, actual, history, period)));
        }

        return new SeriesCase(
            name, ForecastErrors.Smape(expected, actual), ForecastErrors.Mase(expected, actual, history, period),
            covered, actual.Length,
            ForecastErrors.Mase(forecast.High.AsSpan(), forecast.Low.AsSpan(), history, period), peers);
    }
}
