using AiopsTwin.Engine.Baselines;
using AiopsTwin.Engine.Forecasting.Fits;
using AiopsTwin.Engine.Forecasting.Growth;

namespace AiopsTwin.Engine.Forecasting;

/// <summary>
/// A resource that fills within two days shows it in its hours before it shows in its days: steady growth over the last
/// hours, several times that of any day remembered.
/// </summary>
/// <param name="Hours">Distribution of the hours until the limit, from the last full hour on.</param>
/// <param name="PerHour">Growth per hour.</param>
/// <param name="Since">Hours it has lasted at least.</param>
internal sealed record HourlyRush(CrossingDays Hours, double PerHour, int Since)
{
    /// <summary>Name as shown to people.</summary>
    public const string Name = "line through the last hours";

    private const int Window = 6;
    private const int Farthest = 48;

    /// <summary>Growth that much above the fastest usual day's is no usual day.</summary>
    private const double Unusual = 3;

    /// <summary>Least deviation of the logarithm of the hours: a rush seldom keeps its pace.</summary>
    private const double Deviation = 0.3;

    /// <summary>The rush under way; null when there is none, or when it does not reach the limit within two
    /// days.</summary>
    public static HourlyRush? Of(CapacityHistory history, double limit)
    {
        var hours = history.Hours;
        if (hours.Length < Window)
        {
            return null;
        }

        var recent = hours[^Window..];
        var fit = LineFit.Of(recent);
        var least = double.PositiveInfinity;
        for (var i = 1; i < Window; i++)
        {
            least = Math.Min(least, recent[i] - recent[i - 1]);
        }

        var left = (limit - fit.At(Window - 1)) / fit.Slope;
        return fit.Slope > 0 && least > 0.25 * fit.Slope && left <= Farthest && fit.Slope > Unusual * Usual(history)
            ? new HourlyRush(new TrendCrossing(Math.Max(0.1, left), Deviation, []), fit.Slope, Window)
            : null;
    }

    /// <summary>The 95 % value of the growth over six hours and over a day, per hour.</summary>
    private static double Usual(CapacityHistory history)
    {
        var days = history.Days;
        var usual = 0.0;
        if (days.Length > 2)
        {
            var growth = new double[days.Length - 1];
            for (var i = 0; i < growth.Length; i++)
            {
                growth[i] = (days[i + 1] - days[i]) / 24;
            }

            usual = RobustStatistics.Quantile(growth, 0.95);
        }

        var hours = history.Hours;
        for (var i = Window; i < hours.Length - Window; i++)
        {
            usual = Math.Max(usual, (hours[i] - hours[i - Window]) / Window);
        }

        return usual;
    }
}
