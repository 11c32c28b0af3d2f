using AiopsTwin.Cli;
using AiopsTwin.Cli.Commands;

namespace AiopsTwin.Scenarios.Tests.Commands;

/// <summary><see cref="ImportIsotopeCommand"/>: the result apart from the notes.</summary>
public sealed class ImportIsotopeCommandTests
{
    [Fact]
    public async Task ImportIsotope_AGraph_WritesAnEstateAndTellsNotes()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("graph.yaml", "kind: MockServiceGraph\nservices:\n- name: a\n  moon: full\n");
        var target = Path.Combine(folder.Path, "estate.yaml");

        var (code, output, error) = await CommandRun.Of("import", "isotope", file, "--out", target);
        var check = await CommandRun.Of("topology", "check", target);

        Assert.Equal((ExitCodes.Done, target + "\n"), (code, output));
        Assert.Contains("note: line 4: services[0].moon: is not understood and was left out\n", error,
            StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Done, check.Code);
    }

    [Fact]
    public async Task ImportIsotope_ABadGraph_NamesFileLineAndField()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("graph.yaml", "kind: MockServiceGraph\nservices:\n- name: a\n  errorRate: x\n");

        var (code, output, error) = await CommandRun.Of("import", "isotope", file);

        Assert.Equal((ExitCodes.BadInput, ""), (code, output));
        Assert.StartsWith($"{file}:4:14: services[0].errorRate: 'x' is not ", error, StringComparison.Ordinal);
    }
}
