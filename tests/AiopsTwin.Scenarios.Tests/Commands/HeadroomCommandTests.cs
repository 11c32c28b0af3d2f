using System.Text.Json;

namespace AiopsTwin.Scenarios.Tests.Commands;

public sealed class HeadroomCommandTests
{
    [Fact]
    public async Task Headroom_Estate_TellsEveryServiceWithWhatGivesFirst()
    {
        var (code, output, error) = await CommandRun.Of("headroom", "default-estate", "--minutes", "4");

        Assert.Equal((0, ""), (code, error));
        Assert.Contains("all work from outside", output, StringComparison.Ordinal);
        Assert.Contains("processor of host:", output, StringComparison.Ordinal);
        Assert.Contains("no hundredth more fails", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headroom_OneService_TellsItInJson()
    {
        var (code, output, _) = await CommandRun.Of(
            "headroom", "default-estate", "--service", "service:checkout", "--minutes", "4", "--json");

        Assert.Equal(0, code);
        var line = JsonDocument.Parse(output).RootElement.GetProperty("answer").GetProperty("lines").EnumerateArray()
            .Single();
        Assert.Equal("service:checkout", line.GetProperty("entity").GetString());
        Assert.True(line.GetProperty("rateCarried").GetDouble() >= line.GetProperty("rateNow").GetDouble());
    }

    [Theory]
    [InlineData("there is no scenario", "no-such")]
    [InlineData("minutes are 4 to 60", "train-ticket", "--minutes", "1")]
    [InlineData("'service:no' has no work", "default-estate", "--service", "service:no")]
    public async Task Headroom_BadInput_SaysWhatIsWrong(string reason, params string[] options)
    {
        var (code, _, error) = await CommandRun.Of(["headroom", .. options]);

        Assert.Equal(2, code);
        Assert.Contains(reason, error, StringComparison.Ordinal);
    }
}
