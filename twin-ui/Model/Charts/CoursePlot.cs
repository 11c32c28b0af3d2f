using System.Collections.Immutable;
using AiopsTwin.Engine.Correlation;

namespace AiopsTwin.TwinUi.Model.Charts;

/// <summary>
/// The geometry of a small chart of one effect in three worlds: observed, simulated with everything that was observed,
/// and simulated without the suspect. The size is that of <see cref="SeriesPlot"/>.
/// </summary>
/// <param name="Observed">Path of what was observed; broken where nothing was reported.</param>
/// <param name="Simulated">Path of the simulation with everything put in.</param>
/// <param name="Without">Path of the simulation without the suspect.</param>
/// <param name="ValueTicks">Labels of the value axis, lowest first.</param>
/// <param name="TimeTicks">Labels of the time axis.</param>
/// <param name="Summary">The chart in a sentence.</param>
public sealed record CoursePlot(
    string Observed,
    string Simulated,
    string Without,
    ImmutableArray<PlotTick> ValueTicks,
    ImmutableArray<PlotTick> TimeTicks,
    string Summary)
{
    private const double Right = SeriesPlot.Width - 10;
    private const double Top = 8;
    private const double Room = 0.08;

    /// <summary>Draws a course.</summary>
    /// <param name="course">The course.</param>
    public static CoursePlot Of(CounterfactualCourse course)
    {
        ArgumentNullException.ThrowIfNull(course);
        var points = course.Points;
        var unit = CounterfactualWords.Unit(course.Kind);
        if (points.Length < 2)
        {
            return new CoursePlot("", "", "", [], [], "Nothing was compared.");
        }

        var values = points.SelectMany(
            point => new[] { point.Observed ?? point.Simulated, point.Simulated, point.Without }).ToList();
        var (least, most) = (values.Min(), values.Max());
        var room = most > least ? (most - least) * Room : Math.Max(Math.Abs(most) * Room, 1e-6);
        var (low, high) = (Math.Max(least >= 0 ? 0 : double.MinValue, least - room), most + room);
        return new CoursePlot(
            string.Concat(Stretches(points).Select(stretch => SvgPath.Line(
                stretch.Select(point => (X(point), Y(point.Observed!.Value)))))),
            SvgPath.Line(points.Select(point => (X(point), Y(point.Simulated)))),
            SvgPath.Line(points.Select(point => (X(point), Y(point.Without)))),
            [.. new[] { least, most }.Select(value => new PlotTick(Y(value), Units.Tick(value, unit)))],
            [new PlotTick(SeriesPlot.Left, Units.Clock(points[0].At)), new PlotTick(Right, Units.Clock(points[^1].At))],
            Sentence(course, unit));

        double X(CounterfactualPoint point) => Math.Round(SeriesPlot.Left
            + ((Right - SeriesPlot.Left) * ((point.At - points[0].At) / (points[^1].At - points[0].At))), 1);

        double Y(double value) => Math.Round(
            SeriesPlot.Bottom - ((SeriesPlot.Bottom - Top) * ((value - low) / (high - low))), 1);
    }

    /// <summary>Runs of points with an observation.</summary>
    private static IEnumerable<List<CounterfactualPoint>> Stretches(ImmutableArray<CounterfactualPoint> points)
    {
        var stretch = new List<CounterfactualPoint>();
        foreach (var point in points)
        {
            if (point.Observed is not null)
            {
                stretch.Add(point);
            }
            else if (stretch.Count > 0)
            {
                yield return stretch;
                stretch = [];
            }
        }

        if (stretch.Count > 0)
        {
            yield return stretch;
        }
    }

    private static string Sentence(CounterfactualCourse course, string unit)
    {
        var (usual, last) = (course.Points[0].Simulated, course.Points[^1]);
        var observed = last.Observed is { } value ? Units.Value(value, unit) : Units.None;
        return $"{CounterfactualWords.Quantity(course.Kind)} of {course.Entity.Name}: "
            + $"usually {Units.Value(usual, unit)}, observed {observed}, simulated "
            + $"{Units.Value(last.Simulated, unit)}, without the suspect {Units.Value(last.Without, unit)}.";
    }
}
