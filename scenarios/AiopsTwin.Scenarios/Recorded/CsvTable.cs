using System.Text;
using AiopsTwin.Scenarios.Source;

namespace AiopsTwin.Scenarios.Recorded;

/// <summary>A row of a table.</summary>
/// <param name="Line">Its first line in the file, from 1.</param>
/// <param name="Cells">Its cells, unquoted.</param>
internal sealed record CsvRow(int Line, IReadOnlyList<string> Cells);

/// <summary>Reads comma-separated values (RFC 4180) within the limits. Every row must be as wide as the first; empty
/// lines are passed over.</summary>
internal static class CsvTable
{
    /// <summary>The rows; empty when there is any problem.</summary>
    public static List<CsvRow> Read(string path, RecordingLimits limits, ProblemList problems)
    {
        var text = SourceFile.ReadText(path, problems);
        return text is null ? [] : Parse(text, limits, problems);
    }

    private static List<CsvRow> Parse(string text, RecordingLimits limits, ProblemList problems)
    {
        var rows = new List<CsvRow>();
        var (position, line) = (0, 1);
        while (position < text.Length)
        {
            var start = line;
            var cells = ReadRow(text, ref position, ref line, limits.MaxColumns);
            if (cells is [""])
            {
                continue;
            }

            if (Objection(cells, rows, limits) is { } objection)
            {
                problems.Add(new Place(start, 1, ""), objection);
                if (rows.Count == 0 || rows.Count > limits.MaxRows)
                {
                    return [];
                }
            }

            rows.Add(new CsvRow(start, cells));
        }

        return problems.Count > 0 ? [] : rows;
    }

    private static string? Objection(List<string> cells, List<CsvRow> rows, RecordingLimits limits)
    {
        if (cells.Count > limits.MaxColumns)
        {
            return $"the table has more than {limits.MaxColumns} columns";
        }

        if (rows.Count > limits.MaxRows)
        {
            return $"the table has more than {limits.MaxRows} rows";
        }

        return rows.Count > 0 && cells.Count != rows[0].Cells.Count
            ? $"the row has {cells.Count} cells; the first row has {rows[0].Cells.Count}"
            : null;
    }

    /// <summary>One row; cells beyond one more than the limit are read but not kept.</summary>
    private static List<string> ReadRow(string text, ref int position, ref int line, int maxColumns)
    {
        var cells = new List<string>();
        while (true)
        {
            var cell = ReadCell(text, ref position, ref line);
            if (cells.Count <= maxColumns)
            {
                cells.Add(cell);
            }

            if (position >= text.Length)
            {
                return cells;
            }

            if (text[position++] == '\n')
            {
                line++;
                return cells;
            }
        }
    }

    private static string ReadCell(string text, ref int position, ref int line)
    {
        if (position >= text.Length || text[position] != '"')
        {
            var start = position;
            while (position < text.Length && text[position] is not (',' or '\n'))
            {
                position++;
            }

            return text[start..position];
        }

        var cell = new StringBuilder();
        for (position++; position < text.Length; position++)
        {
            if (text[position] == '"')
            {
                position++;
                if (position >= text.Length || text[position] != '"')
                {
                    break;
                }
            }

            line += text[position] == '\n' ? 1 : 0;
            cell.Append(text[position]);
        }

        while (position < text.Length && text[position] is not (',' or '\n'))
        {
            cell.Append(text[position++]);
        }

        return cell.ToString();
    }
}
