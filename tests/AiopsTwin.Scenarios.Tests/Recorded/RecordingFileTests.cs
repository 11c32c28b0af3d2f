using AiopsTwin.Cli;
using AiopsTwin.Scenarios.Recorded;
using AiopsTwin.Testing.Recordings;

namespace AiopsTwin.Scenarios.Tests.Recorded;

/// <summary>Files that are not what they should be, through the command: every problem with file and line, exit code
/// 2, nothing replayed.</summary>
public sealed class RecordingFileTests
{
    private const string Metrics = PetShopRecording.Slow + "/metrics.csv";
    private const string Baseline = "calm/noissue/metrics.csv";
    private const string Graph = "calm/graph.csv";

    [Theory]
    [InlineData(Metrics, 2, "latency", "2:1: row 2 must begin with 'metric'")]
    [InlineData(Metrics, 4, "time", "4:1: row 4 must begin with 'unix_timestamp'")]
    [InlineData(Metrics, 6, "yesterday", "6:1: 'yesterday' is not a time")]
    [InlineData(Metrics, 6, "1e400", "6:1: '1e400' is not a time")]
    [InlineData(Baseline, 7, "1,1", "7:1: the row has 26 cells; the first row has 25")]
    [InlineData(Graph, 3, "", "3:1: a component has no name")]
    [InlineData(Graph, 2, "x,y", "2:1: the row has 6 cells; the first row has 5")]
    public async Task Replay_BadFirstCell_NamesFileLineAndReason(
        string file, int line, string firstCell, string expected)
    {
        using var folder = new TemporaryFolder();
        new PetShopRecording { Rename = name => name.Replace(",", "", StringComparison.Ordinal) }
            .WriteTo(folder.Path);
        var path = Path.Combine(folder.Path, file);
        var lines = await File.ReadAllLinesAsync(path, TestContext.Current.CancellationToken);
        lines[line - 1] = firstCell + lines[line - 1][lines[line - 1].IndexOf(',', StringComparison.Ordinal)..];
        await File.WriteAllLinesAsync(path, lines, TestContext.Current.CancellationToken);

        var (code, output, error) = await Replay(folder.Path, PetShopRecording.Slow);

        Assert.Equal(ExitCodes.BadInput, code);
        Assert.Empty(output);
        Assert.Contains($"{file}:{expected}", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Metrics, "", "row 1 must begin with 'microservice'")]
    [InlineData(Graph, "", "the table is empty")]
    [InlineData(Graph, ",a,a\na,0,0\n", "1:3: 'a' stands in two columns")]
    public async Task Replay_BadTable_NamesFileLineAndReason(string file, string text, string expected)
    {
        using var folder = new TemporaryFolder();
        new PetShopRecording().WriteTo(folder.Path);
        folder.Write(file, text);

        var (code, output, error) = await Replay(folder.Path, PetShopRecording.Slow);

        Assert.Equal(ExitCodes.BadInput, code);
        Assert.Empty(output);
        Assert.Contains(file, error, StringComparison.Ordinal);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("much", "is not a number of 0 to 100")]
    [InlineData("-1", "is not a number of 0 to 100")]
    [InlineData("101", "is not a number of 0 to 100")]
    [InlineData("inf", "is not a number of 0 to 100")]
    public async Task Replay_ValueOutOfRange_NamesTheCell(string value, string expected)
    {
        using var folder = new TemporaryFolder();
        new PetShopRecording().WriteTo(folder.Path);
        var path = Path.Combine(folder.Path, Metrics);
        var lines = await File.ReadAllLinesAsync(path, TestContext.Current.CancellationToken);
        lines[6] = lines[6][..(lines[6].LastIndexOf(',') + 1)] + value;
        await File.WriteAllLinesAsync(path, lines, TestContext.Current.CancellationToken);

        var (code, _, error) = await Replay(folder.Path, PetShopRecording.Slow);

        Assert.Equal(ExitCodes.BadInput, code);
        Assert.Contains($":7:25: '{value}' {expected}", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_SeveralBadFiles_ListsThemAll()
    {
        using var folder = new TemporaryFolder();
        new PetShopRecording().WriteTo(folder.Path);
        folder.Write(Graph, "a,b\nb,x\n");
        folder.Write(Baseline, "nothing\n");

        var (code, _, error) = await Replay(folder.Path, PetShopRecording.Slow);

        Assert.Equal(ExitCodes.BadInput, code);
        Assert.Contains("graph.csv:2:2: 'x' is not a number", error, StringComparison.Ordinal);
        Assert.Contains("metrics.csv:1:1: row 1 must begin", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--max-rows", "10", "the table has more than 10 rows")]
    [InlineData("--max-columns", "5", "the table has more than 5 columns")]
    [InlineData("--max-bytes", "100", "at most 100 are read")]
    [InlineData("--max-cases", "1", "there are more than 1 cases")]
    public async Task Replay_BeyondALimit_IsRefused(string option, string value, string expected)
    {
        using var folder = new TemporaryFolder();
        new PetShopRecording().WriteTo(folder.Path);

        var (code, _, error) = await Replay(folder.Path, PetShopRecording.Slow, option, value);

        Assert.Equal(ExitCodes.BadInput, code);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_UnknownCase_NamesSomeThatThereAre()
    {
        using var folder = new TemporaryFolder();
        new PetShopRecording().WriteTo(folder.Path);

        var (code, _, error) = await Replay(folder.Path, "calm/test/none");

        Assert.Equal(ExitCodes.BadInput, code);
        Assert.Contains($"{PetShopRecording.Failing}, {PetShopRecording.Slow}", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Evaluate_FolderOfNothing_IsBadInput()
    {
        using var folder = new TemporaryFolder();

        var (code, output, error) = await CommandRun.Of(
            "evaluate", "rca", "--dataset", "petshop", "--data", folder.Path);

        Assert.Equal(ExitCodes.BadInput, code);
        Assert.Empty(output);
        Assert.Contains("no graph.csv with cases beneath it", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--silo", "nowhere", "is not the address of a silo")]
    [InlineData("--twin", "No Name", "is not a twin id")]
    [InlineData("--pace", "-1", "the pace is a number")]
    [InlineData("--silo", "http://127.0.0.1:1", "no silo answers at")]
    public async Task ReplayLive_BadOptions_AreNamed(string option, string value, string expected)
    {
        using var folder = new TemporaryFolder();
        new PetShopRecording().WriteTo(folder.Path);

        var (code, _, error) = await Replay(folder.Path, PetShopRecording.Slow, "--live", option, value);

        Assert.Equal(ExitCodes.BadInput, code);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_EmptyAndNanCells_AreAbsentSamples()
    {
        using var folder = new TemporaryFolder();
        new PetShopRecording().WriteTo(folder.Path);
        var path = Path.Combine(folder.Path, Metrics);
        var lines = File.ReadAllLines(path);
        var cells = lines[^1].Split(',');
        Array.Fill(cells, "", 1, 6);
        Array.Fill(cells, "NaN", 7, 6);
        lines[^1] = string.Join(',', cells);
        File.WriteAllLines(path, lines);

        var recording = new PetShopFolder(folder.Path).Read(PetShopRecording.Slow).Value!;

        Assert.Equal(4, recording.Incident[0].Batches.Length);
        Assert.Equal(2, recording.Incident[^1].Batches.Length);
    }

    private static Task<(int Code, string Output, string Error)> Replay(
        string data, string name, params string[] more) =>
        CommandRun.Of(["replay", "petshop", "--data", data, "--case", name, .. more]);
}
