using System.Text.Json;

namespace AiopsTwin.Scenarios.Tests.Commands;

public sealed class SayCommandTests
{
    private const string Receipt = """{"isAccepted":true,"reason":"","id":"W-1","incident":"INC-3"}""";

    [Theory]
    [InlineData("/api/v1/twins/live/incidents/INC-2/merge", "merge", "INC-2", "--into", "INC-1")]
    [InlineData("/api/v1/twins/live/incidents/INC-2/split", "split", "INC-2", "--entity", "service:web")]
    [InlineData("/api/v1/twins/live/incidents/INC-2/cause", "cause", "INC-2", "--is", "service:db")]
    [InlineData("/api/v1/twins/live/feedback/W-1/undo", "undo", "W-1")]
    [InlineData("/api/v1/twins/live/silences", "silence", "kind=host", "--until", "2026-03-02T12:00:00Z")]
    [InlineData("/api/v1/twins/live/silences/SIL-1/expire", "expire", "SIL-1")]
    [InlineData("/api/v1/twins/live/gates/lift", "lift", "unknown-entity/*")]
    [InlineData("/api/v1/twins/live/gates/restore", "restore", "no-start/x/y")]
    public async Task Say_EachVerb_IsToldToItsAddress(string address, params string[] words)
    {
        using var silo = new StandInSilo(200, Receipt);

        var (code, output, error) = await CommandRun.Of(
            ["say", .. words, "--who", "ana", "--why", "I looked", "--silo", silo.Address]);

        Assert.Equal((0, ""), (code, error));
        Assert.Equal(address, await silo.Served);
        Assert.Equal("W-1 stands; INC-3 was opened.\n", output);
    }

    [Fact]
    public async Task Say_Json_PrintsTheReceipt()
    {
        using var silo = new StandInSilo(200, Receipt);

        var (_, output, _) = await CommandRun.Of(
            "say", "undo", "W-1", "--who", "ana", "--why", "x", "--json", "--silo", silo.Address);

        var receipt = JsonDocument.Parse(output).RootElement.GetProperty("receipt");
        Assert.Equal("W-1", receipt.GetProperty("id").GetString());
    }

    [Fact]
    public async Task Say_Refused_IsComplainedOfWithTheSilosReason()
    {
        using var silo = new StandInSilo(409, """{"detail":"INC-1 is closed"}""");

        var (code, output, error) = await CommandRun.Of(
            "say", "merge", "INC-1", "--into", "INC-2", "--who", "ana", "--why", "x", "--silo", silo.Address);

        Assert.Equal((2, ""), (code, output));
        Assert.Contains("INC-1 is closed", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Say_WithoutAName_IsBadInput()
    {
        var (code, _, error) = await CommandRun.Of("say", "undo", "W-1", "--why", "x");

        Assert.Equal(2, code);
        Assert.Contains("--who", error, StringComparison.Ordinal);
    }
}
