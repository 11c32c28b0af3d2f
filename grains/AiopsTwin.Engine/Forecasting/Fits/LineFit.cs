namespace AiopsTwin.Engine.Forecasting.Fits;

/// <summary>A straight line over the steps 0, 1, 2, ... of a series, by least squares.</summary>
/// <param name="Intercept">The line at step 0.</param>
/// <param name="Slope">Change per step.</param>
internal readonly record struct LineFit(double Intercept, double Slope)
{
    /// <summary>Fits a line to values one step apart. A single value yields a flat line, no value a line at
    /// zero.</summary>
    public static LineFit Of(ReadOnlySpan<double> values)
    {
        if (values.Length < 2)
        {
            return new LineFit(values.Length == 1 ? values[0] : 0, 0);
        }

        var middle = (values.Length - 1) / 2.0;
        double mean = 0, products = 0, squares = 0;
        foreach (var value in values)
        {
            mean += value;
        }

        mean /= values.Length;
        for (var i = 0; i < values.Length; i++)
        {
            products += (i - middle) * (values[i] - mean);
            squares += (i - middle) * (i - middle);
        }

        var slope = products / squares;
        return new LineFit(mean - (slope * middle), slope);
    }

    /// <summary>The line's value at a step; fractions and steps outside the data are allowed.</summary>
    public double At(double step) => Intercept + (Slope * step);
}
