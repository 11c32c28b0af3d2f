using MathNet.Numerics.Distributions;

namespace AiopsTwin.Engine.Forecasting.Growth;

/// <summary>
/// How far the day of a crossing may lie from the answer, on the logarithm of the days: the spread of the errors made
/// in the past, and how much of it an interval must take, which follows the misses (adaptive conformal inference: Gibbs
/// and Candes 2021, equation 2).
/// </summary>
/// <param name="Deviation">Deviation of log(actual / answered), calibrated.</param>
/// <param name="Misses">Misses among the past answers that had an interval.</param>
/// <param name="Judged">Past answers that had an interval.</param>
internal readonly record struct CrossingSpread(double Deviation, int Misses, int Judged)
{
    /// <summary>The share of crossings that may lie outside of the interval.</summary>
    public const double Outside = 0.2;

    private const double Step = 0.03;

    /// <summary>Added to every spread: a day is a day, and models are chosen on the errors they are judged
    /// by.</summary>
    private const double Least = 0.02;

    /// <summary>Five of eighteen curves were chosen on the errors that are counted here
    /// (docs/methods/capacity.md).</summary>
    private const double Widening = 1.06;

    /// <summary>Deviation of a day drawn from within a day.</summary>
    private const double DayGrain = 0.3;

    /// <summary>The spread of a volume of which nothing is known, and the trials up to which it weighs.</summary>
    private const double Unknown = 0.5;
    private const int Enough = 6;

    /// <summary>Fewest earlier trials from which an interval is judged.</summary>
    private const int LeastEarlier = 3;

    /// <summary>The spread after the given errors, the oldest first.</summary>
    public static CrossingSpread Of(ReadOnlySpan<double> errors)
    {
        var share = Outside;
        int misses = 0, judged = 0;
        for (var k = LeastEarlier; k < errors.Length; k++)
        {
            var isMiss = Math.Abs(errors[k]) > Reach(share) * Raw(errors[..k]);
            share = Math.Clamp(share + (Step * (Outside - (isMiss ? 1 : 0))), 0.05, 0.4);
            misses += isMiss ? 1 : 0;
            judged++;
        }

        var raw = Raw(errors);
        return new CrossingSpread(Widening * raw * Reach(share) / Reach(Outside), misses, judged);
    }

    /// <summary>The deviation for a crossing some days away: values come once a day, which nearby counts.</summary>
    public double At(double days)
    {
        var grain = DayGrain / Math.Max(1, days);
        return Math.Sqrt((Deviation * Deviation) + (grain * grain));
    }

    /// <summary>The day before which a crossing expected after some days comes with 10 %.</summary>
    public double Early(double days) => days * Math.Exp(-Reach(Outside) * At(days));

    /// <summary>Deviations of the normal law that hold all but a share.</summary>
    private static double Reach(double outside) => Normal.InvCDF(0, 1, 1 - (outside / 2));

    private static double Raw(ReadOnlySpan<double> errors)
    {
        var prior = Math.Max(0, Enough - errors.Length) / 2.0;
        var squares = prior * Unknown * Unknown;
        var count = prior + errors.Length;
        foreach (var error in errors)
        {
            squares += error * error;
        }

        return Math.Sqrt(squares / count) + Least;
    }
}
