using AiopsTwin.Engine.Forecasting.Fits;

namespace AiopsTwin.Engine.Forecasting.Growth;

/// <summary>Sums of a series and of its products with the step number, so that the line through any stretch of it is
/// had in constant time.</summary>
internal sealed class RunningSums
{
    private readonly double[] _values;
    private readonly double[] _products;
    private readonly double _base;

    public RunningSums(ReadOnlySpan<double> values)
    {
        _values = new double[values.Length + 1];
        _products = new double[values.Length + 1];
        _base = values.Length > 0 ? values[0] : 0;
        for (var i = 0; i < values.Length; i++)
        {
            _values[i + 1] = _values[i] + (values[i] - _base);
            _products[i + 1] = _products[i] + (i * (values[i] - _base));
        }
    }

    /// <summary>Mean of the values with indices in [from, to).</summary>
    public double Mean(int from, int to) => _base + ((_values[to] - _values[from]) / (to - from));

    /// <summary>The least-squares line through the values with indices in [from, to), its step 0 at the last of
    /// them.</summary>
    public LineFit Line(int from, int to)
    {
        double n = to - from;
        var sum = _values[to] - _values[from];
        var middle = (from + to - 1) / 2.0;
        var products = _products[to] - _products[from] - (middle * sum);
        var squares = n * ((n * n) - 1) / 12;
        var slope = squares > 0 ? products / squares : 0;
        return new LineFit(_base + (sum / n) + (slope * (to - 1 - middle)), slope);
    }
}
