using MathNet.Numerics.LinearAlgebra;

namespace AiopsTwin.Engine.Forecasting.Fits;

/// <summary>
/// Least squares by normal equations, gathered row by row so that no design matrix is held, solved by MathNet's
/// Cholesky factor with a small ridge that keeps collinear terms from fighting each other.
/// </summary>
internal sealed class NormalEquations(int terms)
{
    private readonly double[,] _products = new double[terms, terms];
    private readonly double[] _targets = new double[terms];

    /// <summary>Adds one observation.</summary>
    public void Add(ReadOnlySpan<double> row, double target, double weight)
    {
        for (var i = 0; i < terms; i++)
        {
            var scaled = weight * row[i];
            _targets[i] += scaled * target;
            for (var j = 0; j <= i; j++)
            {
                _products[i, j] += scaled * row[j];
            }
        }
    }

    /// <summary>The weights; terms that never varied get zero.</summary>
    /// <param name="ridge">Share of each term's own square that is added to it.</param>
    public double[] Solve(double ridge)
    {
        var matrix = Matrix<double>.Build.Dense(terms, terms);
        for (var i = 0; i < terms; i++)
        {
            for (var j = 0; j < i; j++)
            {
                matrix[i, j] = _products[i, j];
                matrix[j, i] = _products[i, j];
            }

            var square = _products[i, i];
            matrix[i, i] = square > 0 ? square * (1 + ridge) : 1;
        }

        return matrix.Cholesky().Solve(Vector<double>.Build.Dense(_targets)).ToArray();
    }
}
