namespace AiopsTwin.Engine.Detection.Pooling;

/// <summary>How far a series' last ten minutes are from its last hours, at this time of day.</summary>
/// <param name="Expected">The expectation, in the metric's unit.</param>
/// <param name="Observed">The mean, in the metric's unit.</param>
internal readonly record struct Leaning(double Expected, double Observed)
{
    /// <summary>Difference as a share of the expectation, sign kept; 0 where that is 0.</summary>
    public double Ratio => Expected == 0 ? 0 : (Observed - Expected) / Math.Abs(Expected);

    /// <summary>The leaning of a series that has one.</summary>
    public static Leaning Of(SeriesState series)
    {
        var (baseline, lean) = (series.Baseline!, series.Lean!);
        var offset = double.IsNaN(baseline.Offset) ? 0 : baseline.Offset;
        return new Leaning(
            baseline.Transform.Invert(lean.Reference + offset), baseline.Transform.Invert(lean.Mean + offset));
    }
}
