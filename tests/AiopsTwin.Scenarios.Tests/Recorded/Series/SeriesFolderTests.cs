using System.IO.Compression;
using System.Text;
using AiopsTwin.Engine.Scoring.Detections;
using AiopsTwin.Scenarios.Recorded;
using AiopsTwin.Scenarios.Recorded.Series;

namespace AiopsTwin.Scenarios.Tests.Recorded.Series;

public sealed class SeriesFolderTests
{
    [Fact]
    public void Read_MarkedSeries_GivesInstantsValuesAndEvents()
    {
        using var folder = new TemporaryFolder();
        folder.Write("002.csv", "timestamp,value,label\n60,1.5,0\n120,,1\n180,2e3,1\n240,-1,0\n");
        var data = SeriesFolder.Marked(folder.Path);

        var series = data.Read("002").Value!;

        Assert.Empty(data.Problems);
        Assert.Equal(["002"], data.Names);
        Assert.Equal([At(60), At(120), At(180), At(240)], series.Ticks);
        Assert.Equal([1.5, double.NaN, 2000, -1], series.Values);
        Assert.Equal([new LabelledEvent(At(120), At(180))], series.Events);
        Assert.Equal(TimeSpan.TicksPerMinute, series.Interval);
        Assert.Equal(At(180), series.Half);
    }

    [Fact]
    public void Read_PackedWithComment_GivesTheSameAsPlain()
    {
        using var folder = new TemporaryFolder();
        Pack(folder, "kpi.csv.gz", "# train_rows=1\ntimestamp,value,label\n60,1,0\n120,2,1\n");

        var series = SeriesFolder.Marked(folder.Path).Read("kpi").Value!;

        Assert.Equal([1, 2], series.Values);
        Assert.Single(series.Events);
    }

    [Fact]
    public void Read_BadLines_AreListedWithFileAndLineAndNothingIsLoaded()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write(
            "bad.csv", "timestamp,value,label\n60000,1,0\n60060,x,0\n60120,1,2\nwhen,1,0\n60180\n60,1,0\n");

        var read = SeriesFolder.Marked(folder.Path).Read("bad");

        Assert.Null(read.Value);
        Assert.Equal(
            [
                $"{file}:3:1: the value is not a number",
                $"{file}:4:1: the mark is neither 0 nor 1",
                $"{file}:5:1: a line is an instant, a value and a mark",
                $"{file}:6:1: a line is an instant, a value and a mark",
                $"{file}:7:1: the instant lies before the one above it",
            ],
            read.Problems.Select(problem => problem.ToString()));
    }

    [Fact]
    public void Read_RepeatedInstant_KeepsTheFirstValue()
    {
        using var folder = new TemporaryFolder();
        folder.Write(
            "dst.csv", "timestamp,value\n2024-10-27 02:55:00,1\n2024-10-27 02:00:00,2\n2024-10-27 03:00:00,3\n");

        Assert.Equal([1, 3], SeriesFolder.Marked(folder.Path).Read("dst").Value!.Values);
    }

    [Fact]
    public void Read_LongerThanAllowed_IsRefused()
    {
        using var folder = new TemporaryFolder();
        folder.Write("kpi.csv", "60,1,0\n120,2,0\n180,2,0\n");

        var read = SeriesFolder.Marked(folder.Path, RecordingLimits.Default with { MaxSamples = 2 }).Read("kpi");

        Assert.Equal("the series is longer than the limits allow", Assert.Single(read.Problems).Reason);
    }

    [Fact]
    public void Read_DamagedPacking_IsAProblem()
    {
        using var folder = new TemporaryFolder();
        folder.Write("kpi.csv.gz", "not packed");

        var read = SeriesFolder.Marked(folder.Path).Read("kpi");

        Assert.Contains("cannot be read", Assert.Single(read.Problems).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Nab_PublishedLayout_JoinsSeriesAndWindows()
    {
        using var folder = new TemporaryFolder();
        folder.Write("real/cpu.csv", "timestamp,value\n2014-02-14 14:30:00,0.1\n2014-02-14 14:35:00,0.2\n");
        folder.Write(
            "combined_windows.json",
            "{\"real/cpu.csv\": [[\"2014-02-14 14:30:00.000000\", \"2014-02-14 14:35:00.000000\"]]}");
        var data = SeriesFolder.Nab(folder.Path);

        var series = data.Read("real/cpu").Value!;

        Assert.Equal(["real/cpu"], data.Names);
        Assert.Equal([new LabelledEvent(series.Ticks[0], series.Ticks[1])], series.Events);
    }

    [Theory]
    [InlineData("{}", "the series is not in combined_windows.json")]
    [InlineData("[]", "the file is not one of windows by series")]
    [InlineData("{\"real/cpu.csv\": [[\"now\"]]}", "the file is not one of windows by series")]
    public void Nab_BadWindows_AreAProblem(string windows, string reason)
    {
        using var folder = new TemporaryFolder();
        folder.Write("real/cpu.csv", "timestamp,value\n2014-02-14 14:30:00,0.1\n2014-02-14 14:35:00,0.2\n");
        folder.Write("combined_windows.json", windows);
        var data = SeriesFolder.Nab(folder.Path);

        var problems = data.Problems.IsEmpty ? data.Read("real/cpu").Problems : data.Problems;

        Assert.StartsWith(reason, Assert.Single(problems).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Marked_NoSuchFolder_IsAProblem()
    {
        using var folder = new TemporaryFolder();

        var data = SeriesFolder.Marked(Path.Combine(folder.Path, "none"));

        Assert.Equal("there are no series here", Assert.Single(data.Problems).Reason);
    }

    private static long At(int seconds) => DateTimeOffset.UnixEpoch.AddSeconds(seconds).UtcTicks;

    private static void Pack(TemporaryFolder folder, string name, string text)
    {
        using var file = File.Create(Path.Combine(folder.Path, name));
        using var packed = new GZipStream(file, CompressionLevel.Fastest);
        packed.Write(Encoding.UTF8.GetBytes(text));
    }
}
