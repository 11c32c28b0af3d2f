using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Tests.Detection;

/// <summary>
/// An <see cref="EntityMonitorState"/> stored before samples, marks and days of the week were packed, and what it
/// knew, as the code of then read it: sixteen days of five series every five minutes, two kinds of days.
/// </summary>
public sealed class FormerStateTests
{
    private static readonly EntityMonitorState State = StateBytes.Read(File.ReadAllBytes(PathOf("state.bin")));

    [Fact]
    public void Samples_OfAFormerState_AreKnown()
    {
        var known = State.Series.ToDictionary(
            series => series.Metric,
            series => Enumerable.Range(0, series.Ring.Count).Select(i => series.Ring[i]).ToDictionary(
                entry => entry.Ticks, entry => entry.Value));
        var told = Told("sample").ToArray();

        Assert.Equal(5 * 64, told.Length);
        Assert.All(told, line => AssertClose(Number(line[3]), known[line[0]][Whole(line[2])]));
    }

    [Fact]
    public void Levels_OfAFormerState_AreKnown()
    {
        Assert.All(Told("level"), line => Assert.Equal(Number(line[2]), Of(line[0]).Baseline!.Level.Level));
    }

    [Fact]
    public void DaysOfTheWeek_OfAFormerState_AreKnown()
    {
        var told = Told("offset").ToArray();

        Assert.True(told.Length > 150);
        Assert.All(told, line => Assert.Equal(
            line[3].Length == 0 ? null : Number(line[3]), Of(line[0]).Baseline!.Season.OffsetAt(Whole(line[2]), 0)));
        Assert.Contains(State.Series, series => series.Baseline!.Season.Kinds.Bits != 0);
    }

    [Fact]
    public void Marks_OfAFormerState_AreKnown()
    {
        foreach (var line in Told("mark"))
        {
            var mark = Of(line[0]).Baseline!.Marks.Before(Whole(line[2]))!.Value;

            Assert.Equal(Whole(line[3]), mark.Ticks);
            AssertClose(Number(line[4]), mark.Center);
            AssertClose(Number(line[5]), mark.Season);
        }
    }

    [Fact]
    public void Observe_AfterAFormerState_GoesOnAsAfterOneOfToday()
    {
        var former = StateBytes.Read(File.ReadAllBytes(PathOf("state.bin")));
        var again = StateBytes.Read(StateBytes.Of(former));
        var monitor = new EntityMonitor(DetectionSettings.Default);

        for (var i = 1; i <= 2 * 288; i++)
        {
            var at = new DateTimeOffset(State.Arrivals.Newest, TimeSpan.Zero) + (i * TimeSpan.FromMinutes(5));
            var batch = new ObserveBatch(
                State.Entity, "test", 10_000 + i, ImmutableArray.Create(
                    new Sample("load", at, 10 + (i % 7)), new Sample("request.rate", at, 120 + (i % 5))));
            monitor.Observe(former, batch);
            monitor.Observe(again, batch);
        }

        Assert.Equal(StateBytes.Of(former), StateBytes.Of(again));
    }

    private static SeriesState Of(string metric) => State.Find(metric)!;

    private static IEnumerable<string[]> Told(string what) => File.ReadLines(PathOf("state.txt"))
        .Select(line => line.Split(' ')).Where(words => words[1] == what);

    /// <summary>To seven figures, which is what is kept.</summary>
    private static void AssertClose(double expected, double actual) =>
        Assert.Equal(expected, actual, 1e-6 * Math.Max(1e-3, double.IsNaN(expected) ? 1 : Math.Abs(expected)));

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static long Whole(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static string PathOf(string name, [CallerFilePath] string file = "") =>
        Path.Combine(Path.GetDirectoryName(file)!, "Former", name);
}
