using System.Text.Json;
using AiopsTwin.Cli.Commands;
using AiopsTwin.Scenarios.Catalog;
using AiopsTwin.Scenarios.Estates;
using AiopsTwin.Scenarios.Files;
using AiopsTwin.Scenarios.Tests.Files;

namespace AiopsTwin.Scenarios.Tests.Commands;

public sealed class CommandLineTests
{
    [Fact]
    public async Task Check_ShippedCatalog_FindsNothing()
    {
        var (code, output, error) = await CommandRun.Of("check");

        Assert.Equal(0, code);
        Assert.Equal("No problems.\n", output);
        Assert.Empty(error);
    }

    [Fact]
    public async Task Check_BadFile_ListsProblemsAsJsonAndExitsWithTwo()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("small.yaml", SmallScenario.With("rate: 50", "rate: much"));

        var (code, output, _) = await CommandRun.Of("check", "--json", file);

        Assert.Equal(2, code);
        var problem = JsonDocument.Parse(output).RootElement.GetProperty("problems")[0];
        Assert.Equal(file, problem.GetProperty("file").GetString());
        Assert.Equal(17, problem.GetProperty("line").GetInt32());
        Assert.Equal("load[0].rate", problem.GetProperty("field").GetString());
    }

    [Fact]
    public async Task Check_FolderOfNothing_IsAProblem()
    {
        using var folder = new TemporaryFolder();

        var (code, output, _) = await CommandRun.Of("check", folder.Path);

        Assert.Equal(2, code);
        Assert.Contains("no scenario.yaml and no estate in this folder", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_ScenarioInAFolderOfAnotherName_IsAProblem()
    {
        using var folder = new TemporaryFolder();
        folder.Write("other/scenario.yaml", SmallScenario.Text);

        var (code, output, _) = await CommandRun.Of("check", folder.Path);

        Assert.Equal(2, code);
        Assert.Contains("1:1: name: 'small' stands in a folder named 'other'", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_AsJson_IsOneObjectWithEveryScenario()
    {
        var (code, output, _) = await CommandRun.Of("list", "--json");

        Assert.Equal(0, code);
        var scenarios = JsonDocument.Parse(output).RootElement.GetProperty("scenarios");
        Assert.Equal(new ScenarioCatalog().List().Length, scenarios.GetArrayLength());
        Assert.Equal(1, output.Count(c => c == '\n'));
    }

    [Fact]
    public async Task New_GoodName_WritesAScenarioThatPassesTheCheck()
    {
        using var folder = new TemporaryFolder();

        var (code, output, _) = await CommandRun.Of("new", "my-first", "--in", folder.Path);
        var check = await CommandRun.Of("check", folder.Path);

        Assert.Equal(0, code);
        Assert.Equal(Path.Combine(folder.Path, "my-first", "scenario.yaml"), output.Trim());
        Assert.Equal((0, "No problems.\n", ""), check);
    }

    [Fact]
    public async Task New_ExistingFile_IsLeftAsItIs()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("mine/scenario.yaml", "kept");

        var (code, _, error) = await CommandRun.Of("new", "mine", "--in", folder.Path);

        Assert.Equal(2, code);
        Assert.Contains("already there", error, StringComparison.Ordinal);
        Assert.Equal("kept", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("../evil")]
    [InlineData("My Scenario")]
    [InlineData("a: b")]
    public async Task New_BadName_WritesNothing(string name)
    {
        using var folder = new TemporaryFolder();

        var (code, _, error) = await CommandRun.Of("new", name, "--in", Path.Combine(folder.Path, "in"));

        Assert.Equal(2, code);
        Assert.NotEmpty(error);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Theory]
    [InlineData("yaml")]
    [InlineData("json")]
    public async Task TopologyConvert_ItsOwnOutput_StaysTheSame(string form)
    {
        using var folder = new TemporaryFolder();
        var estate = Path.Combine(new ScenarioCatalog().Root, "estates", "colo-racks.yaml");

        var (code, first, _) = await CommandRun.Of("topology", "convert", estate, "--to", form);
        var (_, second, _) = await CommandRun.Of(
            "topology", "convert", folder.Write("plain." + form, first), "--to", form);

        Assert.Equal(0, code);
        Assert.Contains("instance:vm-r3-500", first, StringComparison.Ordinal);
        Assert.Equal(first, second);
    }

    [Fact]
    public async Task TopologyCheck_BadFile_ExitsWithTwo()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("graph.yaml", "format: 1\nname: g\nentities: [ { id: \"rack:a\", cores: 4 } ]\n");

        var (code, output, _) = await CommandRun.Of("topology", "check", file);

        Assert.Equal(2, code);
        Assert.Equal($"{file}:3:36: entities[0].cores: only a host has cores, not a rack\n", output);
    }

    [Theory]
    [InlineData("scenario")]
    [InlineData("estate")]
    public async Task Schema_EitherFormat_IsPrinted(string format)
    {
        var (code, output, _) = await CommandRun.Of("schema", format);

        Assert.Equal(0, code);
        Assert.Equal(format == "scenario" ? ScenarioFormat.Schema() : EstateFormat.Schema(), output);
    }

    [Theory]
    [InlineData("paly")]
    [InlineData("topology", "convert")]
    [InlineData("play", "no-such-scenario")]
    [InlineData("play", "auth-pool", "--seeds", "20-1")]
    [InlineData("play", "auth-pool", "--speed", "-1")]
    [InlineData("play", "auth-pool", "--traces", "-1")]
    [InlineData("play", "auth-pool", "--jobs", "0")]
    [InlineData("play", "auth-pool", "--all")]
    [InlineData("play")]
    public async Task Run_BadInput_ExitsWithTwoAndPrintsNoResult(params string[] args)
    {
        var (code, output, error) = await CommandRun.Of([.. args, .. args[0] == "play" ? new[] { "--json" } : []]);

        Assert.Equal(2, code);
        Assert.DoesNotContain("{", output, StringComparison.Ordinal);
        Assert.NotEmpty(error);
    }

    [Theory]
    [InlineData(null, "9")]
    [InlineData("1-4", "1 2 3 4")]
    [InlineData("3,5,8-9", "3 5 8 9")]
    [InlineData("18446744073709551615", "18446744073709551615")]
    public void SeedList_GoodText_IsRead(string? text, string expected) =>
        Assert.Equal(expected, string.Join(' ', SeedList.Parse(text, 9)!));

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("2-1")]
    [InlineData("1-2-3")]
    [InlineData("-1")]
    [InlineData("1-100000")]
    [InlineData("0-9999,1")]
    public void SeedList_BadText_IsRefused(string text) => Assert.Null(SeedList.Parse(text, 9));
}
