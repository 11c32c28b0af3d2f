using System.Text.Json;

namespace AiopsTwin.Scenarios.Tests.Commands;

public sealed class WhatIfCommandTests
{
    [Fact]
    public async Task WhatIf_DefaultEstate_ShowsEveryEntityWithUsualAndAskedWork()
    {
        var (code, output, error) = await CommandRun.Of("what-if", "default-estate", "--work", "1.5", "--minutes", "4");

        Assert.Equal((0, ""), (code, error));
        Assert.StartsWith(
            "default-estate with the usual work > 1.5 times of it, at 14:", output, StringComparison.Ordinal);
        Assert.Contains("service:frontend ", output, StringComparison.Ordinal);
        Assert.Contains("host:a1-1 ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIf_Json_TellsMoreRequestsInProportion()
    {
        var (_, output, _) = await CommandRun.Of(
            "what-if", "default-estate", "--work", "2", "--minutes", "4", "--json");

        var line = JsonDocument.Parse(output).RootElement.GetProperty("answer").GetProperty("lines").EnumerateArray()
            .Single(one => one.GetProperty("entity").GetString() == "service:frontend");
        var usual = line.GetProperty("usual").GetProperty("requestRate").GetDouble();
        var asked = line.GetProperty("asked").GetProperty("requestRate").GetDouble();
        Assert.Equal(2, asked / usual, 0.1);
        Assert.True(line.GetProperty("isSettled").GetBoolean());
    }

    [Theory]
    [InlineData("--work is more than 0", "default-estate", "--work", "0")]
    [InlineData("--minutes is 4 to 240", "default-estate", "--minutes", "3")]
    [InlineData("there is no scenario", "no-such")]
    public async Task WhatIf_BadInput_SaysWhatIsWrong(string reason, params string[] options)
    {
        var (code, _, error) = await CommandRun.Of(["what-if", .. options]);

        Assert.Equal(2, code);
        Assert.Contains(reason, error, StringComparison.Ordinal);
    }
}
