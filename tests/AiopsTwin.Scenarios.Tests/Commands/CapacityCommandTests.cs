using System.Globalization;
using System.Text;
using System.Text.Json;

namespace AiopsTwin.Scenarios.Tests.Commands;

public sealed class CapacityCommandTests
{
    [Fact]
    public async Task Capacity_GrowingVolume_PrintsTheDateAndWhatToDo()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("volume.csv", Usage(60));

        var (code, output, error) = await CommandRun.Of("capacity", file, "--limit", "1200", "--lead-days", "7");

        Assert.Equal(0, code);
        Assert.Empty(error);
        Assert.StartsWith("Full on 2026-03-", output, StringComparison.Ordinal);
        Assert.Contains("act by ", output, StringComparison.Ordinal);
        Assert.Contains("with 1.2 times the work: full on ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Capacity_Json_PrintsOneObject()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("volume.csv", Usage(60));

        var (code, output, _) = await CommandRun.Of("capacity", file, "--limit", "1200", "--json");

        var forecast = JsonDocument.Parse(output).RootElement.GetProperty("forecast");
        Assert.Equal(0, code);
        Assert.Equal("FullOnDate", forecast.GetProperty("verdict").GetString());
        Assert.Equal(10, forecast.GetProperty("growth").GetProperty("perDay").GetDouble(), 0.1);
    }

    [Fact]
    public async Task Capacity_BadLines_AreListedAndExitWithTwo()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write(
            "volume.csv", "time,used\n2026-01-02T00:00:00Z,5\n2026-01-01T00:00:00Z,6\n2026-01-03T00:00:00Z,much\n");

        var (code, output, error) = await CommandRun.Of("capacity", file, "--limit", "10");

        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.Contains($"{file}:3:1: the instant lies before the one above it", error, StringComparison.Ordinal);
        Assert.Contains(
            $"{file}:4:1: '2026-01-03T00:00:00Z,much' is not an instant and a number", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--limit", "0")]
    [InlineData("--limit", "10", "--lead-days", "0")]
    [InlineData("--limit", "10", "--work", "-1")]
    public async Task Capacity_OptionOutOfRange_IsBadInput(params string[] options)
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("volume.csv", Usage(20));

        var (code, _, _) = await CommandRun.Of(["capacity", file, .. options]);

        Assert.Equal(2, code);
    }

    [Fact]
    public async Task Capacity_NoValues_IsBadInput()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("volume.csv", "time,used\n");

        var (code, _, error) = await CommandRun.Of("capacity", file, "--limit", "10");

        Assert.Equal(2, code);
        Assert.Contains("the file has no values", error, StringComparison.Ordinal);
    }

    /// <summary>Ten a day, every six hours.</summary>
    private static string Usage(int days)
    {
        var text = new StringBuilder("time,used\n");
        var start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        for (var step = 0; step <= days * 4; step++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{start.AddHours(6 * step):O},{500 + (2.5 * step)}\n");
        }

        return text.ToString();
    }
}
