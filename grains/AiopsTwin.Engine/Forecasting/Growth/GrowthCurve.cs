namespace AiopsTwin.Engine.Forecasting.Growth;

/// <summary>The kinds of curve a level may follow.</summary>
internal enum GrowthKind
{
    /// <summary><c>B h</c>.</summary>
    Line,

    /// <summary><c>C (exp(B h) - 1)</c>.</summary>
    Exponential,

    /// <summary><c>C ((1 + h / D)^B - 1)</c>.</summary>
    Power,

    /// <summary><c>B h + C h^2</c>, held once it would turn back.</summary>
    Quadratic,

    /// <summary><c>C (s(h) - s(0))</c>, where <c>s(h) = 1 / (1 + exp(-B (h - D)))</c>.</summary>
    Logistic,

    /// <summary><c>B (C + C^2 + ... + C^h)</c>, the damped trend.</summary>
    Damped,
}

/// <summary>A level's expected course from an origin on: the level there and the growth since, by days.</summary>
/// <param name="Kind">The formula of the growth.</param>
/// <param name="Level">The level at the origin.</param>
/// <param name="B">First number of the formula.</param>
/// <param name="C">Second number of the formula.</param>
/// <param name="D">Third number of the formula.</param>
internal readonly record struct GrowthCurve(GrowthKind Kind, double Level, double B, double C, double D)
{
    /// <summary>The level some days after the origin; negative days lie before it.</summary>
    public double At(double days) => Level + Since(days);

    /// <summary>The same course through a level of one's own at the origin.</summary>
    public GrowthCurve From(double level) => this with { Level = level };

    /// <summary>
    /// The day the level is reached, counted from the origin: 0 when it is reached already, positive infinity when it
    /// is never reached.
    /// </summary>
    public double DayReaching(double level)
    {
        var missing = level - Level;
        if (missing <= 0)
        {
            return 0;
        }

        var day = Kind switch
        {
            GrowthKind.Line => missing / B,
            GrowthKind.Exponential => Math.Log(1 + (missing / C)) / B,
            GrowthKind.Power => D * (Math.Pow(1 + (missing / C), 1 / B) - 1),
            GrowthKind.Quadratic => QuadraticDay(missing),
            GrowthKind.Logistic => LogisticDay(missing),
            _ => Math.Log(1 - (missing * (1 - C) / (B * C))) / Math.Log(C),
        };
        return day >= 0 ? day : double.PositiveInfinity;
    }

    private double Since(double days) => Kind switch
    {
        GrowthKind.Line => B * days,
        GrowthKind.Exponential => C * (Math.Exp(Math.Min(B * days, 300)) - 1),
        GrowthKind.Power => C * (Math.Pow(Math.Max(0, 1 + (days / D)), B) - 1),
        GrowthKind.Quadratic => QuadraticSince(days),
        GrowthKind.Logistic => C * (Share(days) - Share(0)),
        _ => B * C * (1 - Math.Pow(C, days)) / (1 - C),
    };

    private double Share(double days) => 1 / (1 + Math.Exp(-B * (days - D)));

    private double QuadraticSince(double days)
    {
        var turn = C < 0 ? -B / (2 * C) : double.PositiveInfinity;
        var held = Math.Min(days, Math.Max(turn, 0));
        return (B * held) + (C * held * held);
    }

    private double QuadraticDay(double missing)
    {
        var inside = (B * B) + (4 * C * missing);
        if (inside < 0)
        {
            return double.PositiveInfinity;
        }

        var low = B + Math.Sqrt(inside);
        return low > 0 ? 2 * missing / low : double.PositiveInfinity;
    }

    private double LogisticDay(double missing)
    {
        var share = Share(0) + (missing / C);
        return share is > 0 and < 1 ? D - (Math.Log((1 / share) - 1) / B) : double.PositiveInfinity;
    }
}
