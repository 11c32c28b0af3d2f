using System.Text.Json;

namespace AiopsTwin.Scenarios.Tests.Commands;

public sealed class BlastRadiusCommandTests
{
    [Fact]
    public async Task BlastRadius_LostEntity_TellsWhoFeelsItAndWhatBurns()
    {
        var (code, output, error) = await CommandRun.Of(
            "blast-radius", "default-estate", "--fail", "service:product-catalog", "--minutes", "2");

        Assert.Equal((0, ""), (code, error));
        Assert.Contains("service:frontend", output, StringComparison.Ordinal);
        Assert.Contains("(assumed)", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BlastRadius_FaultAndLoss_StrikeTogetherInJson()
    {
        var (code, output, _) = await CommandRun.Of(
            "blast-radius", "default-estate", "--fail", "service:ad,service:email", "--fault",
            "error-add:service:product-catalog,ratio=0.5", "--minutes", "1", "--json");

        Assert.Equal(0, code);
        var answer = JsonDocument.Parse(output).RootElement.GetProperty("answer");
        Assert.Equal(2, answer.GetProperty("question").GetProperty("lost").GetArrayLength());
        Assert.True(answer.GetProperty("lostRequests").GetDouble() > 0);
        Assert.NotEmpty(answer.GetProperty("entities").EnumerateArray());
    }

    [Theory]
    [InlineData("there is no scenario", "no-such", "--fail", "service:a")]
    [InlineData("service:no cannot be lost", "default-estate", "--fail", "service:no")]
    [InlineData("--fail: ", "default-estate", "--fail", "nonsense")]
    [InlineData("--fault: ", "default-estate", "--fault", "nonsense")]
    [InlineData("something goes wrong", "default-estate")]
    [InlineData("minutes are 1 to 60", "default-estate", "--fail", "service:ad", "--minutes", "61")]
    public async Task BlastRadius_BadInput_SaysWhatIsWrong(string reason, params string[] options)
    {
        var (code, _, error) = await CommandRun.Of(["blast-radius", .. options]);

        Assert.Equal(2, code);
        Assert.Contains(reason, error, StringComparison.Ordinal);
    }
}
