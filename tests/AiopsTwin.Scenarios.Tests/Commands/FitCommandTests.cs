using System.Text.Json;
using AiopsTwin.Cli;
using AiopsTwin.Scenarios.Estates;
using AiopsTwin.Testing.Recordings;

namespace AiopsTwin.Scenarios.Tests.Commands;

public sealed class FitCommandTests
{
    private const string Shop = """
        format: 1
        name: shop
        entities:
          - id: service:page
            process: { slots: 16, serviceTime: 9ms }
            dependsOn:
              - { to: "service:orders", call: { calls: 0.5 } }
          - id: service:orders
            process: { slots: 16, serviceTime: 6ms }
            dependsOn:
              - { to: "datastore:orders-db", call: { calls: 2 } }
          - id: datastore:orders-db
            process: { slots: 16, serviceTime: 4ms, errorRatio: 0.01 }
        load:
          - { entry: "service:page", name: visitors, rate: 80 }

        """;

    [Fact]
    public async Task Fit_EstateThatLives_GivesItsParametersBackInAFileThatReads()
    {
        using var folder = new TemporaryFolder();
        var (from, to) = (Path.Combine(folder.Path, "shop.yaml"), Path.Combine(folder.Path, "fitted.yaml"));
        await File.WriteAllTextAsync(from, Shop, TestContext.Current.CancellationToken);

        var (code, output, error) = await CommandRun.Of("fit", "--estate", from, "--out", to, "--json");

        Assert.True(code == ExitCodes.Done, error);
        using var report = JsonDocument.Parse(output);
        var scores = report.RootElement.GetProperty("scores");
        Assert.All(
            new[] { "rate.error", "latency.error", "calls.error", "service.error" },
            name => Assert.InRange(scores.GetProperty(name).GetDouble(), 0, 0.05));
        var fitted = EstateFormat.ReadLoaded(to);
        Assert.Empty(fitted.Problems);
        Assert.Equal(80, Assert.Single(fitted.Value!.Load).RatePerSecond, 1.0);
        Assert.Equal(3, fitted.Value.Estate.World.Processes.Length);
        Assert.Contains(
            "# Assumed, not learned:", await File.ReadAllTextAsync(to, TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fit_Recordings_PrintsResidualsAndWhatIsAssumed()
    {
        using var folder = new TemporaryFolder();
        new PetShopRecording().WriteTo(folder.Path);

        var (code, output, _) = await CommandRun.Of("fit", "--dataset", "petshop", "--data", folder.Path);

        Assert.Equal(ExitCodes.Done, code);
        Assert.Contains("Fitted to the fault-free part of calm", output, StringComparison.Ordinal);
        Assert.Contains("store::table", output, StringComparison.Ordinal);
        Assert.Contains("assumed, not learned:", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("neither", "say either")]
    [InlineData("idle", "gives no load")]
    [InlineData("group", "there is no group 'storm'; there are calm")]
    public async Task Fit_WithoutAnythingToFit_IsBadInput(string what, string reason)
    {
        using var folder = new TemporaryFolder();
        new PetShopRecording().WriteTo(folder.Path);
        var idle = Path.Combine(folder.Path, "idle.yaml");
        await File.WriteAllTextAsync(
            idle, "format: 1\nname: idle\nentities: [ { id: \"service:page\" } ]\n",
            TestContext.Current.CancellationToken);

        var (code, _, error) = what switch
        {
            "idle" => await CommandRun.Of("fit", "--estate", idle),
            "group" => await CommandRun.Of("fit", "--data", folder.Path, "--group", "storm"),
            _ => await CommandRun.Of("fit"),
        };

        Assert.Equal(ExitCodes.BadInput, code);
        Assert.Contains(reason, error, StringComparison.Ordinal);
    }
}
