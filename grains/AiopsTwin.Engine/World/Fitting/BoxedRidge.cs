namespace AiopsTwin.Engine.World.Fitting;

/// <summary>
/// Least squares with a belief and bounds: weights in [0, 1], each believed to be <paramref name="belief"/> give or
/// take <paramref name="deviation"/> before anything is seen (ridge regression, Hoerl and Kennard 1970, as the mode of
/// a normal posterior). The variance of the noise is estimated with the weights. Where the data say nothing the belief
/// stays; where they say much it does not matter. What is known to be noise in a cause is no evidence: its variance is
/// taken off (errors in variables, Fuller 1987, 2.2). Coordinate descent; O(k² n) to gather, O(k²) a round.
/// </summary>
internal sealed class BoxedRidge(int count, double belief, double deviation)
{
    private const int Rounds = 50;
    private const int Sweeps = 20;

    // Shares of requests below a millionth are not told apart.
    private const double LeastVariance = 1e-12;

    // Beyond a half, what is left after the noise is taken off is as uncertain as what was taken off.
    private const double MostNoise = 0.5;

    private readonly double[,] _products = new double[count, count];
    private readonly double[] _answers = new double[count];
    private readonly double[] _noise = new double[count];
    private readonly double[] _limits = [.. Enumerable.Repeat(1.0, count)];
    private double _total;
    private int _rows;

    /// <summary>Adds an observation: deviations from the usual.</summary>
    public void Add(ReadOnlySpan<double> causes, double effect)
    {
        for (var i = 0; i < count; i++)
        {
            for (var j = 0; j < count; j++)
            {
                _products[i, j] += causes[i] * causes[j];
            }

            _answers[i] += causes[i] * effect;
        }

        _total += effect * effect;
        _rows++;
    }

    /// <summary>Tells of noise in a cause of one observation.</summary>
    public void AddNoise(int cause, double variance) => _noise[cause] += variance;

    /// <summary>Bounds a weight from above; of several bounds the lowest counts.</summary>
    public void Limit(int cause, double most) => _limits[cause] = Math.Min(_limits[cause], Math.Max(0, most));

    /// <summary>The weights.</summary>
    public double[] Solve()
    {
        for (var i = 0; i < count; i++)
        {
            // A cause that is mostly noise brings nothing to light: nothing is known of its weight.
            if (_noise[i] > MostNoise * _products[i, i])
            {
                Forget(i);
            }

            _products[i, i] -= _noise[i];
            _noise[i] = 0;
        }

        var weights = _limits.Select(limit => Math.Min(belief, limit)).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            var variance = Math.Max(LeastVariance, Residual(weights) / Math.Max(1, _rows));
            for (var sweep = 0; sweep < Sweeps; sweep++)
            {
                for (var i = 0; i < count; i++)
                {
                    weights[i] = Best(i, weights, variance);
                }
            }
        }

        return weights;
    }

    private void Forget(int i)
    {
        _answers[i] = _noise[i] = 0;
        for (var j = 0; j < count; j++)
        {
            _products[i, j] = _products[j, i] = 0;
        }
    }

    private double Best(int i, double[] weights, double variance)
    {
        var others = 0.0;
        for (var j = 0; j < count; j++)
        {
            others += j == i ? 0 : _products[i, j] * weights[j];
        }

        var precision = 1 / (deviation * deviation);
        return Math.Clamp(
            (((_answers[i] - others) / variance) + (belief * precision))
                / ((_products[i, i] / variance) + precision),
            0, _limits[i]);
    }

    private double Residual(double[] weights)
    {
        var sum = _total;
        for (var i = 0; i < count; i++)
        {
            sum -= 2 * weights[i] * _answers[i];
            for (var j = 0; j < count; j++)
            {
                sum += weights[i] * _products[i, j] * weights[j];
            }
        }

        return sum;
    }
}
