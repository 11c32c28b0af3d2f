using System.Globalization;
using System.Text;
using System.Text.Json;

namespace AiopsTwin.Scenarios.Tests.Commands;

public sealed class EvaluateDetectionCommandTests
{
    private const string DataVariable = "AIOPSTWIN_DATA";
    private const int Minutes = 8 * 1440;
    private static readonly int[] Faults = [5000, 7000, 9000];

    [Fact]
    public async Task Detection_MarkedOutages_AreFoundAndPeersStandBeside()
    {
        using var folder = new TemporaryFolder();
        folder.Write("000.csv", Series("timestamp,value,label\n", i => $"{1_700_000_000 + (60 * i)}", true));

        var (code, output, error) = await CommandRun.Of(
            "evaluate", "detection", "--dataset", "wsd", "--data", folder.Path, "--json");

        var root = JsonDocument.Parse(output).RootElement;
        Assert.Equal(0, code);
        Assert.Empty(error);
        Assert.Equal("detection", root.GetProperty("subject").GetString());
        Assert.Equal(2, root.GetProperty("scores").GetProperty("events").GetInt32());
        var raised = root.GetProperty("slices").GetProperty("raised");
        Assert.Equal(1, raised.GetProperty("precision").GetDouble());
        Assert.Equal(1, raised.GetProperty("recall").GetDouble());
        Assert.True(root.GetProperty("vs").GetProperty("promql adaptive").TryGetProperty("recall_at_0.25", out _));
    }

    [Fact]
    public async Task Detection_Text_TellsBudgetAndCost()
    {
        using var folder = new TemporaryFolder();
        folder.Write("000.csv", Series("timestamp,value,label\n", i => $"{1_700_000_000 + (60 * i)}", true));

        var (code, output, _) = await CommandRun.Of(
            "evaluate", "detection", "--dataset", "aiops-kpi", "--data", folder.Path);

        Assert.Equal(0, code);
        Assert.Contains("alarm rate against a budget of 0.25", output, StringComparison.Ordinal);
        Assert.Contains("slot z", output, StringComparison.Ordinal);
        Assert.Contains("ours as raised", output, StringComparison.Ordinal);
        Assert.DoesNotContain("point-adjusted", output, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("scale")]
    [InlineData("shift")]
    [InlineData("resample")]
    [InlineData("nan")]
    [InlineData("counter")]
    public async Task Detection_Disguised_IsJudgedAlike(string disguise)
    {
        using var folder = new TemporaryFolder();
        folder.Write("000.csv", Series("timestamp,value,label\n", i => $"{1_700_000_000 + (60 * i)}", true));

        var (code, output, _) = await CommandRun.Of(
            "evaluate", "detection", "--dataset", "wsd", "--data", folder.Path, "--disguise", disguise, "--json");

        var slices = JsonDocument.Parse(output).RootElement.GetProperty("slices");
        Assert.Equal(0, code);
        Assert.Equal(disguise, slices.GetProperty("disguised").GetProperty("disguise").GetString());
        Assert.Equal(
            slices.GetProperty("raised").GetProperty("f1").GetDouble(),
            slices.GetProperty("disguised").GetProperty("f1").GetDouble());
    }

    [Fact]
    public async Task Detection_NabLayout_IsScoredByProfile()
    {
        using var folder = new TemporaryFolder();
        var start = new DateTime(2024, 1, 1);
        string At(int i) => start.AddMinutes(i).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        folder.Write("real/kpi.csv", Series("timestamp,value\n", At, false));
        var windows = string.Join(',', Faults.Select(fault => $"[\"{At(fault)}\",\"{At(fault + 60)}\"]"));
        folder.Write("combined_windows.json", $"{{\"real/kpi.csv\": [{windows}]}}");

        var (code, output, _) = await CommandRun.Of(
            "evaluate", "detection", "--dataset", "nab", "--data", folder.Path, "--json");

        var root = JsonDocument.Parse(output).RootElement;
        var scores = root.GetProperty("scores");
        Assert.Equal(0, code);
        Assert.Equal(
            0, root.GetProperty("slices").GetProperty("left_alone").GetProperty("rate_over_budget").GetDouble());
        Assert.InRange(scores.GetProperty("standard").GetDouble(), 95, 100);
        Assert.InRange(scores.GetProperty("low_fn").GetDouble(), 95, 100);
    }

    [Fact]
    public async Task Detection_NoFolder_ListsItAndExitsWithTwo()
    {
        using var folder = new TemporaryFolder();

        var (code, output, error) = await CommandRun.Of(
            "evaluate", "detection", "--dataset", "wsd", "--data", folder.Path);

        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.Contains("there are no series here", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Detection_PublishedSeries_StayAboveTheFloorAndTheirPeers()
    {
        var data = Environment.GetEnvironmentVariable(DataVariable);
        var path = data is null ? null : Path.Combine(data, "wsd");
        Assert.SkipUnless(
            Directory.Exists(path), $"set {DataVariable} to the folder that holds wsd/ to judge the recorded series");

        var (_, output, _) = await CommandRun.Of(
            "evaluate", "detection", "--dataset", "wsd", "--data", path!, "--json");

        var root = JsonDocument.Parse(output).RootElement;
        Assert.All(
            root.GetProperty("vs").EnumerateObject(),
            peer => Assert.True(peer.Value.GetProperty("f1").GetProperty("ratio").GetDouble() > 1, peer.Name));
    }

    private static string Series(string heading, Func<int, string> at, bool isMarked)
    {
        var text = new StringBuilder(heading);
        for (var i = 0; i < Minutes; i++)
        {
            var isFault = Array.Exists(Faults, fault => i >= fault && i < fault + 15);
            var value = (isFault ? 60 : 100) + (3 * Math.Sin(i * 12.9898)) + (2 * Math.Sin(i * 78.233));
            text.Append(CultureInfo.InvariantCulture, $"{at(i)},{value}");
            text.Append(isMarked ? (isFault ? ",1\n" : ",0\n") : "\n");
        }

        return text.ToString();
    }
}
