using System.Text.Json;
using System.Text.Json.Nodes;
using AiopsTwin.Cli;
using AiopsTwin.Cli.Output.Measured;
using AiopsTwin.Testing.Recordings;

namespace AiopsTwin.Scenarios.Tests.Commands;

public sealed class EvaluateBlastRadiusCommandTests
{
    [Fact]
    public async Task Evaluate_GeneratedRecordings_PrintsScoresBesideThoseOfTheGraphAlone()
    {
        using var folder = new TemporaryFolder();
        new PetShopRecording().WriteTo(folder.Path);

        var (code, output, _) = await CommandRun.Of("evaluate", "blast-radius", "--data", folder.Path, "--json");
        var (_, page, _) = await CommandRun.Of("evaluate", "blast-radius", "--data", folder.Path, "--sensitivity");

        Assert.Equal(ExitCodes.Done, code);
        using var report = JsonDocument.Parse(output);
        var scores = report.RootElement.GetProperty("scores");
        Assert.Equal("blast-radius", report.RootElement.GetProperty("subject").GetString());
        Assert.Equal(1, scores.GetProperty("f1").GetDouble());
        Assert.True(scores.GetProperty("reachable.f1").GetDouble() > 0.5);
        Assert.Equal(
            2, report.RootElement.GetProperty("slices").GetProperty("calm").GetProperty("incidents").GetInt32());
        Assert.Contains("slowness x20, failing 0.20", page, StringComparison.Ordinal);
        Assert.Contains("calm/test/slow: latency of store::table", page, StringComparison.Ordinal);
        Assert.Contains(
            "| calm/latency | 1 | 3 |",
            MeasuredViews.Of("blast radius", JsonNode.Parse(output)!.AsObject()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Evaluate_FolderWithoutRecordings_IsBadInput()
    {
        using var folder = new TemporaryFolder();

        var (code, _, error) = await CommandRun.Of("evaluate", "blast-radius", "--data", folder.Path);

        Assert.Equal(ExitCodes.BadInput, code);
        Assert.Contains("graph.csv", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Evaluate_GroupWithoutFaultFreePart_IsToldAndLeftOut()
    {
        using var folder = new TemporaryFolder();
        new PetShopRecording().WriteTo(folder.Path);
        var torn = Directory.CreateDirectory(Path.Combine(folder.Path, "torn", "test", "one")).FullName;
        File.Copy(Path.Combine(folder.Path, "calm", "graph.csv"), Path.Combine(folder.Path, "torn", "graph.csv"));
        File.Copy(
            Path.Combine(folder.Path, PetShopRecording.Slow, "metrics.csv"), Path.Combine(torn, "metrics.csv"));

        var (code, output, error) = await CommandRun.Of("evaluate", "blast-radius", "--data", folder.Path);

        Assert.Equal(ExitCodes.Done, code);
        Assert.Contains("2 of 3 incidents", output, StringComparison.Ordinal);
        Assert.Contains("noissue", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Evaluate_CasesWithoutAnswers_IsBadInput()
    {
        using var folder = new TemporaryFolder();
        new PetShopRecording { HasTargets = false }.WriteTo(folder.Path);

        var (code, _, error) = await CommandRun.Of("evaluate", "blast-radius", "--data", folder.Path);

        Assert.Equal(ExitCodes.BadInput, code);
        Assert.Contains("target.json", error, StringComparison.Ordinal);
    }
}
