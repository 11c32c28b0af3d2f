using System.Text.Json;
using AiopsTwin.Cli;

namespace AiopsTwin.Scenarios.Tests.Commands;

public sealed class BenchCommandTests
{
    [Theory]
    [InlineData("topology", "snapshotBytesPerEntity")]
    [InlineData("flood", "floodMilliseconds16")]
    [InlineData("world", "timesRealTime")]
    public async Task Bench_TwoSizesAsJson_PrintsOneObjectWithFiguresForEachSizeAndTheirGrowth(
        string verb, string figure)
    {
        var (code, output, error) = await CommandRun.Of(
            "bench", verb, "--entities", "220", "110", "--seconds", "0.001", "--json");

        var report = JsonDocument.Parse(output).RootElement;
        Assert.Equal(ExitCodes.Done, code);
        Assert.Equal(verb, report.GetProperty("subject").GetString());
        Assert.Equal(2, report.GetProperty("covered").GetInt32());
        Assert.Equal(["110", "220"], report.GetProperty("slices").EnumerateObject().Select(slice => slice.Name));
        Assert.All(
            report.GetProperty("slices").EnumerateObject(),
            slice => Assert.True(slice.Value.TryGetProperty(figure, out _), $"{slice.Name} lacks {figure}"));
        Assert.StartsWith(
            "growth.", Assert.Single(report.GetProperty("scores").EnumerateObject()).Name, StringComparison.Ordinal);
        Assert.Contains("110 entities", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bench_Run_TellsHealthAndFaultApart()
    {
        var (code, output, _) = await CommandRun.Of(
            "bench", "run", "--entities", "110", "--seconds", "120", "--fault", "SlowService", "--json");

        var slice = JsonDocument.Parse(output).RootElement.GetProperty("slices").GetProperty("110");
        Assert.Equal(ExitCodes.Done, code);
        Assert.Equal(0, slice.GetProperty("alertsHealthy").GetDouble());
        Assert.True(slice.GetProperty("alertsFaulty").GetDouble() > 0, "the fault raised no alert");
        Assert.True(slice.GetProperty("samplesPerVirtualSecond").GetDouble() > 0, "the twin saw nothing");
    }

    [Fact]
    public async Task Bench_OneSize_IsATableWithoutGrowth()
    {
        var (code, output, _) = await CommandRun.Of("bench", "topology", "--entities", "110", "--seconds", "0.001");

        Assert.Equal(ExitCodes.Done, code);
        Assert.Contains("110 entities\n", output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.DoesNotContain("growth", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--entities", "9")]
    [InlineData("--entities", "1000001")]
    [InlineData("--seconds", "0")]
    [InlineData("--seconds", "NaN")]
    public async Task Bench_OutOfRange_SaysSoAndExitsWithTwo(string option, string value)
    {
        var (code, output, error) = await CommandRun.Of("bench", "topology", option, value);

        Assert.Equal(ExitCodes.BadInput, code);
        Assert.Empty(output);
        Assert.Contains(option, error, StringComparison.Ordinal);
    }
}
