namespace AiopsTwin.Scenarios.Recorded.Telemetry;

/// <summary>Counts the lines read so far, so that what is wrong with a row can be told by its line.</summary>
internal sealed class LineCounter(TextReader inner) : TextReader
{
    private bool _isInLine;

    /// <summary>Lines read, the one that is being read included.</summary>
    public int Lines { get; private set; }

    public override int Read()
    {
        var letter = inner.Read();
        if (letter >= 0 && !_isInLine)
        {
            Lines++;
            _isInLine = true;
        }

        _isInLine &= letter != '\n';
        return letter;
    }

    public override int Peek() => inner.Peek();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
