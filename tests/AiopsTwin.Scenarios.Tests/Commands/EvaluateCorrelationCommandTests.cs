using System.Text.Json;
using AiopsTwin.Cli.Commands;

namespace AiopsTwin.Scenarios.Tests.Commands;

/// <summary><see cref="EvaluateCorrelationCommand"/>.</summary>
public sealed class EvaluateCorrelationCommandTests
{
    [Fact]
    public async Task Correlation_Json_PrintsOneObjectWithEveryCaseAskedFor()
    {
        var (code, output, error) = await CommandRun.Of(
            "evaluate", "correlation", "--seeds", "1-2", "--only", "T7,T11", "--json");

        var root = JsonDocument.Parse(output).RootElement;
        Assert.Equal(0, code);
        Assert.Empty(error);
        Assert.Equal("correlation", root.GetProperty("subject").GetString());
        Assert.Equal(3, root.GetProperty("cases").GetInt32());
        Assert.Equal(6, root.GetProperty("scores").GetProperty("runs").GetInt32());
        Assert.Equal(0, root.GetProperty("scores").GetProperty("lost").GetInt32());
        var slice = root.GetProperty("slices").GetProperty("T11-1h");
        Assert.InRange(slice.GetProperty("f1").GetProperty("worst").GetDouble(), 0, 1);
    }

    [Fact]
    public async Task Correlation_Text_NamesTargetAndVerdict()
    {
        var (code, output, _) = await CommandRun.Of("evaluate", "correlation", "--seeds", "1", "--only", "T7");

        Assert.Equal(0, code);
        Assert.Contains("T7: one of two uplinks", output, StringComparison.Ordinal);
        Assert.Contains("Target: 2 incidents", output, StringComparison.Ordinal);
        Assert.Contains("cases cleared with every seed", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--seeds", "none")]
    [InlineData("--only", "T99")]
    public async Task Correlation_UnknownSeedsOrCases_AreBadInput(string option, string value)
    {
        var (code, _, error) = await CommandRun.Of("evaluate", "correlation", option, value);

        Assert.Equal(2, code);
        Assert.NotEmpty(error);
    }
}
