using AiopsTwin.Scenarios.Recorded.Telemetry;
using AiopsTwin.Scenarios.Source;

namespace AiopsTwin.Scenarios.Recorded.Disguises;

/// <summary>
/// Tells tables of any length otherwise: columns come in another order, and rows too, so many at a time, because not
/// all of them fit into memory. Rows that nobody could read are left out.
/// </summary>
/// <param name="shuffling">Draws the orders.</param>
/// <param name="limits">What reading may cost.</param>
internal sealed class DisguisedRows(Shuffling shuffling, RecordingLimits limits)
{
    private const int AtATime = 50_000;

    /// <summary>Writes a table anew.</summary>
    /// <param name="path">The table, packed or not.</param>
    /// <param name="written">Where to, in a folder that is made.</param>
    /// <param name="heading">What a column is called.</param>
    /// <param name="cells">By the name of a column, what stands in its cells; null to leave them alone.</param>
    public void Write(
        string path, string written, Func<string, string> heading, Func<string, Func<string, string>?> cells)
    {
        using var table = Open(path);
        var columns = shuffling.Of($"{path} columns", Enumerable.Range(0, table.Header.Count))
            .Select(place => (Place: place, Tell: cells(table.Header[place]))).ToArray();
        using var text = DisguisedFolder.Create(written);
        WriteRow(text, columns.Select(column => heading(table.Header[column.Place])));
        var rows = new List<string[]>();
        for (var isMore = true; isMore;)
        {
            rows.Clear();
            while (rows.Count < AtATime && (isMore = table.Next()))
            {
                rows.Add([.. columns.Select(column =>
                    column.Tell is { } tell ? tell(table.Cell(column.Place)) : table.Cell(column.Place))]);
            }

            shuffling.Of($"{path} rows", rows).ForEach(row => WriteRow(text, row));
        }
    }

    /// <summary>Different texts in any of some columns of a table.</summary>
    public SortedSet<string> In(string path, params ReadOnlySpan<string> columns)
    {
        using var table = Open(path);
        var found = new SortedSet<string>(StringComparer.Ordinal);
        var places = new List<int>();
        foreach (var column in columns)
        {
            places.Add(table.Find(column));
        }

        places.RemoveAll(place => place < 0);
        while (places.Count > 0 && table.Next())
        {
            places.ForEach(place => found.Add(table.Cell(place)));
        }

        return found;
    }

    /// <summary>Names of the columns of a table.</summary>
    public IReadOnlyList<string> Heading(string path)
    {
        using var table = Open(path);
        return table.Header;
    }

    // What is wrong with a table is told by those who judge it.
    private RecordedTable Open(string path) => new(path, new ProblemList(path, limits.ForSource()), limits);

    private static void WriteRow(TextWriter text, IEnumerable<string> cells)
    {
        text.Write(string.Join(',', cells.Select(DisguisedTable.Cell)));
        text.Write('\n');
    }
}
