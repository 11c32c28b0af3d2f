using System.Collections.Immutable;
using AiopsTwin.Contracts.Entities;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.TwinUi.Model.Charts;

/// <summary>A label on an axis.</summary>
/// <param name="At">Place along the axis.</param>
/// <param name="Text">What is written.</param>
public readonly record struct PlotTick(double At, string Text);

/// <summary>
/// The geometry of a chart of one series: newest samples, the band in which they are expected, and the points outside
/// it. Pure numbers and path texts, so that it can be tested without a browser and printed without a script.
/// </summary>
/// <param name="Line">Path of the samples; empty with fewer than two.</param>
/// <param name="Band">The expected band; null while the baseline learns.</param>
/// <param name="CenterY">Height of the expected centre; null while the baseline learns.</param>
/// <param name="Outside">Points outside the band.</param>
/// <param name="Newest">The newest point; null without samples.</param>
/// <param name="ValueTicks">Labels of the value axis.</param>
/// <param name="TimeTicks">Labels of the time axis.</param>
/// <param name="Summary">The chart in a sentence.</param>
public sealed record SeriesPlot(
    string Line,
    (double Y, double Height)? Band,
    double? CenterY,
    ImmutableArray<(double X, double Y)> Outside,
    (double X, double Y)? Newest,
    ImmutableArray<PlotTick> ValueTicks,
    ImmutableArray<PlotTick> TimeTicks,
    string Summary)
{
    /// <summary>Closed path of the band as it was at every sample; empty when only the band of now is known.</summary>
    public string BandPath { get; init; } = "";

    /// <summary>Path of the centre as it was at every sample.</summary>
    public string CenterPath { get; init; } = "";

    /// <summary>Where the firing or newest deviation began, with the 80 % interval of that instant.</summary>
    public (double From, double At, double To)? Onset { get; init; }

    /// <summary>The peak of that deviation; null when it lies before the samples.</summary>
    public (double X, double Y)? Peak { get; init; }

    /// <summary>Changes and incidents within the time drawn.</summary>
    public ImmutableArray<PlotMark> Marks { get; init; } = [];

    /// <summary>Width of the drawing.</summary>
    public const double Width = 460;

    /// <summary>Height of the drawing.</summary>
    public const double Height = 132;

    /// <summary>Left edge of the plot; labels of values stand before it.</summary>
    public const double Left = 66;

    /// <summary>Lower edge of the plot; labels of times stand below it.</summary>
    public const double Bottom = 110;

    private const double Right = Width - 10;
    private const double Top = 8;

    /// <summary>Room for the band on either side of the samples, in multiples of their own range.</summary>
    private const double MostBand = 4;

    /// <summary>Draws a series.</summary>
    /// <param name="series">The series.</param>
    /// <param name="anomaly">The deviation to mark; null for none.</param>
    /// <param name="marks">What happened meanwhile, oldest first.</param>
    public static SeriesPlot Of(
        SeriesDetails series, AnomalyExplanation? anomaly = null, ImmutableArray<ChartMark> marks = default)
    {
        ArgumentNullException.ThrowIfNull(series);
        var samples = series.Recent.IsDefaultOrEmpty
            ? []
            : series.Recent.Where(sample => double.IsFinite(sample.Value)).ToImmutableArray();
        if (samples.IsEmpty)
        {
            return new SeriesPlot("", null, null, [], null, [], [], "No samples yet.");
        }

        var band = BandAt(series, samples);
        var (low, high) = Range(series, samples, band);
        var since = samples[0].At;
        var until = samples[^1].At;
        var points = samples
            .Select(sample => (X: X(sample.At, since, until), Y: Y(sample.Value, low, high)))
            .ToImmutableArray();
        var outside = series.IsWarm
            ? Enumerable.Range(0, samples.Length)
                .Where(place => IsOutside(series, band, samples, place)).Select(place => points[place])
            : [];
        return new SeriesPlot(
            SvgPath.Line(points),
            series.IsWarm ? BandOf(series, low, high) : null,
            series.IsWarm ? Y(Math.Clamp(series.Center, low, high), low, high) : null,
            [.. outside],
            points[^1],
            [.. new[] { low, (low + high) / 2, high }.Select(value =>
                new PlotTick(Y(value, low, high), Units.Tick(value, series.Unit)))],
            TimeAxis(since, until),
            Sentence(series, samples, band))
        {
            BandPath = band.IsEmpty ? "" : SvgPath.Closed(
                band.Select(point => (X(point.At, since, until), Y(Math.Clamp(point.High, low, high), low, high)))
                    .Concat(band.Reverse().Select(point =>
                        (X(point.At, since, until), Y(Math.Clamp(point.Low, low, high), low, high))))),
            CenterPath = SvgPath.Line(band.Select(point =>
                (X(point.At, since, until), Y(Math.Clamp(point.Center, low, high), low, high)))),
            Onset = OnsetOf(anomaly, since, until),
            Peak = anomaly is { } peak && peak.PeakAt >= since && peak.PeakAt <= until
                ? (X(peak.PeakAt, since, until), Y(Math.Clamp(peak.Observed, low, high), low, high))
                : null,
            Marks = marks.IsDefaultOrEmpty ? [] :
            [
                .. marks.Where(mark => mark.At >= since && mark.At <= until)
                    .Select(mark => new PlotMark(X(mark.At, since, until), mark)),
            ],
        };
    }

    private static (double From, double At, double To)? OnsetOf(
        AnomalyExplanation? anomaly, DateTimeOffset since, DateTimeOffset until)
    {
        if (anomaly is null || anomaly.Onset.To < since || anomaly.Onset.From > until)
        {
            return null;
        }

        double Place(DateTimeOffset at) => X(at < since ? since : at > until ? until : at, since, until);
        return (Place(anomaly.Onset.From), Place(anomaly.Onset.At), Place(anomaly.Onset.To));
    }

    /// <summary>The band of every sample drawn; empty when it is not known of each.</summary>
    private static ImmutableArray<BandPoint> BandAt(SeriesDetails series, ImmutableArray<TimedValue> samples) =>
        series.IsWarm && !series.Band.IsDefaultOrEmpty && series.Band.Length == samples.Length ? series.Band : [];

    private static bool IsOutside(
        SeriesDetails series, ImmutableArray<BandPoint> band, ImmutableArray<TimedValue> samples, int place)
    {
        var (low, high) = band.IsEmpty ? (series.Low, series.High) : (band[place].Low, band[place].High);
        return samples[place].Value < low || samples[place].Value > high;
    }

    private static (double Low, double High) Range(
        SeriesDetails series, ImmutableArray<TimedValue> samples, ImmutableArray<BandPoint> band)
    {
        var low = samples.Min(sample => sample.Value);
        var high = samples.Max(sample => sample.Value);
        var known = band.IsEmpty
            ? [new BandPoint(samples[^1].At, series.Low, series.Center, series.High)]
            : band;
        if (series.IsWarm)
        {
            // A band that is very much wider than what happens in it is cut off, or nothing could be seen in it.
            var reach = MostBand * (Math.Max(high, known[^1].Center) - Math.Min(low, known[^1].Center));
            var (least, most) = (low - reach, high + reach);
            foreach (var point in known.Where(point => double.IsFinite(point.Low) && double.IsFinite(point.High)))
            {
                low = Math.Min(low, reach > 0 ? Math.Max(least, point.Low) : point.Low);
                high = Math.Max(high, reach > 0 ? Math.Min(most, point.High) : point.High);
            }
        }

        var room = high > low ? (high - low) * 0.08 : Math.Max(Math.Abs(high) * 0.1, 1e-6);
        // A quantity that cannot be negative is not drawn below zero.
        return (low >= 0 ? Math.Max(0, low - room) : low - room, high + room);
    }

    private static (double Y, double Height) BandOf(SeriesDetails series, double low, double high)
    {
        var top = Y(Math.Clamp(series.High, low, high), low, high);
        var bottom = Y(Math.Clamp(series.Low, low, high), low, high);
        return (top, Math.Max(1, bottom - top));
    }

    private static double X(DateTimeOffset at, DateTimeOffset since, DateTimeOffset until) => until == since
        ? (Left + Right) / 2
        : Math.Round(Left + ((Right - Left) * ((at - since) / (until - since))), 1);

    private static double Y(double value, double low, double high) =>
        Math.Round(Bottom - ((Bottom - Top) * ((value - low) / (high - low))), 1);

    private static ImmutableArray<PlotTick> TimeAxis(DateTimeOffset since, DateTimeOffset until) => since == until
        ? [new PlotTick((Left + Right) / 2, Units.Clock(since))]
        : until - since < TimeSpan.FromDays(1)
            ? [new PlotTick(Left, Units.Clock(since)), new PlotTick(Right, Units.Clock(until))]
            : [new PlotTick(Left, Units.Minute(since)), new PlotTick(Right, Units.Minute(until))];

    private static string Sentence(
        SeriesDetails series, ImmutableArray<TimedValue> samples, ImmutableArray<BandPoint> history)
    {
        var newest = samples[^1].Value;
        var now = $"{MetricWords.Title(series.Metric)}: {Units.Value(newest, series.Unit)} "
            + $"at {Units.Clock(samples[^1].At)} UTC";
        if (!series.IsWarm)
        {
            return $"{now}; the baseline is still learning.";
        }

        var band = $"expected {Units.Value(series.Low, series.Unit)} to {Units.Value(series.High, series.Unit)}";
        if (newest >= series.Low && newest <= series.High)
        {
            return $"{now}, within what is {band}.";
        }

        var first = samples.Length - 1;
        while (first > 0 && IsOutside(series, history, samples, first - 1))
        {
            first--;
        }

        return $"{now}, {(newest > series.High ? "above" : "below")} what is {band}, "
            + $"since {Units.Clock(samples[first].At)} UTC.";
    }
}
