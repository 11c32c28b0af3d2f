using System.Globalization;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Diagnosis;

/// <summary>Values of metrics in the units people speak in.</summary>
internal static class MetricWords
{
    /// <summary>A value with its unit: seconds as ms below one second, shares as per cent.</summary>
    public static string Say(string metric, double value)
    {
        var descriptor = MetricCatalog.Describe(metric);
        return descriptor.Unit switch
        {
            "s" when Math.Abs(value) < 1 => $"{Number(value * 1000)} ms",
            "s" => $"{Number(value)} s",
            "1" when descriptor.Shape == MetricShape.Ratio => $"{Number(value * 100)} %",
            "{request}/s" => $"{Number(value)} requests/s",
            "1" => Number(value),
            _ => $"{Number(value)} {descriptor.Unit.Trim('{', '}')}",
        };
    }

    /// <summary>"request.duration rose from 20.1 ms to 22.6 ms".</summary>
    public static string Moved(string metric, double from, double to) =>
        $"{metric} {(to >= from ? "rose" : "fell")} from {Say(metric, from)} to {Say(metric, to)}";

    /// <summary>What an entity did, in its most telling numbers: an alert's peak, else the window's mean; null when
    /// neither is known.</summary>
    public static string? Story(EntityReading reading, MetricFamily family)
    {
        if (reading.IsSilent)
        {
            return "fell silent";
        }

        var worst = reading.Worst(family);
        if (worst is not null && RobustDeviation.Badness(worst) > 0)
        {
            return Verb(worst.Metric, worst.Baseline, worst.Observed);
        }

        var alert = reading.Alerts.Where(alert => alert.Metric is not null && alert.Expected is not null
                && alert.Observed is not null && MetricCatalog.Describe(alert.Metric).Family == family)
            .OrderByDescending(alert => Math.Abs(alert.Score)).FirstOrDefault();
        return alert is null ? null : Verb(alert.Metric!, alert.Expected!.Value, alert.Observed!.Value);
    }

    /// <summary>A number to three figures.</summary>
    public static string Number(double value)
    {
        var size = Math.Abs(value);
        var format = size >= 100 ? "0" : size >= 10 ? "0.0" : size >= 1 ? "0.0#" : "0.###";
        return value.ToString(format, CultureInfo.InvariantCulture);
    }

    private static string Verb(string metric, double from, double to) => metric switch
    {
        MetricCatalog.RequestDuration when to > from => $"slowed from {Say(metric, from)} to {Say(metric, to)}",
        MetricCatalog.ErrorRatio when to > from =>
            $"failed {Say(metric, to)} of its requests instead of {Say(metric, from)}",
        _ => $"had {Moved(metric, from, to).Replace(" rose ", " rise ", StringComparison.Ordinal)
            .Replace(" fell ", " fall ", StringComparison.Ordinal)}",
    };
}
