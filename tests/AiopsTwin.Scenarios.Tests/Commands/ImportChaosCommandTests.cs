using AiopsTwin.Cli;
using AiopsTwin.Cli.Commands;

namespace AiopsTwin.Scenarios.Tests.Commands;

/// <summary><see cref="ImportChaosCommand"/>: from an experiment to a scenario that passes every check.</summary>
public sealed class ImportChaosCommandTests
{
    private const string Kill = "apiVersion: chaos-mesh.org/v1alpha1\nkind: PodChaos\nspec:\n  action: pod-kill\n"
        + "  mode: all\n  selector: { labelSelectors: { app: SERVICE } }\n";

    [Fact]
    public async Task ImportChaos_AnEstateOfTheCatalog_IsWrittenIntoTheScenario()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("kill.yaml", Kill.Replace("SERVICE", "carts", StringComparison.Ordinal));
        var target = Path.Combine(folder.Path, "mine", "scenario.yaml");

        var imported = await CommandRun.Of("import", "chaos", file, "--estate", "sock-shop", "--out", target);
        var check = await CommandRun.Of("check", target);

        Assert.Equal((ExitCodes.Done, target + "\n"), (imported.Code, imported.Output));
        Assert.Empty(imported.Error);
        Assert.Equal((ExitCodes.Done, "No problems.\n"), (check.Code, check.Output));
    }

    [Fact]
    public async Task ImportChaos_AnEstateInTheSameCatalog_IsNamed()
    {
        using var folder = new TemporaryFolder();
        var drawn = Path.Combine(folder.Path, "catalog", "estates", "drawn.yaml");
        await CommandRun.Of("new", "estate", "--entities", "100", "--out", drawn);
        var file = folder.Write("kill.yaml", Kill.Replace("SERVICE", "edge-000000", StringComparison.Ordinal));
        var target = Path.Combine(folder.Path, "catalog", "synthetic", "kill", "scenario.yaml");

        var imported = await CommandRun.Of("import", "chaos", file, "--estate", drawn, "--out", target);
        var check = await CommandRun.Of("check", target);

        Assert.Equal(ExitCodes.Done, imported.Code);
        Assert.Contains(
            "estate: \"../../estates/drawn.yaml\"\n",
            await File.ReadAllTextAsync(target, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Done, check.Code);
    }

    [Fact]
    public async Task ImportChaos_AnEstateThatIsNotThere_IsRefused()
    {
        var (code, _, error) = await CommandRun.Of("import", "chaos", "x.yaml", "--estate", "no-such-estate");

        Assert.Equal((ExitCodes.BadInput, "no-such-estate:0:0: there is no such file\n"), (code, error));
    }

    [Fact]
    public async Task ImportChaos_ABadExperiment_NamesFileLineAndField()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("kill.yaml", Kill.Replace("mode: all", "mode: some", StringComparison.Ordinal));

        var (code, output, error) = await CommandRun.Of("import", "chaos", file, "--estate", "sock-shop");

        Assert.Equal((ExitCodes.BadInput, ""), (code, output));
        Assert.StartsWith($"{file}:5:9: spec.mode: 'some' is not one of ", error, StringComparison.Ordinal);
    }
}
