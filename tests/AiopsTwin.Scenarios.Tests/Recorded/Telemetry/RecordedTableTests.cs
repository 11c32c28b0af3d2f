using System.IO.Compression;
using System.Text;
using AiopsTwin.Scenarios.Recorded;
using AiopsTwin.Scenarios.Recorded.Telemetry;
using AiopsTwin.Scenarios.Source;

namespace AiopsTwin.Scenarios.Tests.Recorded.Telemetry;

public sealed class RecordedTableTests
{
    [Fact]
    public void Next_QuotedLinesAndEmptyOnes_TellsTheLineOfARow()
    {
        using var folder = new TemporaryFolder();
        var problems = Read(folder, "a,b\n\n\"one\ntwo\",3\n\n4\n", out var rows);

        Assert.Equal(["one\ntwo"], rows);
        var problem = Assert.Single(problems);
        Assert.Equal(6, problem.Line);
        Assert.Equal("the row has 1 cells; the first row has 2", problem.Reason);
    }

    [Fact]
    public void Open_NoFile_SaysSo()
    {
        using var folder = new TemporaryFolder();
        var problems = new ProblemList("here", RecordingLimits.Default.ForSource());

        using var table = new RecordedTable(Path.Combine(folder.Path, "none.csv"), problems, RecordingLimits.Default);

        Assert.False(table.Next());
        Assert.Equal("there is no such file", Assert.Single(problems.ToSorted()).Reason);
    }

    [Fact]
    public void Open_EmptyFile_SaysSo()
    {
        using var folder = new TemporaryFolder();

        var problems = Read(folder, "", out var rows);

        Assert.Empty(rows);
        Assert.Equal("the table is empty", Assert.Single(problems).Reason);
    }

    [Fact]
    public void Next_PackedFileThatBreaksOff_UsesWhatThereIs()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "table.csv.gz");
        using (var packed = new GZipStream(File.Create(path), CompressionLevel.Fastest))
        {
            packed.Write(Encoding.UTF8.GetBytes(
                string.Join('\n', Enumerable.Range(0, 200_000).Select(i => i * 7919L % 100_003))));
        }

        var bytes = File.ReadAllBytes(path);
        Array.Fill(bytes, (byte)0xff, bytes.Length / 2, 1_000);
        File.WriteAllBytes(path, bytes);
        var problems = new ProblemList(path, RecordingLimits.Default.ForSource());

        using var table = new RecordedTable(path, problems, RecordingLimits.Default);

        Assert.True(table.Next());
        while (table.Next())
        {
            Assert.NotEmpty(table.Row);
        }

        Assert.Contains(problems.ToSorted(), one => one.Reason.Contains("breaks off", StringComparison.Ordinal));
    }

    [Fact]
    public void Need_ColumnThatIsNotThere_NamesThoseThatAre()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "table.csv");
        File.WriteAllText(path, "a,b\n");
        var problems = new ProblemList(path, RecordingLimits.Default.ForSource());
        using var table = new RecordedTable(path, problems, RecordingLimits.Default);

        var place = table.Need("c", "d");

        Assert.Equal(-1, place);
        Assert.Equal("there is no column 'c' or 'd' among a, b", Assert.Single(problems.ToSorted()).Reason);
    }

    private static List<Problem> Read(TemporaryFolder folder, string text, out List<string> rows)
    {
        var path = Path.Combine(folder.Path, "table.csv");
        File.WriteAllText(path, text);
        var problems = new ProblemList(path, RecordingLimits.Default.ForSource());
        using var table = new RecordedTable(path, problems, RecordingLimits.Default);
        rows = [];
        while (table.Next())
        {
            rows.Add(table.Row[0]);
        }

        return [.. problems.ToSorted()];
    }
}
