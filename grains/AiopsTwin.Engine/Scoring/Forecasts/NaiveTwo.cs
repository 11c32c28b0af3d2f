using AiopsTwin.Engine.Forecasting.Models;

namespace AiopsTwin.Engine.Scoring.Forecasts;

/// <summary>
/// Naive 2, the yardstick of the M4 competition: the last value, seasonally adjusted by classical multiplicative
/// decomposition where the autocorrelation at the seasonal lag passes a 90 % test (Makridakis, Spiliotis and
/// Assimakopoulos, "The M4 Competition", 2020, appendix B). Cost: linear in the history.
/// </summary>
public static class NaiveTwo
{
    private const double NinetyPercent = 1.645;

    /// <summary>Continues a series.</summary>
    /// <param name="history">The known values, oldest first; at least two.</param>
    /// <param name="period">Steps of the season that is tested; 1 when none is.</param>
    /// <param name="path">The steps to fill.</param>
    public static void Continue(ReadOnlySpan<double> history, int period, Span<double> path)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(history.Length, 2);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(period);
        Adjusted(history, period, path.Length, new Naive()).CopyTo(path);
    }

    /// <summary>Another model with the same seasonal adjustment, as the competition ran its benchmarks.</summary>
    internal static double[] Adjusted(ReadOnlySpan<double> history, int period, int horizon, SeriesModel model)
    {
        var path = new double[horizon];
        if (period == 1 || !IsSeasonal(history, period))
        {
            model.Continue(history, path);
            return path;
        }

        var factors = Factors(history, period);
        var rest = history.ToArray();
        for (var i = 0; i < rest.Length; i++)
        {
            rest[i] /= factors[i % period];
        }

        model.Continue(rest, path);
        for (var i = 0; i < path.Length; i++)
        {
            path[i] *= factors[(history.Length + i) % period];
        }

        return path;
    }

    private static bool IsSeasonal(ReadOnlySpan<double> values, int period)
    {
        if (values.Length < 3 * period)
        {
            return false;
        }

        var sum = 0.0;
        for (var lag = 1; lag < period; lag++)
        {
            var correlation = Autocorrelation(values, lag);
            sum += correlation * correlation;
        }

        var limit = NinetyPercent * Math.Sqrt((1 + (2 * sum)) / values.Length);
        return Math.Abs(Autocorrelation(values, period)) > limit;
    }

    private static double Autocorrelation(ReadOnlySpan<double> values, int lag)
    {
        double mean = 0, products = 0, squares = 0;
        foreach (var value in values)
        {
            mean += value / values.Length;
        }

        for (var i = 0; i < values.Length; i++)
        {
            squares += (values[i] - mean) * (values[i] - mean);
            if (i >= lag)
            {
                products += (values[i] - mean) * (values[i - lag] - mean);
            }
        }

        return squares > 0 ? products / squares : 0;
    }

    /// <summary>Ratios to the centred moving average, averaged by place in the season and scaled to a mean of
    /// one.</summary>
    private static double[] Factors(ReadOnlySpan<double> values, int period)
    {
        var sums = new double[period];
        var counts = new int[period];
        var half = period / 2;
        for (var i = half; i < values.Length - half; i++)
        {
            var average = 0.0;
            for (var j = -half; j <= half; j++)
            {
                var weight = period % 2 == 0 && Math.Abs(j) == half ? 0.5 : 1;
                average += weight * values[i + j] / period;
            }

            if (average != 0)
            {
                sums[i % period] += values[i] / average;
                counts[i % period]++;
            }
        }

        var total = 0.0;
        for (var i = 0; i < period; i++)
        {
            sums[i] = counts[i] > 0 ? sums[i] / counts[i] : 1;
            total += sums[i] / period;
        }

        for (var i = 0; i < period; i++)
        {
            sums[i] /= total;
        }

        return sums;
    }
}
