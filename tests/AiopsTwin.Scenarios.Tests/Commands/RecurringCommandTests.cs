using System.Text.Json;

namespace AiopsTwin.Scenarios.Tests.Commands;

public sealed class RecurringCommandTests
{
    private const string Body = """
        {"items":[{"entity":"service:db","metrics":["queue.depth"],
          "pattern":{"period":"1.00:00:00","phase":"15:00:00","spread":"00:02:00","times":5,"periods":6,
            "firstAt":"2026-03-02T15:00:00+00:00","lastAt":"2026-03-07T15:00:00+00:00","chance":0.00002,
            "concentration":0.99},
          "nextAt":"2026-03-08T15:00:00+00:00",
          "summary":"queue.depth of service:db deviates every day around 15:00 UTC (±2 min), 5 times."}],"next":null}
        """;

    [Fact]
    public async Task Recurring_RunningTwin_IsToldWithPeriodAndNextTime()
    {
        using var silo = new StandInSilo(200, Body);

        var (code, output, error) = await CommandRun.Of("recurring", "--silo", silo.Address, "--twin", "shop");

        Assert.Equal((0, ""), (code, error));
        Assert.Equal("/api/v1/twins/shop/recurring?limit=20", await silo.Served);
        Assert.Equal(
            """
            queue.depth of service:db deviates every day around 15:00 UTC (±2 min), 5 times.
              came in 5 of 6 periods, expected next 2026-03-08 15:00 UTC; by chance 2.0e-5

            """,
            output);
    }

    [Fact]
    public async Task Recurring_Json_PrintsOneObject()
    {
        using var silo = new StandInSilo(200, Body);

        var (_, output, _) = await CommandRun.Of("recurring", "--silo", silo.Address, "--json");

        var finding = JsonDocument.Parse(output).RootElement.GetProperty("findings")[0];
        Assert.Equal("1.00:00:00", finding.GetProperty("pattern").GetProperty("period").GetString());
    }

    [Fact]
    public async Task Recurring_Nothing_SaysSo()
    {
        using var silo = new StandInSilo(200, """{"items":[],"next":null}""");

        var (code, output, _) = await CommandRun.Of("recurring", "--silo", silo.Address);

        Assert.Equal(0, code);
        Assert.Equal("Nothing of twin live deviates again and again at the same time.\n", output);
    }

    [Fact]
    public async Task Recurring_AnswerOfSomethingElse_IsBadInput()
    {
        using var silo = new StandInSilo(200, "<html>");

        var (code, _, error) = await CommandRun.Of("recurring", "--silo", silo.Address);

        Assert.Equal(2, code);
        Assert.Contains("is not what this command understands", error, StringComparison.Ordinal);
    }
}
