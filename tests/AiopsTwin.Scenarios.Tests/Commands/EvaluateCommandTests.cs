using System.Text.Json;
using AiopsTwin.Cli.Commands;

namespace AiopsTwin.Scenarios.Tests.Commands;

/// <summary><see cref="EvaluateCommand"/> on drawn sets.</summary>
public sealed class EvaluateCommandTests
{
    [Theory]
    [InlineData("synthetic", "slow-service")]
    [InlineData("synthetic-misleading", "copies-lost")]
    public async Task RootCause_DrawnSet_ScoresRootAndLevelByKind(string dataset, string kind)
    {
        var (code, output, error) = await CommandRun.Of(
            "evaluate", "rca", "--dataset", dataset, "--seeds", "8", "--json");

        var root = JsonDocument.Parse(output).RootElement;
        Assert.Equal(0, code);
        Assert.Empty(error);
        var slice = root.GetProperty("slices").GetProperty(kind);
        Assert.Equal(1, slice.GetProperty("top1").GetDouble());
        Assert.Equal(1, slice.GetProperty("level").GetDouble());
    }

    [Theory]
    [InlineData("--dataset", "synthetic", "--seeds", "none")]
    [InlineData("--dataset", "petshop", "--seeds", "1")]
    public async Task RootCause_SeedsThatAreNoneOrNoFolder_AreBadInput(params string[] options)
    {
        var (code, output, error) = await CommandRun.Of(["evaluate", "rca", .. options]);

        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.NotEmpty(error);
    }
}
