using System.Text.Json;
using AiopsTwin.Cli;
using AiopsTwin.Scenarios.Catalog;
using AiopsTwin.Scenarios.Tests.Files;

namespace AiopsTwin.Scenarios.Tests.Commands;

/// <summary>The same seed gives the same bytes, however many runs are played at a time.</summary>
public sealed class PlayCommandTests
{
    [Fact]
    public async Task Play_SameSeedTwice_PrintsTheSameBytes()
    {
        using var folder = Catalog();

        var first = await Run(folder, "play", "small", "--seed", "7", "--json");
        var second = await Run(folder, "play", "small", "--seed", "7", "--json");

        Assert.Contains("\"history\":", first.Output, StringComparison.Ordinal);
        Assert.Equal(first, second);
    }

    [Fact]
    public async Task Play_OtherSeed_PrintsAnotherHash()
    {
        using var folder = Catalog();

        var (_, output) = await Run(folder, "play", "small", "--seeds", "1-3", "--json");

        var hashes = Reports(output).Select(report => report.GetProperty("hash").GetString());
        Assert.Equal(3, hashes.Distinct().Count());
    }

    [Theory]
    [InlineData("--json")]
    [InlineData("--speed=0")]
    public async Task PlayAll_ManyAtATime_PrintsWhatOneAtATimePrints(string form)
    {
        using var folder = Catalog();

        var alone = await Run(folder, "play", "--all", "--seeds", "1-3", "--jobs", "1", form);
        var together = await Run(folder, "play", "--all", "--seeds", "1-3", "--jobs", "4", form);

        Assert.Equal(alone, together);
    }

    [Fact]
    public async Task PlayAll_AsJson_CountsByScenarioAndRepeatsTheHashesOfSingleRuns()
    {
        using var folder = Catalog();

        var (code, output) = await Run(folder, "play", "--all", "--seeds", "1-2", "--json");
        var (_, single) = await Run(folder, "play", "small", "--seed", "2", "--json");

        var result = JsonDocument.Parse(output).RootElement;
        var slice = result.GetProperty("slices").GetProperty("small");
        Assert.Equal(2, result.GetProperty("cases").GetInt32());
        Assert.Equal(2, slice.GetProperty("cases").GetInt32());
        Assert.Equal(1, slice.GetProperty("top1").GetDouble());
        Assert.Equal(code == 0 ? 0 : 1, Math.Min(1, result.GetProperty("failures").GetArrayLength()));
        Assert.Equal(
            Reports(single).Single().GetProperty("hash").GetString(),
            Reports(output)[1].GetProperty("hash").GetString());
    }

    private static JsonElement[] Reports(string output) =>
        [.. JsonDocument.Parse(output).RootElement.GetProperty("reports").EnumerateArray()];

    private static TemporaryFolder Catalog()
    {
        var folder = new TemporaryFolder();
        folder.Write("synthetic/small/scenario.yaml", SmallScenario.Text);
        return folder;
    }

    private static async Task<(int Code, string Output)> Run(TemporaryFolder folder, params string[] args)
    {
        var output = new StringWriter { NewLine = "\n" };
        var error = new StringWriter { NewLine = "\n" };
        var code = await CommandLine.Run(args, new ScenarioCatalog(folder.Path), output, error);
        Assert.Empty(error.ToString());
        return (code, output.ToString());
    }
}
