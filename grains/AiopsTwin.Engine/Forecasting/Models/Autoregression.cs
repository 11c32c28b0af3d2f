using AiopsTwin.Engine.Forecasting.Fits;

namespace AiopsTwin.Engine.Forecasting.Models;

/// <summary>
/// A regression of each value upon chosen earlier values, fitted by ridge least squares and continued step by step.
/// With the lags 1, 24 and 168 it is a seasonal autoregression of hourly data.
/// </summary>
internal sealed class Autoregression : SeriesModel
{
    private readonly int[] _lags;
    private readonly int _difference;

    /// <param name="difference">0 for the values themselves, else the lag of the differences that are
    /// regressed.</param>
    /// <param name="lags">The earlier values used, each at least 1, ascending.</param>
    public Autoregression(int difference, params int[] lags)
    {
        _difference = difference;
        _lags = lags;
    }

    public override string Name => "autoregression";

    public override int Parameters => _lags.Length + 1;

    public override int Needs => _difference + _lags[^1] + (3 * (_lags.Length + 1));

    public override void Continue(ReadOnlySpan<double> values, Span<double> path)
    {
        var n = values.Length;
        var work = new double[n + path.Length];
        var start = _difference;
        for (var i = start; i < n; i++)
        {
            work[i] = _difference == 0 ? values[i] : values[i] - values[i - _difference];
        }

        var weights = Fit(work.AsSpan(start, n - start));
        var extended = new double[n + path.Length];
        values.CopyTo(extended);
        for (var i = n; i < extended.Length; i++)
        {
            var next = weights[_lags.Length];
            for (var j = 0; j < _lags.Length; j++)
            {
                next += weights[j] * work[i - _lags[j]];
            }

            work[i] = next;
            extended[i] = _difference == 0 ? next : next + extended[i - _difference];
            path[i - n] = extended[i];
        }
    }

    private double[] Fit(ReadOnlySpan<double> values)
    {
        var terms = _lags.Length + 1;
        var system = new NormalEquations(terms);
        Span<double> row = stackalloc double[terms];
        var mean = 0.0;
        foreach (var value in values)
        {
            mean += value / values.Length;
        }

        for (var i = _lags[^1]; i < values.Length; i++)
        {
            for (var j = 0; j < _lags.Length; j++)
            {
                row[j] = values[i - _lags[j]] - mean;
            }

            row[terms - 1] = 1;
            system.Add(row, values[i] - mean, 1);
        }

        var weights = system.Solve(1e-4);
        var intercept = weights[terms - 1] + mean;
        for (var j = 0; j < _lags.Length; j++)
        {
            intercept -= weights[j] * mean;
        }

        weights[terms - 1] = intercept;
        return weights;
    }
}
