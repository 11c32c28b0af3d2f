using System.Globalization;
using System.Text.Json;
using AiopsTwin.Cli.Commands;

namespace AiopsTwin.Scenarios.Tests.Commands;

/// <summary><see cref="EvaluateCapacityCommand"/> and <see cref="EvaluateForecastCommand"/>.</summary>
public sealed class EvaluateCapacityCommandTests
{
    [Fact]
    public async Task Capacity_Json_PrintsOneObjectWithScoresAndPeers()
    {
        var (code, output, error) = await CommandRun.Of(
            "evaluate", "capacity", "--volumes", "8", "--seed", "3", "--json");

        var root = JsonDocument.Parse(output).RootElement;
        Assert.Equal(0, code);
        Assert.Empty(error);
        Assert.Equal("capacity", root.GetProperty("subject").GetString());
        Assert.Equal(3, root.GetProperty("seed").GetInt32());
        Assert.InRange(root.GetProperty("cases").GetInt32(), 8 * 9 * 2, 8 * 9 * 4);
        Assert.InRange(root.GetProperty("scores").GetProperty("relative_error").GetDouble(), 0.001, 0.3);
        Assert.InRange(root.GetProperty("scores").GetProperty("false_dates").GetDouble(), 0, 0.05);
        Assert.True(root.GetProperty("slices").TryGetProperty("shape/Jumps", out _));
        var ratio = root.GetProperty("vs").GetProperty("predict_linear 7 d").GetProperty("relative_error");
        Assert.True(ratio.GetProperty("ratio").GetDouble() < 1);
    }

    [Fact]
    public async Task Capacity_SameSeed_PrintsTheSameScores()
    {
        var first = await Scores();
        var second = await Scores();

        Assert.Equal(first, second);

        static async Task<string> Scores() => JsonDocument
            .Parse((await CommandRun.Of("evaluate", "capacity", "--volumes", "3", "--json")).Output)
            .RootElement.GetProperty("scores").GetRawText();
    }

    [Fact]
    public async Task Capacity_Text_NamesEveryShapeAndPeer()
    {
        var (code, output, _) = await CommandRun.Of("evaluate", "capacity", "--volumes", "8");

        Assert.Equal(0, code);
        Assert.Contains("shape WeeklySeason", output, StringComparison.Ordinal);
        Assert.Contains("least squares 90 d", output, StringComparison.Ordinal);
        Assert.Contains("flat volumes given a date", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1000000")]
    public async Task Capacity_VolumesOutOfRange_AreBadInput(string volumes)
    {
        var (code, _, _) = await CommandRun.Of("evaluate", "capacity", "--volumes", volumes);

        Assert.Equal(2, code);
    }

    [Fact]
    public async Task Forecast_SmallFolder_IsScoredAgainstPeers()
    {
        using var folder = new TemporaryFolder();
        Write(folder, "Hourly", 24 * 7 * 3, 48, step => 100 + (20 * Math.Sin(step * Math.PI / 12)) + (step % 5));
        Write(folder, "Weekly", 120, 13, step => 50 + (2 * step) + (step % 3));

        var (code, output, _) = await CommandRun.Of(
            "evaluate", "forecast", "--dataset", "m4", "--data", folder.Path, "--json");

        var root = JsonDocument.Parse(output).RootElement;
        Assert.Equal(0, code);
        Assert.Equal(2, root.GetProperty("cases").GetInt32());
        Assert.InRange(root.GetProperty("scores").GetProperty("owa.hourly").GetDouble(), 0, 1.2);
        Assert.InRange(root.GetProperty("scores").GetProperty("owa.weekly").GetDouble(), 0, 1.2);
        var naive = root.GetProperty("vs").GetProperty("naive 2").GetProperty("owa.weekly");
        Assert.Equal(1, naive.GetProperty("theirs").GetDouble());
    }

    [Fact]
    public async Task Forecast_NoFiles_ListsThemAndExitsWithTwo()
    {
        using var folder = new TemporaryFolder();

        var (code, output, error) = await CommandRun.Of(
            "evaluate", "forecast", "--dataset", "m4", "--data", folder.Path);

        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.Contains("Hourly-train.csv:0:0: there is no such file", error, StringComparison.Ordinal);
        Assert.Contains("Weekly-test.csv:0:0: there is no such file", error, StringComparison.Ordinal);
    }

    private static void Write(TemporaryFolder folder, string name, int history, int ahead, Func<int, double> value)
    {
        string Row(int from, int to) => "S1," + string.Join(
            ',', Enumerable.Range(from, to - from).Select(step => value(step).ToString(CultureInfo.InvariantCulture)));
        folder.Write($"{name}-train.csv", "V1\n" + Row(0, history) + "\n");
        folder.Write($"{name}-test.csv", "V1\n" + Row(history, history + ahead) + "\n");
    }
}
