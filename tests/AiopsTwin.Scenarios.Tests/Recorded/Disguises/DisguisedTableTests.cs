using AiopsTwin.Scenarios.Recorded.Disguises;

namespace AiopsTwin.Scenarios.Tests.Recorded.Disguises;

public sealed class DisguisedTableTests
{
    [Fact]
    public void Of_Table_MovesRowsAndColumnsTogether()
    {
        string[][] rows = [["", "a", "b", "c"], ["x", "1", "2", "3"], ["y", "4", "5", "6"], ["z", "7", "8", "9"]];

        var text = DisguisedTable.Of("t", rows, (1, 1), new Shuffling(2), cell => cell == "b" ? "b,\"" : cell);

        var told = text.Replace("\"b,\"\"\"", "b", StringComparison.Ordinal).Trim().Split('\n')
            .Select(line => line.Split(',')).ToArray();
        Assert.Equal(["", "x", "y", "z"], told.Select(row => row[0]).Order(StringComparer.Ordinal));
        Assert.NotEqual(rows.Select(row => string.Join(',', row)), told.Select(row => string.Join(',', row)));
        var column = Array.IndexOf(told[0], "b");
        Assert.Equal("8", told.Single(row => row[0] == "z")[column]);
    }

    [Fact]
    public void Of_Records_KeepsLineEndsInsideOfQuotedCells()
    {
        var text = "head,er\n1,\"two\nlines, \"\"quoted\"\"\"\n2,odd \" quote\n3,last";

        var told = DisguisedTable.Of("t", text, new Shuffling(5));

        Assert.StartsWith("head,er\n", told, StringComparison.Ordinal);
        Assert.Contains("1,\"two\nlines, \"\"quoted\"\"\"\n", told, StringComparison.Ordinal);
        Assert.Contains("2,odd \" quote\n", told, StringComparison.Ordinal);
        Assert.Equal(text.Length + 1, told.Length);
    }
}
