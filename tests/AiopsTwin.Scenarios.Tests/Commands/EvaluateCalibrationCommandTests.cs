using System.Text.Json;
using AiopsTwin.Cli.Commands;

namespace AiopsTwin.Scenarios.Tests.Commands;

/// <summary><see cref="EvaluateCalibrationCommand"/>.</summary>
public sealed class EvaluateCalibrationCommandTests
{
    [Fact]
    public async Task Calibration_Json_PrintsOneObjectWithTheTableAndTheFit()
    {
        var (code, output, error) = await CommandRun.Of(
            "evaluate", "calibration", "--seeds", "8-9", "--fit", "--json");

        var root = JsonDocument.Parse(output).RootElement;
        Assert.Equal(0, code);
        Assert.Empty(error);
        Assert.Equal("calibration", root.GetProperty("subject").GetString());
        Assert.Equal(2, root.GetProperty("cases").GetInt32());
        Assert.InRange(root.GetProperty("scores").GetProperty("brier").GetDouble(), 0, 1);
        Assert.True(root.GetProperty("fit").GetProperty("sharpness").GetDouble() > 0);
    }

    [Theory]
    [InlineData("--seeds", "none")]
    [InlineData("--dataset", "petshop")]
    public async Task Calibration_SeedsThatAreNoneOrNoFolder_AreBadInput(string option, string value)
    {
        var (code, output, error) = await CommandRun.Of("evaluate", "calibration", option, value);

        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.NotEmpty(error);
    }
}
