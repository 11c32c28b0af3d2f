using System.Collections.Immutable;
using System.Globalization;
using AiopsTwin.Contracts.Capacity;
using AiopsTwin.TwinUi.Model.Charts;

namespace AiopsTwin.TwinUi.Model.Capacity;

/// <summary>The geometry of a forecast: the days that were, those expected with their band, the limit, and the interval
/// in which it is met.</summary>
/// <param name="Past">Path of the days remembered.</param>
/// <param name="Ahead">Path of what is expected; empty without a course ahead.</param>
/// <param name="Band">Closed path of the 80 % band; empty without one.</param>
/// <param name="LimitY">Height of the limit.</param>
/// <param name="NowX">Where the past ends.</param>
/// <param name="Interval">From and to of the interval on the limit; null without a date.</param>
/// <param name="DateX">The date on the limit; null without one.</param>
/// <param name="ValueTicks">Labels of the value axis.</param>
/// <param name="TimeTicks">Labels of the time axis.</param>
public sealed record CapacityPlot(
    string Past,
    string Ahead,
    string Band,
    double LimitY,
    double NowX,
    (double From, double To)? Interval,
    double? DateX,
    ImmutableArray<PlotTick> ValueTicks,
    ImmutableArray<PlotTick> TimeTicks)
{
    /// <summary>Upper edge of the plot; what lies above is cut off.</summary>
    public const double Top = 12;

    /// <summary>Right edge of the plot.</summary>
    public const double Right = SeriesPlot.Width - 10;

    /// <summary>Draws a forecast; null when it has no course or fewer than two days.</summary>
    public static CapacityPlot? Of(CapacityLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        var forecast = line.Forecast;
        if (forecast.Course is not { Days.Length: > 1 } course)
        {
            return null;
        }

        var ahead = course.Ahead.IsDefault ? [] : course.Ahead;
        var since = course.DaysEnd.AddDays(-course.Days.Length);
        var until = ahead.IsEmpty ? course.DaysEnd : ahead[^1].At;
        var most = Math.Max(forecast.Limit, course.Days.Max());
        var least = Math.Min(0, course.Days.Min());
        var high = most + ((most - least) * 0.1);
        double X(DateTimeOffset at) => Math.Round(
            SeriesPlot.Left + ((Right - SeriesPlot.Left) * Math.Clamp((at - since) / (until - since), 0, 1)), 1);
        double Y(double value) => Math.Round(
            SeriesPlot.Bottom - ((SeriesPlot.Bottom - Top) * ((value - least) / (high - least))), 1);
        var past = course.Days.Select((value, day) => (X(since.AddDays(day + 1)), Y(value)));
        var upper = ahead.Select(point => (X(point.At), Y(point.High)));
        var lower = ahead.Reverse().Select(point => (X(point.At), Y(point.Low)));
        return new CapacityPlot(
            SvgPath.Line(past),
            SvgPath.Line(ahead.Select(point => (X(point.At), Y(point.Center)))),
            SvgPath.Closed(upper.Concat(lower)),
            Y(forecast.Limit),
            X(course.DaysEnd),
            forecast.From is { } from ? (X(from), X(forecast.To ?? DateTimeOffset.MaxValue)) : null,
            forecast.FullOn is { } date ? X(date) : null,
            [new PlotTick(Y(least), Units.Tick(least, line.Unit)), Limit(line, Y(forecast.Limit))],
            [
                new PlotTick(SeriesPlot.Left, Day(since)),
                .. ahead.IsEmpty ? [] : new[] { new PlotTick(X(course.DaysEnd), Day(course.DaysEnd)) },
                new PlotTick(Right, Day(until)),
            ]);
    }

    private static PlotTick Limit(CapacityLine line, double y) =>
        new(y, Units.Tick(line.Forecast.Limit, line.Unit));

    private static string Day(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
