namespace AiopsTwin.Engine.Forecasting.Models;

/// <summary>The mean course of one season about its own moving average.</summary>
internal static class SeasonShape
{
    /// <summary>
    /// Additive offsets by place in the season (index = step modulo period), their mean zero. Recent seasons count
    /// more: each season back weighs <paramref name="memory"/> times the one after it.
    /// </summary>
    public static double[] Of(ReadOnlySpan<double> values, int period, double memory)
    {
        var n = values.Length;
        var sums = new double[period];
        var weights = new double[period];
        var prefix = new double[n + 1];
        for (var i = 0; i < n; i++)
        {
            prefix[i + 1] = prefix[i] + values[i];
        }

        for (var i = 0; i < n; i++)
        {
            var low = Math.Clamp(i - (period / 2), 0, n - period);
            var mean = (prefix[low + period] - prefix[low]) / period;
            var weight = Math.Pow(memory, (n - 1 - i) / period);
            sums[i % period] += weight * (values[i] - mean);
            weights[i % period] += weight;
        }

        var total = 0.0;
        for (var i = 0; i < period; i++)
        {
            sums[i] /= weights[i];
            total += sums[i] / period;
        }

        for (var i = 0; i < period; i++)
        {
            sums[i] -= total;
        }

        return sums;
    }
}
