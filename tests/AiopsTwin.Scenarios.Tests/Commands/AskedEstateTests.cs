namespace AiopsTwin.Scenarios.Tests.Commands;

/// <summary>Questions of the command that a running silo answers (<c>AskedEstate</c>).</summary>
public sealed class AskedEstateTests
{
    private const string Headroom = """
        {"busiestAt":"14:00:00","minutes":10,"whole":null,"lines":[{"entity":"service:web","rateNow":50,
         "rateCarried":100,"objective":"no hundredth more fails","factor":2,
         "first":{"kind":"slots","where":"service:web","callee":null,"use":0.97}}]}
        """;

    private const string Collapse = """
        {"question":{"service":"service:web","spike":null,"spikeFor":"00:00:10","within":"00:10:00","retries":[3],
          "timeouts":[],"loads":[]},"busiestAt":"14:00:00","rateNow":50,"spike":4,"policies":[{"retries":null,
          "timeout":null,"carries":2,"comesBack":0.5,"withBudget":1.9,"cells":[{"load":1,"state":"staysDown",
          "after":null,"full":{"kind":"slots","where":"service:web","callee":null,"use":1},"recoveries":[
            {"kind":"shedLoad","kept":0.5,"isBack":true,"lasted":"00:00:40"}]}]}]}
        """;

    private const string Contingency = """
        {"requests":100,"lostAnyway":0,"minutes":10,"pairs":[],"alone":[{"lost":["service:web"],"lostRequests":100,
          "lostShare":1,"firstFelt":"00:00:05","felt":[],"lostTogether":0,"worstBurn":null}]}
        """;

    private const string BlastRadius = """
        {"question":{"lost":["service:web"],"faults":[],"minutes":10},"requests":100,"lostAnyway":0,"lostRequests":40,
         "lostShare":0.4,"firstFelt":"00:00:03","promises":[],"entities":[{"entity":"service:web","after":"00:00:01",
           "requests":10,"moreFailed":10,"missing":90}]}
        """;

    [Theory]
    [InlineData(Headroom, "slots of service:web (97 % in use)", "headroom")]
    [InlineData(Collapse, "50 % of the work brings it back in 40 s", "collapse", "--service", "service:web")]
    [InlineData(Contingency, "1 things can be lost", "contingency")]
    [InlineData(BlastRadius, "40 of 100 requests lost", "blast-radius", "--fail", "service:web")]
    public async Task Question_WithoutAnEstate_IsAskedOfTheTwin(string body, string expected, params string[] command)
    {
        using var silo = new StandInSilo(200, body);

        var (code, output, error) = await CommandRun.Of([.. command, "--silo", silo.Address, "--twin", "shop"]);

        Assert.Equal((0, ""), (code, error));
        Assert.Equal($"/api/v1/twins/shop/questions/{command[0]}", await silo.Served);
        Assert.Contains("twin shop", output, StringComparison.Ordinal);
        Assert.Contains(expected, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Question_ThatTheSiloRefuses_SaysWhy()
    {
        using var silo = new StandInSilo(409, """{"detail":"no simulated world feeds twin 'shop'"}""");

        var (code, _, error) = await CommandRun.Of("headroom", "--silo", silo.Address, "--twin", "shop");

        Assert.Equal(2, code);
        Assert.Contains("no simulated world feeds twin", error, StringComparison.Ordinal);
    }
}
