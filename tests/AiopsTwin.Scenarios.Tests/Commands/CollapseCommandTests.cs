using System.Text.Json;

namespace AiopsTwin.Scenarios.Tests.Commands;

public sealed class CollapseCommandTests
{
    [Fact]
    public async Task Collapse_Service_TellsWhereItStaysDownAndWhatHelps()
    {
        var (code, output, error) = await CommandRun.Of(
            "collapse", "default-estate", "--service", "service:product-catalog", "--retries", "3",
            "--timeouts", "0.05", "--seconds", "30", "--within", "300");

        Assert.Equal((0, ""), (code, error));
        Assert.Contains("as it is", output, StringComparison.Ordinal);
        Assert.Contains("3, 0.05 s", output, StringComparison.Ordinal);
        Assert.Contains("STAYS DOWN", output, StringComparison.Ordinal);
        Assert.Contains("no retries brings it back", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Collapse_LoadsAndPoliciesAskedFor_AreThoseAnsweredInJson()
    {
        var (code, output, _) = await CommandRun.Of(
            "collapse", "default-estate", "--service", "service:checkout", "--retries", "0", "2", "--timeouts", "0.25",
            "1", "--loads", "1", "2", "--spike", "4", "--within", "120", "--json");

        Assert.Equal(0, code);
        var policies = JsonDocument.Parse(output).RootElement.GetProperty("answer").GetProperty("policies");
        Assert.Equal(5, policies.GetArrayLength());
        Assert.All(policies.EnumerateArray(), policy => Assert.Equal(
            [1.0, 2.0],
            policy.GetProperty("cells").EnumerateArray().Select(cell => cell.GetProperty("load").GetDouble())));
    }

    [Theory]
    [InlineData("there is no scenario", "no-such", "--service", "service:a")]
    [InlineData("nobody waits for 'service:no'", "default-estate", "--service", "service:no")]
    [InlineData("retries are 0 to 20", "default-estate", "--service", "service:checkout", "--retries", "21")]
    [InlineData("the spike lasts 1 to 600", "default-estate", "--service", "service:checkout", "--seconds", "1e300")]
    public async Task Collapse_BadInput_SaysWhatIsWrong(string reason, params string[] options)
    {
        var (code, _, error) = await CommandRun.Of(["collapse", .. options]);

        Assert.Equal(2, code);
        Assert.Contains(reason, error, StringComparison.Ordinal);
    }
}
