using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Detection;

/// <summary>The band about an expectation in which a single value is nothing to wonder at, in the metric's unit. Of a
/// positive quantity it does not reach below zero, of a share not beyond its ends.</summary>
internal readonly record struct ExpectedBand(double Low, double Center, double High)
{
    /// <summary>Deviations of a single value beyond which the band calls it suspicious.</summary>
    public const double Deviations = 3;

    /// <summary>The band about a point of a warm series' judged scale.</summary>
    /// <param name="series">The series; its baseline and track exist.</param>
    /// <param name="y">The expectation on the judged scale.</param>
    /// <param name="settings">Tells the smallest spread assumed.</param>
    public static ExpectedBand About(SeriesState series, double y, DetectionSettings settings)
    {
        var transform = series.Baseline!.Transform;
        var center = transform.Invert(y);
        var floor = Math.Max(settings.RelativeScaleFloor * Math.Abs(center), series.Descriptor.ScaleFloor);
        var reach = Deviations * Math.Max(series.Track!.Spread.Value, floor / transform.Slope(center));
        var low = transform.Invert(y - reach);
        var high = transform.Invert(y + reach);
        return series.Descriptor.Shape == MetricShape.Ratio
            ? new ExpectedBand(Math.Max(0, low), center, Math.Min(1, high))
            : new ExpectedBand(transform.Knee > 0 ? Math.Max(0, low) : low, center, high);
    }
}
