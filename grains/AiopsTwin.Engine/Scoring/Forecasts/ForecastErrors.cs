namespace AiopsTwin.Engine.Scoring.Forecasts;

/// <summary>The error measures of the M4 competition (Makridakis, Spiliotis and Assimakopoulos 2020, section
/// 2).</summary>
public static class ForecastErrors
{
    /// <summary>Symmetric mean absolute percentage error, 0 to 200; steps where both values are zero count
    /// zero.</summary>
    public static double Smape(ReadOnlySpan<double> forecast, ReadOnlySpan<double> actual)
    {
        var sum = 0.0;
        for (var i = 0; i < actual.Length; i++)
        {
            var size = Math.Abs(forecast[i]) + Math.Abs(actual[i]);
            sum += size > 0 ? 200 * Math.Abs(forecast[i] - actual[i]) / size : 0;
        }

        return sum / actual.Length;
    }

    /// <summary>Mean absolute error over the mean absolute change from one season to the next within the
    /// history.</summary>
    /// <param name="forecast">Forecast values.</param>
    /// <param name="actual">What came; as many values.</param>
    /// <param name="history">The values the forecast was made from; longer than <paramref name="period"/>.</param>
    /// <param name="period">Steps of the season; 1 for the change from one value to the next.</param>
    public static double Mase(
        ReadOnlySpan<double> forecast, ReadOnlySpan<double> actual, ReadOnlySpan<double> history, int period)
    {
        double change = 0, error = 0;
        for (var i = period; i < history.Length; i++)
        {
            change += Math.Abs(history[i] - history[i - period]) / (history.Length - period);
        }

        for (var i = 0; i < actual.Length; i++)
        {
            error += Math.Abs(forecast[i] - actual[i]) / actual.Length;
        }

        return change > 0 ? error / change : 0;
    }
}
