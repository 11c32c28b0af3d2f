using System.Text.Json;
using System.Text.Json.Nodes;
using AiopsTwin.Cli;
using AiopsTwin.Scenarios.Tests.Files;

namespace AiopsTwin.Scenarios.Tests.Commands;

/// <summary>The same seed gives the same bytes, however many runs are played at a time.</summary>
public sealed class PlayCommandTests
{
    [Fact]
    public async Task Play_SameSeedTwice_PrintsTheSameBytes()
    {
        using var folder = Catalog();

        var first = await CommandRun.Of(folder, "play", "small", "--seed", "7", "--json");
        var second = await CommandRun.Of(folder, "play", "small", "--seed", "7", "--json");

        Assert.Empty(first.Error);
        Assert.Contains("\"history\":", first.Output, StringComparison.Ordinal);
        Assert.Equal(first, second);
    }

    [Fact]
    public async Task Play_InShards_PrintsTheSameBytes()
    {
        using var folder = Catalog();

        var alone = await CommandRun.Of(folder, "play", "small", "--json");
        var cut = await CommandRun.Of(folder, "play", "small", "--shards", "16", "--json");

        Assert.Empty(cut.Error);
        Assert.Equal(alone, cut);
    }

    [Fact]
    public async Task Play_Zoomed_PlaysTheSameScenarioWithOtherDraws()
    {
        using var folder = Catalog();

        var plain = await CommandRun.Of(folder, "play", "small", "--json");
        var zoomed = await CommandRun.Of(folder, "play", "small", "--zoom", "datastore:db", "--json");
        var again = await CommandRun.Of(folder, "play", "small", "--zoom", "datastore:db", "--json");

        Assert.Empty(zoomed.Error);
        Assert.Equal(zoomed, again);
        Assert.NotEqual(plain.Output, zoomed.Output);
        Assert.Equal(plain.Code, zoomed.Code);
    }

