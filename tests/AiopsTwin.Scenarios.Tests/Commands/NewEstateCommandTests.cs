using AiopsTwin.Cli;
using AiopsTwin.Cli.Commands;

namespace AiopsTwin.Scenarios.Tests.Commands;

/// <summary><see cref="NewEstateCommand"/> and what is done with its file.</summary>
public sealed class NewEstateCommandTests
{
    [Fact]
    public async Task NewEstate_AFile_CanBeChecked()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "drawn", "estate.yaml");

        var drawn = await CommandRun.Of("new", "estate", "--entities", "150", "--seed", "4", "--out", file);
        var check = await CommandRun.Of("topology", "check", file);

        Assert.Equal((ExitCodes.Done, ""), (drawn.Code, drawn.Error));
        Assert.StartsWith("generated-150-4: 150 entities, ", drawn.Output, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Done, check.Code);
    }

    [Fact]
    public async Task NewEstate_AFileThatIsThere_IsLeftAsItIs()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("estate.yaml", "mine");

        var (code, _, error) = await CommandRun.Of("new", "estate", "--entities", "150", "--out", file);

        Assert.Equal((ExitCodes.BadInput, "mine"), (code, await File.ReadAllTextAsync(
            file, TestContext.Current.CancellationToken)));
        Assert.EndsWith("is already there; it was left as it is.\n", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("99", "--entities takes 100 to 1000000")]
    [InlineData("10001", "a file holds at most 10000 entities written out; larger estates are made in memory")]
    public async Task NewEstate_ASizeThatDoesNotDo_IsRefused(string size, string reason)
    {
        using var folder = new TemporaryFolder();

        var (code, _, error) = await CommandRun.Of(
            "new", "estate", "--entities", size, "--out", Path.Combine(folder.Path, "estate.yaml"));

        Assert.Equal((ExitCodes.BadInput, reason + "\n"), (code, error));
    }
}
