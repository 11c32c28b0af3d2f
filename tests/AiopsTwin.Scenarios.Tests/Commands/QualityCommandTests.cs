using System.Text.Json;

namespace AiopsTwin.Scenarios.Tests.Commands;

public sealed class QualityCommandTests
{
    private const string Body = """
        {"judged":2,"poor":1,"mean":0.82,
         "sources":[{"source":"agent-1","score":0.7,"lastAt":"2026-03-02T12:00:00+00:00","samples":100,
           "reasons":[{"flaw":"gaps","share":0.3,"sentence":"30 % of the samples are missing"}]}],
         "entities":[{"entity":"service:web","score":0.7,
           "reasons":[{"flaw":"gaps","share":0.3,"sentence":"30 % of the samples are missing"}],"sources":[]}]}
        """;

    [Fact]
    public async Task Quality_RunningTwin_IsToldWithReasons()
    {
        using var silo = new StandInSilo(200, Body);

        var (code, output, error) = await CommandRun.Of(
            "quality", "--silo", silo.Address, "--twin", "shop", "--limit", "5");

        Assert.Equal((0, ""), (code, error));
        Assert.Equal("/api/v1/twins/shop/quality?limit=5", await silo.Served);
        Assert.Equal(
            """
            Telemetry of twin shop: 82 % on average over 2 entities; 1 score below 90 %, and their evidence counts less.
            source agent-1: 70 %
              - 30 % of the samples are missing
            service:web: 70 %
              - 30 % of the samples are missing

            """,
            output);
    }

    [Fact]
    public async Task Quality_Json_PrintsOneObject()
    {
        using var silo = new StandInSilo(200, Body);

        var (code, output, _) = await CommandRun.Of("quality", "--silo", silo.Address, "--json");

        var told = JsonDocument.Parse(output).RootElement;
        Assert.Equal(0, code);
        Assert.Equal("/api/v1/twins/live/quality?limit=20", await silo.Served);
        Assert.Equal("quality", told.GetProperty("command").GetString());
        Assert.Equal("live", told.GetProperty("twin").GetString());
        var entity = told.GetProperty("quality").GetProperty("entities")[0];
        Assert.Equal("service:web", entity.GetProperty("entity").GetString());
    }

    [Fact]
    public async Task Quality_NothingJudgedYet_SaysSo()
    {
        using var silo = new StandInSilo(
            200, """{"judged":0,"poor":0,"mean":null,"sources":[],"entities":[]}""");

        var (_, output, _) = await CommandRun.Of("quality", "--silo", silo.Address);

        Assert.StartsWith("Nothing is judged yet", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Quality_UnknownTwin_IsComplainedOfWithTheSilosReason()
    {
        using var silo = new StandInSilo(404, """{"title":"there is no twin 'shop'"}""");

        var (code, output, error) = await CommandRun.Of("quality", "--silo", silo.Address, "--twin", "shop");

        Assert.Equal((2, ""), (code, output));
        Assert.Contains("answers 404", error, StringComparison.Ordinal);
        Assert.Contains("there is no twin 'shop'", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("is not the address of a silo", "--silo", "ftp://x")]
    [InlineData("is not a twin id", "--twin", "No Such")]
    [InlineData("--limit is 1 to 200", "--limit", "0")]
    [InlineData("no silo answers", "--silo", "http://127.0.0.1:1")]
    public async Task Quality_BadInput_SaysWhatIsWrong(string reason, string option, string value)
    {
        var (code, _, error) = await CommandRun.Of("quality", option, value);

        Assert.Equal(2, code);
        Assert.Contains(reason, error, StringComparison.Ordinal);
    }
}
