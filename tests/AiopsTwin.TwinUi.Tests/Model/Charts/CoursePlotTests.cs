using AiopsTwin.Engine.Correlation;
using AiopsTwin.TwinUi.Model.Charts;
using AiopsTwin.TwinUi.Tests.Fakes;

namespace AiopsTwin.TwinUi.Tests.Model.Charts;

public sealed class CoursePlotTests
{
    [Fact]
    public void Of_Course_DrawsThreeLinesFromTheFirstToTheLastPoint()
    {
        var plot = CoursePlot.Of(Samples.Proof(9, 10).Courses[0]);

        Assert.StartsWith("M66 ", plot.Observed, StringComparison.Ordinal);
        Assert.StartsWith("M66 ", plot.Without, StringComparison.Ordinal);
        Assert.Contains("L450 ", plot.Simulated, StringComparison.Ordinal);
        Assert.Equal(["12:00:00", "12:00:30"], plot.TimeTicks.Select(tick => tick.Text));
        Assert.Equal(["50 ms", "250 ms"], plot.ValueTicks.Select(tick => tick.Text));
    }

    [Fact]
    public void Of_PointWithoutObservation_BreaksTheLineOfTheObserved()
    {
        var course = Samples.Proof(9, 10).Courses[0];
        var points = course.Points
            .Insert(2, course.Points[1] with { At = Samples.Noon.AddSeconds(15), Observed = null });
        points = points.Add(points[^1] with { At = Samples.Noon.AddSeconds(40) });

        var plot = CoursePlot.Of(course with { Points = points });

        Assert.Equal(2, plot.Observed.Count(letter => letter == 'M'));
        Assert.Equal(1, plot.Simulated.Count(letter => letter == 'M'));
    }

    [Fact]
    public void Of_NoPoints_SaysSo()
    {
        var plot = CoursePlot.Of(new CounterfactualCourse(Samples.Service("db"), EffectKind.Slow, []));

        Assert.Equal("Nothing was compared.", plot.Summary);
    }
}
