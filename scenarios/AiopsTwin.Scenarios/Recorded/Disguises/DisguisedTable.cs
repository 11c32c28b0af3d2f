using System.Text;

namespace AiopsTwin.Scenarios.Recorded.Disguises;

/// <summary>Comma-separated tables, with their rows and columns put in another order.</summary>
internal static class DisguisedTable
{
    /// <summary>A table with other names in all cells.</summary>
    /// <param name="name">Name of the table, for the order.</param>
    /// <param name="rows">Its rows, the heading ones first.</param>
    /// <param name="fixedParts">Heading rows and columns that stay where they are.</param>
    /// <param name="shuffling">Draws the order.</param>
    /// <param name="rename">A cell with other names.</param>
    public static string Of(
        string name, IReadOnlyList<IReadOnlyList<string>> rows, (int Rows, int Columns) fixedParts,
        Shuffling shuffling, Func<string, string> rename)
    {
        if (rows.Count == 0)
        {
            return "";
        }

        var width = rows[0].Count;
        var columns = Enumerable.Range(0, Math.Min(fixedParts.Columns, width)).Concat(shuffling.Of(
            $"{name} columns", Enumerable.Range(0, width).Skip(fixedParts.Columns))).ToArray();
        var text = new StringBuilder();
        foreach (var row in rows.Take(fixedParts.Rows)
            .Concat(shuffling.Of($"{name} rows", rows.Skip(fixedParts.Rows))))
        {
            text.AppendJoin(',', columns.Where(column => column < row.Count)
                .Select(column => Cell(rename(row[column])))).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>A text of records, the first line a heading, with the records in another order; nothing in them is
    /// touched.</summary>
    public static string Of(string name, string text, Shuffling shuffling)
    {
        var records = Records(text);
        return records.Count == 0 ? "" : string.Concat(records.Take(1)
            .Concat(shuffling.Of(name, records.Skip(1))).Select(record => record + "\n"));
    }

    /// <summary>Records of a text: lines, but for line ends inside of quoted cells.</summary>
    private static List<string> Records(string text)
    {
        var records = new List<string>();
        var (start, isQuoted, isAtCell) = (0, false, true);
        for (var i = 0; i < text.Length; i++)
        {
            var letter = text[i];
            isQuoted = letter == '"' ? isQuoted ? false : isAtCell || text[i - 1] == '"' : isQuoted;
            isAtCell = letter is ',' or '\n' && !isQuoted;
            if (letter == '\n' && !isQuoted)
            {
                records.Add(text[start..i]);
                start = i + 1;
            }
        }

        if (start < text.Length)
        {
            records.Add(text[start..]);
        }

        return records;
    }

    /// <summary>A cell as it is written.</summary>
    public static string Cell(string cell) =>
        cell.AsSpan().IndexOfAny(",\"\n") < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
