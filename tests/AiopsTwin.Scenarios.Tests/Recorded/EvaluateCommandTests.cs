using System.Text.Json;
using AiopsTwin.Cli;
using AiopsTwin.Testing.Recordings;

namespace AiopsTwin.Scenarios.Tests.Recorded;

public sealed class EvaluateCommandTests
{
    [Fact]
    public async Task Evaluate_AsJson_PrintsOneObjectOfTheAgreedShape()
    {
        using var folder = new TemporaryFolder();
        new PetShopRecording().WriteTo(folder.Path);

        var (code, output, _) = await CommandRun.Of(
            "evaluate", "rca", "--dataset", "petshop", "--data", folder.Path, "--json");

        Assert.Equal(ExitCodes.Done, code);
        using var document = JsonDocument.Parse(output);
        var report = document.RootElement;
        Assert.Equal(
            ("evaluate", "rca", "petshop", "oracle"),
            (Text(report, "command"), Text(report, "subject"), Text(report, "dataset"), Text(report, "onset")));
        Assert.Equal(2, report.GetProperty("cases").GetInt32());
        Assert.Equal(2, report.GetProperty("covered").GetInt32());
        Assert.Equal(1, report.GetProperty("scores").GetProperty("top1").GetDouble());
        Assert.Equal(1, report.GetProperty("slices").GetProperty("calm/latency").GetProperty("cases").GetInt32());
        Assert.True(report.GetProperty("milliseconds").GetProperty("p95").GetDouble() >= 0);
        Assert.Empty(report.GetProperty("failures").EnumerateArray());
        Assert.Equal(1, report.GetProperty("scores").GetProperty("specificity.latency").GetDouble());
    }

    [Fact]
    public async Task Evaluate_RenamedAndShuffled_PrintsTheSameScores()
    {
        using var plain = new TemporaryFolder();
        using var other = new TemporaryFolder();
        new PetShopRecording().WriteTo(plain.Path);
        new PetShopRecording { Rename = RecordedReplayTests.Reversed, Shuffle = 3 }.WriteTo(other.Path);

        foreach (var onset in new[] { "self", "oracle" })
        {
            var first = await Scores(plain.Path, onset);
            var second = await Scores(other.Path, onset);

            Assert.Equal(first, second);
        }
    }

    [Fact]
    public async Task Replay_AsJson_SaysWhoNoticed()
    {
        using var folder = new TemporaryFolder();
        new PetShopRecording { HasTargets = false }.WriteTo(folder.Path);

        var (code, output, _) = await CommandRun.Of(
            "replay", "petshop", "--data", folder.Path, "--case", PetShopRecording.Slow, "--json");

        Assert.Equal(ExitCodes.Done, code);
        using var document = JsonDocument.Parse(output);
        Assert.Equal("self", Text(document.RootElement, "onset"));
        Assert.Equal(
            "service:store::table",
            document.RootElement.GetProperty("incident").GetProperty("diagnosis").GetProperty("suspects")[0]
                .GetProperty("entity").GetString());
    }

    private static async Task<string> Scores(string data, string onset)
    {
        var (code, output, _) = await CommandRun.Of(
            "evaluate", "rca", "--dataset", "petshop", "--data", data, "--onset", onset, "--json");
        Assert.Equal(ExitCodes.Done, code);
        using var document = JsonDocument.Parse(output);
        return document.RootElement.GetProperty("scores").GetRawText()
            + document.RootElement.GetProperty("slices").GetRawText()
            + document.RootElement.GetProperty("quiet").GetRawText();
    }

    private static string? Text(JsonElement report, string name) => report.GetProperty(name).GetString();
}
