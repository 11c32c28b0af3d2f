using System.Globalization;
using System.Text.Json;

namespace AiopsTwin.Benchmarks.Detection;

/// <summary>
/// <c>detect [series-days]</c>: cost of a sample, size of a series, false alerts on noise, delay and recall on shifts;
/// one JSON object on standard output. With 0 series-days only cost and size, with <c>cost</c> the cost alone.
/// </summary>
internal static class DetectBench
{
    private static readonly double[] Correlations = [0, 0.5, 0.9, 0.97];
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Runs everything.</summary>
    public static int Run(string[] args)
    {
        if (args is ["cost"])
        {
            Console.WriteLine(JsonSerializer.Serialize(DetectionCost.Measure(), Indented));
            return 0;
        }

        var seriesDays = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 200;
        var report = new
        {
            command = "bench",
            subject = "detect",
            cost = DetectionCost.Measure(),
            size = DetectionSize.Measure(),
            rates = seriesDays > 0 ? Rates(seriesDays) : null,
        };
        Console.WriteLine(JsonSerializer.Serialize(report, Indented));
        return 0;
    }

    private static object Rates(int seriesDays)
    {
        var falseAlerts = Correlations.ToDictionary(
            correlation => correlation.ToString(CultureInfo.InvariantCulture),
            correlation => DetectionRates.FalseAlerts(seriesDays / Correlations.Length, correlation, 0));
        return new
        {
            seriesDays,
            falseAlertsPerSeriesDay = falseAlerts.Values.Sum() / (double)seriesDays,
            falseAlertsByCorrelation = falseAlerts,
            falseAlertsDailyWave = DetectionRates.Waves(seriesDays / 5),
            falseAlertsSpiky = DetectionRates.FalseAlerts(seriesDays / Correlations.Length, 0.5, 0.01),
            latencyShift12Percent = DetectionRates.Shift(0.12, 0),
            latencyShift12PercentCorrelated = DetectionRates.Shift(0.12, 0.5),
            latencyShift25PercentCorrelated = DetectionRates.Shift(0.25, 0.9),
        };
    }
}
