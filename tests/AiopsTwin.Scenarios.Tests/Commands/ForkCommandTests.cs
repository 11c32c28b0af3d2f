using System.Text.Json;

namespace AiopsTwin.Scenarios.Tests.Commands;

public sealed class ForkCommandTests
{
    [Fact]
    public async Task Fork_NothingDoneOtherwise_IsTheSameBitForBit()
    {
        var (code, output, error) = await CommandRun.Of("fork", "schema-update", "--at", "5m", "--until", "8m");

        Assert.Equal((0, ""), (code, error));
        Assert.Contains("the worlds are the same, bit for bit", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fork_WithoutTheFaultAndWithAnother_TellsHowTheyDifferInJson()
    {
        var (code, output, _) = await CommandRun.Of(
            "fork", "schema-update", "--at", "10m", "--until", "25m", "--without", "scan", "--inject",
            "error-add:service:pricing,ratio=0.5,duration=5m", "--json");

        Assert.Equal(0, code);
        var root = JsonDocument.Parse(output).RootElement;
        var comparison = root.GetProperty("comparison");
        Assert.Equal("00:10:01", comparison.GetProperty("differentFrom").GetString());
        var pricing = comparison.GetProperty("entities").EnumerateArray()
            .Single(one => one.GetProperty("entity").GetString() == "service:pricing");
        Assert.True(pricing.GetProperty("lostMore").GetDouble() > 0);
        Assert.Equal(2, root.GetProperty("log").GetArrayLength());
        var hashes = root.GetProperty("hashes").EnumerateArray().Select(hash => hash.GetString());
        Assert.Equal(2, hashes.Distinct().Count());
    }

    [Theory]
    [InlineData("there is no scenario", "no-such")]
    [InlineData("schema-update has no fault 'none'; it has scan", "schema-update", "--without", "none")]
    [InlineData("--at and --until lie between 0 and", "schema-update", "--at", "10h")]
    [InlineData("write KIND:TARGET", "schema-update", "--inject", "slow")]
    [InlineData("is no kind of fault", "schema-update", "--inject", "slow:service:pricing")]
    [InlineData("ratio is 'much'; it must be", "schema-update", "--inject", "error-add:service:pricing,ratio=much")]
    public async Task Fork_BadInput_SaysWhatIsWrong(string reason, params string[] options)
    {
        var (code, _, error) = await CommandRun.Of(["fork", .. options]);

        Assert.Equal(2, code);
        Assert.Contains(reason, error, StringComparison.Ordinal);
    }
}
