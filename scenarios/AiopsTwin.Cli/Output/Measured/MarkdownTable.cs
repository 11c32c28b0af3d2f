using System.Text;

namespace AiopsTwin.Cli.Output.Measured;

/// <summary>Builds a table of Markdown.</summary>
/// <param name="heads">Names of the columns.</param>
internal sealed class MarkdownTable(params string[] heads)
{
    private readonly StringBuilder _text = new StringBuilder()
        .Append("| ").AppendJoin(" | ", heads).Append(" |\n|")
        .Append(string.Concat(heads.Select(_ => " --- |"))).Append('\n');

    /// <summary>Adds a row; a bar inside of a cell is written so that it stays in it.</summary>
    public MarkdownTable Row(params IEnumerable<string> cells)
    {
        _text.Append("| ").AppendJoin(" | ", cells.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal)))
            .Append(" |\n");
        return this;
    }

    public override string ToString() => _text.ToString();
}
