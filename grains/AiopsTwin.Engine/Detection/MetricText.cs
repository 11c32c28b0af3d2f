using System.Globalization;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Detection;

/// <summary>Writes a metric's value for people, in the invariant culture.</summary>
internal static class MetricText
{
    /// <summary>The value with a unit: <c>182 ms</c>, <c>4.2 %</c>, <c>120 requests/s</c>.</summary>
    public static string Of(MetricDescriptor metric, double value) => metric.Unit switch
    {
        "s" => Math.Abs(value) < 1 ? Number(value * 1000) + " ms" : Number(value) + " s",
        "1" when metric.Shape == MetricShape.Ratio => Number(value * 100) + " %",
        "1" when metric.Shape == MetricShape.Counter => Number(value) + "/s",
        "1" => Number(value),
        "By/s" => Bytes(value) + "/s",
        "By" => Bytes(value),
        _ => Number(value) + " " + Plural(metric.Unit),
    };

    /// <summary>A share as a percentage: <c>12 %</c>.</summary>
    public static string Percent(double share) => Number(share * 100) + " %";

    /// <summary>A length of time: <c>10 s</c>, <c>5 min</c>.</summary>
    public static string Seconds(TimeSpan time) =>
        time.TotalSeconds < 120 ? Number(time.TotalSeconds) + " s" : Number(time.TotalMinutes) + " min";

    /// <summary>A share as a percentage whose last digits matter: <c>99.95 %</c>.</summary>
    public static string Share(double share) =>
        (share * 100).ToString("0.###", CultureInfo.InvariantCulture) + " %";

    /// <summary>A long time by its largest unit: <c>40 s</c>, <c>50 min</c>, <c>7 h</c>, <c>12 days</c>.</summary>
    public static string Long(TimeSpan time) => time.TotalHours < 2 ? Seconds(time)
        : time.TotalDays < 2 ? Number(time.TotalHours) + " h"
        : Number(time.TotalDays) + " days";

    /// <summary>An instant's time of day.</summary>
    public static string TimeOf(DateTimeOffset at) => at.ToString("HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    private static string Bytes(double value) => Math.Abs(value) switch
    {
        >= 1e9 => Number(value / 1e9) + " GB",
        >= 1e6 => Number(value / 1e6) + " MB",
        >= 1e3 => Number(value / 1e3) + " kB",
        _ => Number(value) + " B",
    };

    private static string Plural(string unit) =>
        unit.Replace("{", "", StringComparison.Ordinal).Replace("}", "s", StringComparison.Ordinal);

    private static string Number(double value)
    {
        var size = Math.Abs(value);
        var format = size switch
        {
            >= 1e6 => "0.##e0",
            >= 100 => "0",
            >= 10 => "0.#",
            >= 0.01 => "0.##",
            _ => "0.#####",
        };
        return value.ToString(format, CultureInfo.InvariantCulture);
    }
}
