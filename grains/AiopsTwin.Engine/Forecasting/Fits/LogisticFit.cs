namespace AiopsTwin.Engine.Forecasting.Fits;

/// <summary>
/// A logistic curve <c>K / (1 + exp(-r (t - m)))</c> by Levenberg and Marquardt (Marquardt 1963): normal equations
/// whose diagonal is enlarged until a step lowers the error. The start comes from the growth rate, which for a logistic
/// falls in a straight line as the level rises (Verhulst 1838).
/// </summary>
/// <param name="Ceiling">K, the level never exceeded.</param>
/// <param name="Rate">r, per step, positive.</param>
/// <param name="Middle">m, the step of half the ceiling.</param>
internal readonly record struct LogisticFit(double Ceiling, double Rate, double Middle)
{
    private const int MostRounds = 40;
    private const int MostValues = 60;

    /// <summary>Steps that gain less than this share are over; without noise each gains nearly all.</summary>
    private const double Settled = 1e-5;

    /// <summary>Fits the curve to positive values one step apart; null when their growth rate does not fall with the
    /// level.</summary>
    public static LogisticFit? Of(ReadOnlySpan<double> values)
    {
        var stride = Math.Max(1, values.Length / MostValues);
        var count = ((values.Length - 1) / stride) + 1;
        Span<double> taken = count <= 2 * MostValues ? stackalloc double[count] : new double[count];
        var first = values.Length - 1 - ((count - 1) * stride);
        for (var i = 0; i < count; i++)
        {
            taken[i] = values[first + (i * stride)];
            if (taken[i] <= 0)
            {
                return null;
            }
        }

        if (count < 12 || Start(taken) is not { } start)
        {
            return null;
        }

        var fit = Improve(taken, start);
        return fit is { Ceiling: > 0, Rate: > 0 } && double.IsFinite(fit.Middle)
            ? new LogisticFit(fit.Ceiling, fit.Rate / stride, first + (fit.Middle * stride))
            : null;
    }

    private double At(double step) => Ceiling / (1 + Math.Exp(-Rate * (step - Middle)));

    private static LogisticFit? Start(ReadOnlySpan<double> values)
    {
        var gap = Math.Max(1, values.Length / 6);
        double n = 0, x = 0, y = 0, xx = 0, xy = 0;
        for (var i = gap; i < values.Length; i++)
        {
            var rate = Math.Log(values[i] / values[i - gap]) / gap;
            var level = (values[i] + values[i - gap]) / 2;
            n++;
            x += level;
            y += rate;
            xx += level * level;
            xy += level * rate;
        }

        var slope = ((n * xy) - (x * y)) / ((n * xx) - (x * x));
        var start = (y - (slope * x)) / n;
        if (!(slope < 0 && start > 0))
        {
            return null;
        }

        var ceiling = Math.Max(-start / slope, 1.01 * values[^1]);
        return new LogisticFit(ceiling, start, values.Length - 1 + (Math.Log((ceiling / values[^1]) - 1) / start));
    }

    private static LogisticFit Improve(ReadOnlySpan<double> values, LogisticFit start)
    {
        var fit = start;
        var error = Error(values, fit);
        var damping = 1e-3;
        Span<double> row = stackalloc double[3];
        for (var round = 0; round < MostRounds && damping < 1e8; round++)
        {
            var system = new NormalEquations(3);
            for (var i = 0; i < values.Length; i++)
            {
                var share = 1 / (1 + Math.Exp(-fit.Rate * (i - fit.Middle)));
                var bend = fit.Ceiling * share * (1 - share);
                row[0] = share;
                row[1] = bend * (i - fit.Middle);
                row[2] = -bend * fit.Rate;
                system.Add(row, values[i] - (fit.Ceiling * share), 1);
            }

            var step = system.Solve(damping);
            var next = new LogisticFit(fit.Ceiling + step[0], fit.Rate + step[1], fit.Middle + step[2]);
            var nextError = Error(values, next);
            if (nextError < error)
            {
                var isDone = error - nextError < Settled * error;
                fit = next;
                error = nextError;
                damping = Math.Max(damping / 10, 1e-12);
                if (isDone)
                {
                    break;
                }
            }
            else
            {
                damping *= 10;
            }
        }

        return fit;
    }

    private static double Error(ReadOnlySpan<double> values, LogisticFit fit)
    {
        var sum = 0.0;
        for (var i = 0; i < values.Length; i++)
        {
            var miss = values[i] - fit.At(i);
            sum += miss * miss;
        }

        return double.IsNaN(sum) ? double.PositiveInfinity : sum;
    }
}
