using System.Text.Json;

namespace AiopsTwin.Scenarios.Tests.Commands;

public sealed class GeneratedDetectionTests
{
    [Fact]
    public async Task Simulated_OneService_GivesSharesAndPeersAsJson()
    {
        var (code, output, _) = await CommandRun.Of(
            "evaluate", "detection", "--dataset", "simulated", "--seeds", "2", "--json");

        var root = JsonDocument.Parse(output).RootElement;
        var scores = root.GetProperty("scores");
        Assert.Equal(0, code);
        Assert.Equal(("simulated", 2, 54), (
            root.GetProperty("dataset").GetString(), root.GetProperty("seed").GetInt32(),
            root.GetProperty("cases").GetInt32()));
        Assert.All(
            new[] { "drop_found", "slowdown_found", "missed_batch_found" },
            name => Assert.InRange(scores.GetProperty(name).GetDouble(), 0.8, 1));
        Assert.All(
            new[] { "false_request_alarms_per_week", "false_latency_alarms_per_week", "batch_alarms_per_week" },
            name => Assert.InRange(scores.GetProperty(name).GetDouble(), 0, 0.5));
        Assert.InRange(root.GetProperty("pooled").GetProperty("slowdown_found").GetDouble(), 0, 1);
        Assert.InRange(root.GetProperty("pooled").GetProperty("false_alarms_per_week").GetDouble(), 0, 0.25);
        Assert.Equal(18, root.GetProperty("slices").GetProperty("slowdown").GetProperty("cases").GetInt32());
        Assert.True(root.GetProperty("vs").GetProperty("slot z").TryGetProperty("drop_found", out _));
    }

    [Fact]
    public async Task Fleet_FewEntities_GivesAlertsAgainstTheBudgetAsJson()
    {
        var (code, output, _) = await CommandRun.Of(
            "evaluate", "detection", "--dataset", "fleet", "--entities", "3", "--json");

        var root = JsonDocument.Parse(output).RootElement;
        Assert.Equal(0, code);
        Assert.Equal("fleet", root.GetProperty("dataset").GetString());
        Assert.Equal(3, root.GetProperty("cases").GetInt32());
        Assert.InRange(root.GetProperty("scores").GetProperty("false_alarms_per_week").GetDouble(), 0, 0.25);
    }

    [Fact]
    public async Task Fleet_Text_TellsHowMany()
    {
        var (code, output, _) = await CommandRun.Of("evaluate", "detection", "--dataset", "fleet", "--entities", "2");

        Assert.Equal(0, code);
        Assert.Contains("2 entities", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("simulated", "twenty")]
    [InlineData("simulated", "9-3")]
    [InlineData("fleet", "1,,2")]
    public async Task Seeds_ThatAreNone_AreRefused(string dataset, string seeds)
    {
        var (code, output, error) = await CommandRun.Of(
            "evaluate", "detection", "--dataset", dataset, "--seeds", seeds);

        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.Contains("not a list of seeds", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fleet_NoEntities_IsRefused()
    {
        var (code, _, error) = await CommandRun.Of(
            "evaluate", "detection", "--dataset", "fleet", "--entities", "0");

        Assert.Equal(2, code);
        Assert.Contains("--entities is 1 to", error, StringComparison.Ordinal);
    }
}
