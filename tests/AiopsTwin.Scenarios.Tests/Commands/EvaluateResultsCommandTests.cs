using AiopsTwin.Cli;
using AiopsTwin.Cli.Output.Measured;
using AiopsTwin.Scenarios.Catalog;
using AiopsTwin.Testing;
using AiopsTwin.Testing.Recordings;

namespace AiopsTwin.Scenarios.Tests.Commands;

/// <summary><c>EvaluateResultsCommand</c>, and docs/RESULTS.md, which it writes.</summary>
public sealed class EvaluateResultsCommandTests
{
    private const string DataVariable = "AIOPSTWIN_DATA";
    private const string Cheap = "itbench";

    private static readonly string Results = Path.Combine(Documents.Repository, "docs", "RESULTS.md");

    [Fact]
    public async Task Results_OfOneSection_WritesItsFiguresAlone()
    {
        using var folder = new TemporaryFolder();
        new PetShopRecording().WriteTo(Path.Combine(folder.Path, "petshop"));
        var document = folder.Write("doc.md", """
            <!-- measured: pets | ranking | evaluate rca --dataset petshop --data DATA/petshop -->
            old
            <!-- end measured -->
            <!-- measured: more | missed | evaluate rca --dataset petshop --data DATA/petshop -->
            old
            <!-- end measured -->
            """);

        var (code, output, _) = await CommandRun.Of(
            "evaluate", "results", "--data", folder.Path, "--write", document, "--section", "pets");

        var text = await File.ReadAllTextAsync(document, TestContext.Current.CancellationToken);
        Assert.Equal((ExitCodes.Done, ""), (code, output));
        Assert.Contains("| all | 2 | 1.000 [1.000, 1.000] |", text, StringComparison.Ordinal);
        Assert.Equal(1, text.Split('\n').Count(line => line == "old"));
    }

    [Fact]
    public async Task Results_UnknownSectionOrBadMarker_IsBadInput()
    {
        using var folder = new TemporaryFolder();
        var document = folder.Write("doc.md", "<!-- measured: a | ranking -->\n");

        var (code, _, error) = await CommandRun.Of(
            "evaluate", "results", "--data", folder.Path, "--write", document, "--section", "none");

        Assert.Equal(ExitCodes.BadInput, code);
        Assert.Contains("no section is called 'none'", error, StringComparison.Ordinal);
        Assert.Contains("line 1: a marker is", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Results_Document_HasMarkersThatNameCommands()
    {
        var document = MeasuredDocument.Parse(
            await File.ReadAllTextAsync(Results, TestContext.Current.CancellationToken));

        var root = CommandLine.Create(new ScenarioCatalog());
        Assert.Empty(document.Problems);
        Assert.NotEmpty(document.Blocks);
        Assert.Empty(document.Blocks.SelectMany(block =>
            root.Parse([.. block.ArgumentsWith("data"), "--json"]).Errors.Select(error => error.Message)));
    }

    [Fact]
    public async Task Results_CheapSection_IsWhatTheCommandPrints()
    {
        var data = Environment.GetEnvironmentVariable(DataVariable);
        Assert.SkipWhen(
            string.IsNullOrEmpty(data), $"set {DataVariable} to the folder with the recordings to run this test");
        using var folder = new TemporaryFolder();
        var written = await File.ReadAllTextAsync(Results, TestContext.Current.CancellationToken);
        var document = folder.Write("RESULTS.md", written);

        var (code, _, _) = await CommandRun.Of(
            "evaluate", "results", "--data", data, "--write", document, "--section", Cheap);

        Assert.Equal(ExitCodes.Done, code);
        Assert.Equal(written, await File.ReadAllTextAsync(document, TestContext.Current.CancellationToken));
    }
}