    [Theory]
    [InlineData("host:a", "'host:a' is no entity of the estate that has a process")]
    [InlineData("service", "'service' is not an entity")]
    public async Task Play_ZoomIntoNothingThatWorks_IsRefused(string zoom, string reason)
    {
        using var folder = Catalog();

        var (code, _, error) = await CommandRun.Of(folder, "play", "small", "--zoom", zoom);

        Assert.Equal(2, code);
        Assert.Contains(reason, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Play_OtherSeed_PrintsAnotherHash()
    {
        using var folder = Catalog();

        var (_, output, _) = await CommandRun.Of(folder, "play", "small", "--seeds", "1-3", "--json");

        var hashes = Reports(output).Select(report => report.GetProperty("hash").GetString());
        Assert.Equal(3, hashes.Distinct().Count());
    }

    [Theory]
    [InlineData("--json")]
    [InlineData("--speed=0")]
    public async Task PlayAll_ManyAtATime_PrintsWhatOneAtATimePrints(string form)
    {
        using var folder = Catalog();

        var alone = await CommandRun.Of(folder, "play", "--all", "--seeds", "1-3", "--jobs", "1", form);
        var together = await CommandRun.Of(folder, "play", "--all", "--seeds", "1-3", "--jobs", "4", form);

        Assert.Equal(alone, together);
    }

    [Fact]
    public async Task PlayAll_AsJson_CountsByScenarioAndRepeatsTheHashesOfSingleRuns()
    {
        using var folder = Catalog();

        var (code, output, error) = await CommandRun.Of(folder, "play", "--all", "--seeds", "1-2", "--json");
        var (_, single, _) = await CommandRun.Of(folder, "play", "small", "--seed", "2", "--json");

        Assert.Empty(error);
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

    [Fact]
    public async Task PlayFamous_FolderOfItsOwn_IsPlayedApartAndToldClaimByClaim()
    {
        using var folder = Catalog();
        folder.Write("famous/known/scenario.yaml", SmallScenario.With("name: small", "name: known").Replace(
            "  - incidentCount: 1",
            "  - affectedInOrder: [ \"datastore:db\", \"service:web\" ]\n"
            + "  - phaseAt: { phase: recovery, of: [ \"datastore:db\" ], at: 29m }\n    deviation: It is a test.",
            StringComparison.Ordinal));

        var (_, famous, _) = await CommandRun.Of(folder, "play", "--famous", "--seeds", "1-2", "--json");
        var (_, text, _) = await CommandRun.Of(folder, "play", "--famous");
        var (_, all, _) = await CommandRun.Of(folder, "play", "--all", "--json");
        var both = await CommandRun.Of(folder, "play", "--all", "--famous");

        var claims = JsonNode.Parse(famous)!["claims"]!.AsArray();
        Assert.Equal(
            ["order held 2 of 2", "phase deviates 0 of 2", "twin", "twin"],
            claims.Select(claim => $"{claim!["about"]}" == "twin"
                ? "twin" : $"{claim["about"]} {claim["verdict"]} {claim["held"]}"));
        Assert.Equal("It is a test.", $"{claims[1]!["deviation"]}");
        Assert.Contains("phaseAt recovery 29m of datastore:db", text, StringComparison.Ordinal);
        Assert.Equal(["small"], Reports(all).Select(report => report.GetProperty("scenario").GetString()));
        Assert.Equal((ExitCodes.BadInput, "either --all or --famous, not both\n"), (both.Code, both.Error));
    }

    [Theory]
    [InlineData("1", ExitCodes.ExpectationFailed)]
    [InlineData("0.5", ExitCodes.Done)]
    [InlineData("0.6", ExitCodes.ExpectationFailed)]
    [InlineData("0", ExitCodes.BadInput)]
    public async Task PlayAll_ShareOfRunsThatMustHold_DecidesTheExitCode(string share, int expected)
    {
        using var folder = new TemporaryFolder();
        var right = SmallScenario.Text
            .Replace("changeNamed: deploy", "detectedWithin: 10m", StringComparison.Ordinal)
            .Replace("mitigatedWithin: 3m", "alertsAtLeast: 1", StringComparison.Ordinal);
        folder.Write("synthetic/small/scenario.yaml", right);
        folder.Write("synthetic/wrong/scenario.yaml", right
            .Replace("name: small", "name: wrong", StringComparison.Ordinal)
            .Replace("incidentCount: 1", "incidentCount: 7", StringComparison.Ordinal));

        var (code, _, _) = await CommandRun.Of(folder, "play", "--all", "--at-least", share);

        Assert.Equal(expected, code);
    }

    private static JsonElement[] Reports(string output) =>
        [.. JsonDocument.Parse(output).RootElement.GetProperty("reports").EnumerateArray()];

    private static TemporaryFolder Catalog()
    {
        var folder = new TemporaryFolder();
        folder.Write("synthetic/small/scenario.yaml", SmallScenario.Text);
        return folder;
    }

    [Fact]
    public async Task Play_WithAJournal_WritesOneFileOnce()
    {
        using var folder = new TemporaryFolder();
        var scenario = folder.Write("small/scenario.yaml", SmallScenario.Text);
        var file = Path.Combine(folder.Path, "journal.json");

        var first = await CommandRun.Of("play", scenario, "--journal", file);
        var second = await CommandRun.Of("play", scenario, "--journal", file);
        var many = await CommandRun.Of("play", scenario, "--seeds", "1-2", "--journal", file + "x");

        var journal = JsonNode.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken))!;
        Assert.Equal(first.Code == ExitCodes.ExpectationFailed, journal["deviated"]!.GetValue<bool>());
        Assert.Equal(
            (ExitCodes.BadInput, $"{file} is already there; it was left as it is.\n"), (second.Code, second.Error));
        Assert.Equal((ExitCodes.BadInput, "a journal is of one scenario and one seed\n"), (many.Code, many.Error));
    }
}
