using AiopsTwin.Scenarios.Source;

namespace AiopsTwin.Scenarios.Recorded.Telemetry;

/// <summary>
/// A table read row by row, of any length: columns are found by their names, and what cannot be read is told by file,
/// line and reason while the rest of the table is used. A table that breaks off is used up to there.
/// </summary>
internal sealed class RecordedTable : IDisposable
{
    private readonly string _path;
    private readonly ProblemList _problems;
    private readonly LineCounter? _counter;
    private readonly IEnumerator<List<string>>? _rows;
    private readonly Dictionary<string, int> _columns = new(StringComparer.Ordinal);

    /// <summary>Opens a table and reads its first row.</summary>
    /// <param name="path">The file, packed or not.</param>
    /// <param name="problems">Takes what is wrong with it.</param>
    /// <param name="limits">What reading may cost.</param>
    /// <param name="maxRows">Most rows read.</param>
    public RecordedTable(string path, ProblemList problems, RecordingLimits limits, int maxRows = int.MaxValue)
    {
        (_path, _problems) = (path, problems);
        try
        {
            _counter = new LineCounter(PackedFile.Open(path));
            _rows = CsvRows.Read(_counter, maxRows).GetEnumerator();
            if (!MoveNext())
            {
                Complain(0, "the table is empty");
                return;
            }

            Header = [.. Row.Take(limits.MaxColumns)];
            if (Row.Count > limits.MaxColumns)
            {
                Complain(1, $"the table has more than {limits.MaxColumns} columns; the rest is not read");
            }

            for (var i = 0; i < Header.Count; i++)
            {
                _columns.TryAdd(Header[i].Trim().TrimStart('\uFEFF'), i);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Complain(0, exception is FileNotFoundException or DirectoryNotFoundException
                ? "there is no such file" : "the file cannot be read: " + exception.Message);
        }
    }

    /// <summary>Names of the columns.</summary>
    public IReadOnlyList<string> Header { get; } = [];

    /// <summary>The row just read.</summary>
    public List<string> Row => _rows!.Current;

    /// <summary>Rows that could not be understood.</summary>
    public long BadRows { get; private set; }

    /// <summary>The first of several names a column has; -1 when the table has none of them.</summary>
    public int Find(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (_columns.TryGetValue(name, out var place))
            {
                return place;
            }
        }

        return -1;
    }

    /// <summary>As <see cref="Find"/>, and says so when there is none.</summary>
    public int Need(params ReadOnlySpan<string> names)
    {
        var place = Find(names);
        if (place < 0 && Header.Count > 0)
        {
            Complain(1, $"there is no column '{string.Join("' or '", names.ToArray())}' among "
                + Shown(string.Join(", ", Header)));
        }

        return place;
    }

    /// <summary>Reads the next row; false at the end. Rows narrower than the first one are passed over and
    /// told.</summary>
    public bool Next()
    {
        while (MoveNext())
        {
            if (Row.Count >= Header.Count)
            {
                return true;
            }

            Refuse($"the row has {Row.Count} cells; the first row has {Header.Count}");
        }

        return false;
    }

    /// <summary>The cell of a column; empty without the column.</summary>
    public string Cell(int column) => column < 0 ? "" : Row[column];

    /// <summary>Tells that the row just read cannot be used.</summary>
    public void Refuse(string reason)
    {
        BadRows++;
        Complain(_counter!.Lines, reason);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _rows?.Dispose();
        _counter?.Dispose();
    }

    /// <summary>A text short enough for a message.</summary>
    public static string Shown(string text) => text.Length <= 200 ? text : text[..200] + "...";

    private bool MoveNext()
    {
        try
        {
            return _rows is not null && _rows.MoveNext();
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException)
        {
            Complain(_counter!.Lines, "the file breaks off here: " + exception.Message);
            return false;
        }
    }

    private void Complain(int line, string reason) =>
        _problems.Add(new Problem(_path, line, line == 0 ? 0 : 1, "", reason));
}
