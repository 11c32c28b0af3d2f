using System.Text.Json;

namespace AiopsTwin.Scenarios.Tests.Commands;

public sealed class ContingencyCommandTests
{
    [Fact]
    public async Task Contingency_Scenario_RanksTheLossesOfItsEstate()
    {
        var (code, output, error) = await CommandRun.Of("contingency", "schema-update", "--minutes", "2", "--top", "3");

        Assert.Equal((0, ""), (code, error));
        Assert.Contains("31 things can be lost", output, StringComparison.Ordinal);
        Assert.Contains("zone:main", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Contingency_EstateWithItsUsualLoad_TellsLossesAndPairsInJson()
    {
        var (code, output, _) = await CommandRun.Of(
            "contingency", "train-ticket", "--minutes", "2", "--n2", "3", "--json");

        Assert.Equal(0, code);
        var answer = JsonDocument.Parse(output).RootElement.GetProperty("answer");
        var lost = answer.GetProperty("alone").EnumerateArray()
            .Select(finding => finding.GetProperty("lostRequests").GetDouble()).ToArray();
        Assert.Equal(lost.OrderDescending(), lost);
        Assert.True(lost[0] > 0);
        Assert.Equal(3, answer.GetProperty("pairs").GetArrayLength());
    }

    [Theory]
    [InlineData("there is no scenario", "no-such")]
    [InlineData("minutes are 1 to 60", "train-ticket", "--minutes", "0")]
    [InlineData("pairs are 0 to 100", "train-ticket", "--n2", "1000")]
    public async Task Contingency_BadInput_SaysWhatIsWrong(string reason, params string[] options)
    {
        var (code, _, error) = await CommandRun.Of(["contingency", .. options]);

        Assert.Equal(2, code);
        Assert.Contains(reason, error, StringComparison.Ordinal);
    }
}
