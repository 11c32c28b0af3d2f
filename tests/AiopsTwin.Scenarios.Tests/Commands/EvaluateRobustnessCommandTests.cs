using System.Text.Json;
using AiopsTwin.Cli;
using AiopsTwin.Scenarios.Tests.Recorded.Nezha;
using AiopsTwin.Testing.Recordings;

namespace AiopsTwin.Scenarios.Tests.Commands;

public sealed class EvaluateRobustnessCommandTests
{
    [Fact]
    public async Task Command_GeneratedTraces_PrintsARowForEachPerturbation()
    {
        using var folder = new TemporaryFolder();
        new NezhaRecording().WriteTo(folder.Path);

        var result = await Json("nezha-tt", folder.Path, "1-2");

        var slices = result.GetProperty("slices");
        Assert.Equal(15, slices.EnumerateObject().Count());
        Assert.Equal(1, slices.GetProperty("none").GetProperty("top1").GetDouble());
        Assert.Equal(2, slices.GetProperty("spans-dropped").GetProperty("runs").GetInt32());
        Assert.Equal(1, slices.GetProperty("onset-late-60").GetProperty("runs").GetInt32());
        Assert.Equal(1, slices.GetProperty("noisy").GetProperty("top1").GetDouble());
    }

    [Fact]
    public async Task Command_GeneratedRows_FindsTheRootUnderEach()
    {
        using var folder = new TemporaryFolder();
        new PetShopRecording().WriteTo(folder.Path);

        var result = await Json("petshop", folder.Path, "1");

        Assert.Equal(2, result.GetProperty("cases").GetInt32());
        Assert.Equal(8, result.GetProperty("slices").EnumerateObject().Count());
        Assert.Equal(1, result.GetProperty("slices").GetProperty("slower").GetProperty("top1").GetDouble());
    }

    [Fact]
    public async Task Command_ForPeople_TellsTheSameInATable()
    {
        using var folder = new TemporaryFolder();
        new PetShopRecording().WriteTo(folder.Path);

        var (code, output, _) = await CommandRun.Of(
            "evaluate", "robustness", "--dataset", "petshop", "--data", folder.Path);

        Assert.Equal(ExitCodes.Done, code);
        Assert.Contains("samples-dropped", output, StringComparison.Ordinal);
        Assert.Contains("all but none", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("petshop")]
    [InlineData("nezha-ob")]
    [InlineData("rootcausebench")]
    public async Task Command_FolderWithoutIncidents_SaysSoAndRefuses(string dataset)
    {
        using var folder = new TemporaryFolder();

        var (code, _, error) = await CommandRun.Of(
            "evaluate", "robustness", "--dataset", dataset, "--data", folder.Path);

        Assert.Equal(ExitCodes.BadInput, code);
        Assert.Contains("no incidents of " + dataset, error, StringComparison.Ordinal);
    }

    private static async Task<JsonElement> Json(string dataset, string data, string seeds)
    {
        var (code, output, _) = await CommandRun.Of(
            "evaluate", "robustness", "--dataset", dataset, "--data", data, "--seeds", seeds, "--json");
        Assert.Equal(ExitCodes.Done, code);
        return JsonDocument.Parse(output).RootElement;
    }
}
