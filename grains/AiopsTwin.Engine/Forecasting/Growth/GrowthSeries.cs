namespace AiopsTwin.Engine.Forecasting.Growth;

/// <summary>A daily level taken apart: the course of the week, what was removed in clean-ups, and the growth that is
/// left.</summary>
internal sealed class GrowthSeries
{
    private readonly double[] _removed;

    public GrowthSeries(ReadOnlySpan<double> values)
    {
        Values = values.ToArray();
        Week = WeekShape.Of(values);
        Growing = values.ToArray();
        for (var i = 0; i < Growing.Length; i++)
        {
            Growing[i] -= Week[i % Week.Length];
        }

        CleanUps = CleanUps.In(Growing);
        _removed = new double[values.Length];
        for (var k = 0; k < CleanUps.Days.Length; k++)
        {
            for (var i = CleanUps.Days[k]; i < Growing.Length; i++)
            {
                _removed[i] += CleanUps.Sizes[k];
                Growing[i] += CleanUps.Sizes[k];
            }
        }

        IsPlain = CleanUps.Every == 0 && Array.TrueForAll(Week, offset => offset == 0);
        Sums = new RunningSums(Growing);
    }

    /// <summary>The level as it was measured, one value a day.</summary>
    public double[] Values { get; }

    /// <summary>The level without the course of the week and as if nothing had ever been removed.</summary>
    public double[] Growing { get; }

    /// <summary>Sums of <see cref="Growing"/>.</summary>
    public RunningSums Sums { get; }

    /// <summary>Offsets by day modulo 7.</summary>
    public double[] Week { get; }

    /// <summary>The clean-ups seen.</summary>
    public CleanUps CleanUps { get; }

    /// <summary>Whether nothing recurs, so that a curve alone says when a level is reached.</summary>
    public bool IsPlain { get; }

    /// <summary>What has to be added to the growing level some days after an origin to have the level itself.</summary>
    public double Recurring(int origin, int days) =>
        Week[(origin + days) % Week.Length] - _removed[origin] - CleanUps.RemovedWithin(days, origin);

    /// <summary>Days after the origin until a curve, with what recurs, reaches a level; at most
    /// <paramref name="cap"/>.</summary>
    public double DayReaching(in GrowthCurve curve, int origin, double level, double cap)
    {
        if (IsPlain)
        {
            return Math.Min(cap, curve.DayReaching(level + _removed[origin]));
        }

        var before = curve.At(0) + Recurring(origin, 0);
        for (var day = 1; day <= cap; day++)
        {
            var here = curve.At(day) + Recurring(origin, day);
            if (here >= level)
            {
                return day - (here > before ? Math.Min(1, (here - level) / (here - before)) : 0);
            }

            before = here;
        }

        return cap;
    }
}
