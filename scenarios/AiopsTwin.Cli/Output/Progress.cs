namespace AiopsTwin.Cli.Output;

/// <summary>Says on a terminal how far long work has come; silent when the error stream goes elsewhere: a line that
/// rewrites itself is of use on a terminal alone.</summary>
internal sealed class Progress(TextWriter error)
{
    private const int Width = 70;

    public bool IsShown { get; } = ReferenceEquals(error, Console.Error) && !Console.IsErrorRedirected;

    public void Show(string text)
    {
        if (IsShown)
        {
            error.Write("\r" + text.PadRight(Width));
        }
    }

    public void End()
    {
        if (IsShown)
        {
            error.Write("\r" + new string(' ', Width) + "\r");
        }
    }
}
