using System.Text;

namespace AiopsTwin.Scenarios.Recorded;

/// <summary>Reads comma-separated values (RFC 4180) row by row, for tables too long to keep; gzip is read through. A
/// row is valid until the next one is asked for.</summary>
internal static class CsvRows
{
    private const int LongestCell = 1 << 20;

    /// <summary>The rows, the first one included; empty lines are passed over. At most so many rows, and of a cell at
    /// most a mebibyte.</summary>
    public static IEnumerable<List<string>> Read(TextReader reader, int maxRows)
    {
        var row = new List<string>();
        var cell = new StringBuilder();
        var rows = 0;
        while (rows < maxRows && ReadRow(reader, row, cell))
        {
            if (row is not [""])
            {
                rows++;
                yield return row;
            }
        }
    }

    private static bool ReadRow(TextReader reader, List<string> row, StringBuilder cell)
    {
        row.Clear();
        var next = reader.Read();
        if (next < 0)
        {
            return false;
        }

        while (true)
        {
            cell.Clear();
            next = next == '"' ? ReadQuoted(reader, cell) : ReadPlain(reader, cell, next);
            row.Add(cell.ToString());
            if (next != ',')
            {
                return true;
            }

            next = reader.Read();
        }
    }

    private static int ReadPlain(TextReader reader, StringBuilder cell, int next)
    {
        while (next >= 0 && next != ',' && next != '\n')
        {
            if (next != '\r' && cell.Length < LongestCell)
            {
                cell.Append((char)next);
            }

            next = reader.Read();
        }

        return next;
    }

    private static int ReadQuoted(TextReader reader, StringBuilder cell)
    {
        var next = reader.Read();
        while (next >= 0)
        {
            if (next == '"')
            {
                next = reader.Read();
                if (next != '"')
                {
                    break;
                }
            }

            if (cell.Length < LongestCell)
            {
                cell.Append((char)next);
            }

            next = reader.Read();
        }

        while (next >= 0 && next != ',' && next != '\n')
        {
            next = reader.Read();
        }

        return next;
    }
}
