using System.Text;

namespace AiopsTwin.Cli.Output.Measured;

/// <summary>
/// A document in which commands write the figures and people the rest. What a command writes stands between two
/// markers, which a reader does not see: <c>&lt;!-- measured: SECTION | VIEW | ARGUMENTS --&gt;</c> and
/// <c>&lt;!-- end measured --&gt;</c>, each on a line of its own.
/// </summary>
internal sealed class MeasuredDocument
{
    private const string Begin = "<!-- measured:";
    private const string Close = "-->";
    private const string End = "<!-- end measured -->";

    private readonly List<string> _texts = [];
    private readonly List<MeasuredBlock> _blocks = [];
    private readonly List<string> _problems = [];

    private MeasuredDocument()
    {
    }

    /// <summary>The pieces that commands write, in their order.</summary>
    public IReadOnlyList<MeasuredBlock> Blocks => _blocks;

    /// <summary>Markers that are not as they should be; empty when all are.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>Reads a document.</summary>
    public static MeasuredDocument Parse(string text)
    {
        var document = new MeasuredDocument();
        var (outside, inside) = (new StringBuilder(), new StringBuilder());
        MeasuredBlock? open = null;
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i] + (i < lines.Length - 1 ? "\n" : "");
            var bare = line.Trim();
            if (bare.StartsWith(Begin, StringComparison.Ordinal))
            {
                open = document.Opened(bare, i + 1, open);
                outside.Append(line);
                document._texts.Add(outside.ToString());
                outside.Clear();
            }
            else if (bare == End && open is not null)
            {
                document._blocks.Add(open with { Body = inside.ToString() });
                inside.Clear();
                outside.Append(line);
                open = null;
            }
            else
            {
                document.Complain(bare == End, i + 1, "an end without a beginning");
                (open is null ? outside : inside).Append(line);
            }
        }

        document.Complain(open is not null, open?.Line ?? 0, "no end to this beginning");
        document._texts.Add(outside.ToString());
        return document;
    }

    /// <summary>The document with other bodies.</summary>
    /// <param name="write">Body of a block, with its last line end; null to leave it as it is.</param>
    public string With(Func<MeasuredBlock, string?> write)
    {
        var text = new StringBuilder();
        for (var i = 0; i < _blocks.Count; i++)
        {
            text.Append(_texts[i]).Append(write(_blocks[i]) ?? _blocks[i].Body);
        }

        return text.Append(_texts[^1]).ToString();
    }

    private MeasuredBlock Opened(string marker, int line, MeasuredBlock? open)
    {
        Complain(open is not null, line, "a beginning inside of another");
        var parts = marker[Begin.Length..].Replace(Close, "", StringComparison.Ordinal).Split('|');
        if (parts.Length != 3 || !marker.EndsWith(Close, StringComparison.Ordinal))
        {
            Complain(true, line, "a marker is 'measured: SECTION | VIEW | ARGUMENTS'");
            return new MeasuredBlock("", "", [], line, "");
        }

        var block = new MeasuredBlock(
            parts[0].Trim(), parts[1].Trim(), parts[2].Split(' ', StringSplitOptions.RemoveEmptyEntries), line, "");
        Complain(!MeasuredViews.Names.Contains(block.View), line, $"there is no view '{block.View}'");
        return block;
    }

    private void Complain(bool isWrong, int line, string reason)
    {
        if (isWrong)
        {
            _problems.Add(FormattableString.Invariant($"line {line}: {reason}"));
        }
    }
}
