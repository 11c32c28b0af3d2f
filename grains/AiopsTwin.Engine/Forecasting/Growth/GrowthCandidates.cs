using AiopsTwin.Engine.Forecasting.Fits;

namespace AiopsTwin.Engine.Forecasting.Growth;

/// <summary>The curves that compete for a volume, each fitted to what was known at an origin.</summary>
internal static class GrowthCandidates
{
    /// <summary>Names as shown to people, in the order of the curves.</summary>
    public static readonly string[] Names =
    [
        "mean growth of 7 days", "mean growth of 30 days", "mean growth of 90 days", "mean growth of 180 days",
        "line through 14 days", "line through 30 days", "line through 90 days",
        "slope of 30 days from today's level", "slope of 90 days from today's level",
        "Theil-Sen slope of 90 days", "growth since the last change", "damped trend",
        "exponential growth of 90 days", "exponential growth", "power law", "quadratic of 60 days",
        "quadratic of 180 days", "logistic growth",
    ];

    /// <summary>Free numbers of each beyond a level and a slope; each must earn its place.</summary>
    public static readonly int[] Extra = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 1, 1, 1, 1];

    /// <summary>Whether a candidate is a straight line, so that the day it began can be named.</summary>
    public static bool IsStraight(int candidate) => candidate <= 10;

    /// <summary>Fewest days known at an origin.</summary>
    public const int LeastDays = 14;

    /// <summary>Fits every curve; those that cannot be fitted are flat.</summary>
    /// <param name="series">The series taken apart.</param>
    /// <param name="origin">Index of the last known day, at least <see cref="LeastDays"/> - 1.</param>
    public static GrowthCurve[] At(GrowthSeries series, int origin)
    {
        var known = series.Growing.AsSpan(0, origin + 1);
        var sums = series.Sums;
        var curves = new GrowthCurve[Names.Length];
        curves[0] = MeanGrowth(known, 7);
        curves[1] = MeanGrowth(known, 30);
        curves[2] = MeanGrowth(known, 90);
        curves[3] = MeanGrowth(known, 180);
        curves[4] = Through(sums, known.Length, 14);
        curves[5] = Through(sums, known.Length, 30);
        curves[6] = Through(sums, known.Length, 90);
        curves[7] = Anchored(curves[5], known);
        curves[8] = Anchored(curves[6], known);
        curves[9] = Anchored(Line(TheilSen.Slope(known[^Math.Min(90, known.Length)..])), known);
        curves[10] = SinceChange(sums, known);
        curves[11] = Damped(known);
        FillCurved(known, curves);
        return curves;
    }

    private static void FillCurved(ReadOnlySpan<double> known, GrowthCurve[] curves)
    {
        var isPositive = true;
        foreach (var value in known)
        {
            isPositive &= value > 0;
        }

        curves[12] = isPositive ? Exponential(known, 90) : Anchored(Line(0), known);
        curves[13] = isPositive ? Exponential(known, 400) : Anchored(Line(0), known);
        curves[14] = isPositive ? Power(known) : Anchored(Line(0), known);
        curves[15] = Quadratic(known, 60);
        curves[16] = Quadratic(known, 180);
        curves[17] = isPositive ? Logistic(known) : Anchored(Line(0), known);
    }

    private static GrowthCurve Line(double slope) => new(GrowthKind.Line, 0, slope, 0, 0);

    /// <summary>The curve through today's level: the median of the last three values, each carried to today along
    /// it.</summary>
    private static GrowthCurve Anchored(GrowthCurve curve, ReadOnlySpan<double> known)
    {
        var now = curve.At(0);
        var today = known[^1];
        var second = known[^2] + now - curve.At(-1);
        var third = known[^3] + now - curve.At(-2);
        return curve.From(Math.Max(Math.Min(today, second), Math.Min(Math.Max(today, second), third)));
    }

    private static GrowthCurve MeanGrowth(ReadOnlySpan<double> known, int days)
    {
        var back = Math.Min(days, known.Length - 3);
        var then = known.Slice(known.Length - 3 - back, 3);
        var slope = (known[^1] + known[^2] + known[^3] - then[0] - then[1] - then[2]) / (3 * back);
        return Anchored(Line(slope), known);
    }

    private static GrowthCurve Through(RunningSums sums, int length, int days)
    {
        var fit = sums.Line(Math.Max(0, length - days), length);
        return Line(fit.Slope).From(fit.Intercept);
    }

    private static GrowthCurve SinceChange(RunningSums sums, ReadOnlySpan<double> known)
    {
        var from = ChangePoint.Last(known.ToArray());
        return Anchored(Line(sums.Line(from, known.Length).Slope), known);
    }

    private static GrowthCurve Damped(ReadOnlySpan<double> known)
    {
        var (level, trend, damping) = DampedGrowth.Of(known[^Math.Min(120, known.Length)..]);
        return damping == 1 ? Line(trend).From(level) : new GrowthCurve(GrowthKind.Damped, level, trend, damping, 0);
    }

    private static GrowthCurve Exponential(ReadOnlySpan<double> known, int days)
    {
        var taken = known[^Math.Min(days, known.Length)..];
        Span<double> logs = stackalloc double[taken.Length];
        for (var i = 0; i < logs.Length; i++)
        {
            logs[i] = Math.Log(taken[i]);
        }

        var fit = LineFit.Of(logs);
        var level = Math.Exp(fit.At(logs.Length - 1));
        return Anchored(new GrowthCurve(GrowthKind.Exponential, level, fit.Slope, level, 0), known);
    }

    /// <summary>A power of the age, the age at the first known day being one of four guesses.</summary>
    private static GrowthCurve Power(ReadOnlySpan<double> known)
    {
        Span<double> logs = stackalloc double[known.Length];
        for (var i = 0; i < logs.Length; i++)
        {
            logs[i] = Math.Log(known[i]);
        }

        var best = double.PositiveInfinity;
        GrowthCurve chosen = default;
        foreach (var share in (ReadOnlySpan<double>)[0.02, 0.3, 1, 3])
        {
            var age = Math.Max(1, share * known.Length);
            double n = known.Length, x = 0, y = 0, xx = 0, xy = 0, yy = 0;
            for (var i = 0; i < logs.Length; i++)
            {
                var time = Math.Log(age + i);
                x += time;
                y += logs[i];
                xx += time * time;
                xy += time * logs[i];
                yy += logs[i] * logs[i];
            }

            var slope = ((n * xy) - (x * y)) / ((n * xx) - (x * x));
            var error = yy - (y * y / n) - (slope * (xy - (x * y / n)));
            if (error < best)
            {
                best = error;
                var now = age + known.Length - 1;
                var level = Math.Exp(((y - (slope * x)) / n) + (slope * Math.Log(now)));
                chosen = new GrowthCurve(GrowthKind.Power, level, slope, level, now);
            }
        }

        return Anchored(chosen, known);
    }

    private static GrowthCurve Quadratic(ReadOnlySpan<double> known, int days)
    {
        var taken = known[^Math.Min(days, known.Length)..];
        var system = new NormalEquations(3);
        Span<double> row = stackalloc double[3];
        for (var i = 0; i < taken.Length; i++)
        {
            var back = (i - (taken.Length - 1)) / (double)taken.Length;
            row[0] = 1;
            row[1] = back;
            row[2] = back * back;
            system.Add(row, taken[i] - taken[^1], 1);
        }

        var weights = system.Solve(0);
        var curve = new GrowthCurve(
            GrowthKind.Quadratic, taken[^1] + weights[0], weights[1] / taken.Length,
            weights[2] / (taken.Length * (double)taken.Length), 0);
        return curve;
    }

    private static GrowthCurve Logistic(ReadOnlySpan<double> known)
    {
        if (LogisticFit.Of(known) is not { } fit)
        {
            return Anchored(Line(0), known);
        }

        var now = known.Length - 1;
        var level = fit.Ceiling / (1 + Math.Exp(-fit.Rate * (now - fit.Middle)));
        return Anchored(new GrowthCurve(GrowthKind.Logistic, level, fit.Rate, fit.Ceiling, fit.Middle - now), known);
    }
}
