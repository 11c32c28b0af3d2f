using System.Globalization;
using AiopsTwin.Engine.Detection;
using AiopsTwin.TwinUi.Model.Charts;
using AiopsTwin.TwinUi.Tests.Fakes;

namespace AiopsTwin.TwinUi.Tests.Model.Charts;

public sealed class SeriesPlotTests
{
    [Fact]
    public void Of_NoSamples_SaysSo()
    {
        var plot = SeriesPlot.Of(Samples.Series());

        Assert.Equal("No samples yet.", plot.Summary);
        Assert.Empty(plot.Line);
        Assert.Null(plot.Band);
    }

    [Fact]
    public void Of_WithinTheBand_SaysWithinAndMarksNothing()
    {
        var plot = SeriesPlot.Of(Samples.Series(true, 0.030, 0.031));

        Assert.Equal(
            "Time per request, mean: 31 ms at 12:00:10 UTC, within what is expected 25 ms to 35 ms.", plot.Summary);
        Assert.Empty(plot.Outside);
    }

    [Fact]
    public void Of_AboveTheBand_SaysSinceWhenAndMarksThePoints()
    {
        var plot = SeriesPlot.Of(Samples.Series(true, 0.030, 0.050, 0.060));

        Assert.Equal(
            "Time per request, mean: 60 ms at 12:00:20 UTC, above what is expected 25 ms to 35 ms, since 12:00:10 UTC.",
            plot.Summary);
        Assert.Equal(2, plot.Outside.Length);
    }

    [Fact]
    public void Of_LearningBaseline_DrawsNoBandAndNoVerdict()
    {
        var plot = SeriesPlot.Of(Samples.Series(false, 0.030, 0.500));

        Assert.Null(plot.Band);
        Assert.Null(plot.CenterY);
        Assert.Empty(plot.Outside);
        Assert.EndsWith("the baseline is still learning.", plot.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_TwoSamples_DrawsFromEdgeToEdgeInsideTheFrame()
    {
        var plot = SeriesPlot.Of(Samples.Series(true, 0.025, 0.035));

        Assert.Equal("M66 103 L450 15", plot.Line.Replace("L", " L", StringComparison.Ordinal));
        Assert.Equal((15.0, 88.0), plot.Band);
    }

    [Fact]
    public void Of_NotANumber_IsLeftOut()
    {
        var plot = SeriesPlot.Of(Samples.Series(true, 0.030, double.NaN, 0.031));

        Assert.DoesNotContain("NaN", plot.Line, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_CountedThings_KeepTheirNounOutOfTheAxis()
    {
        var plot = SeriesPlot.Of(Samples.Series(false, 1, 3) with { Unit = "{connection}" });

        Assert.All(plot.ValueTicks, tick => Assert.DoesNotContain("connection", tick.Text, StringComparison.Ordinal));
        Assert.Contains("3 connections", plot.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_BandHistory_IsDrawnAtEverySampleAndJudgesEachByItsOwn()
    {
        var series = Samples.Series(true, 0.030, 0.050, 0.030);
        var wide = series with
        {
            Band =
            [
                new BandPoint(series.Recent[0].At, 0.025, 0.03, 0.035),
                new BandPoint(series.Recent[1].At, 0.04, 0.05, 0.06),
                new BandPoint(series.Recent[2].At, 0.025, 0.03, 0.035),
            ],
        };

        var plot = SeriesPlot.Of(wide);

        Assert.Empty(plot.Outside);
        Assert.EndsWith("Z", plot.BandPath, StringComparison.Ordinal);
        Assert.Equal(6, plot.BandPath.Count(letter => letter is 'M' or 'L'));
        Assert.Equal(3, plot.CenterPath.Count(letter => letter is 'M' or 'L'));
    }

    [Fact]
    public void Of_BandFarWiderThanItsSamples_IsCutOffAndLeavesThemVisible()
    {
        var plot = SeriesPlot.Of(Samples.Series(true, 0.029, 0.031) with { Low = 0, High = 50 });

        var heights = plot.Line.Split('M', 'L').Where(part => part.Length > 0)
            .Select(part => double.Parse(part.Split(' ')[1], CultureInfo.InvariantCulture)).ToArray();
        Assert.True(Math.Abs(heights[0] - heights[1]) > 5, "the line looks flat");
    }

    [Fact]
    public void Of_Anomaly_MarksOnsetWithItsSpanAndThePeak()
    {
        var plot = SeriesPlot.Of(Samples.Series(true, 0.030, 0.060, 0.070), Samples.Anomaly());

        var (from, at, to) = plot.Onset!.Value;
        Assert.True(from <= at && at <= to && from >= SeriesPlot.Left);
        Assert.Equal(450, plot.Peak!.Value.X);
        Assert.Equal(plot.Newest!.Value.Y, plot.Peak.Value.Y);
    }

    [Fact]
    public void Of_Marks_OutsideOfTheTimeDrawnAreLeftOut()
    {
        var plot = SeriesPlot.Of(
            Samples.Series(true, 0.030, 0.031),
            marks:
            [
                new ChartMark(Samples.Noon.AddMinutes(-5), ChartMarkKind.Change, "before"),
                new ChartMark(Samples.Noon.AddSeconds(5), ChartMarkKind.Change, "auth 4.2.1"),
            ]);

        var mark = Assert.Single(plot.Marks);
        Assert.Equal("auth 4.2.1", mark.Mark.Text);
        Assert.Equal(258, mark.X);
    }

    [Fact]
    public void Of_FlatLine_HasRoomAboveAndBelow()
    {
        var plot = SeriesPlot.Of(Samples.Series(false, 5, 5, 5));

        Assert.InRange(plot.Newest!.Value.Y, 20, 100);
    }
}
