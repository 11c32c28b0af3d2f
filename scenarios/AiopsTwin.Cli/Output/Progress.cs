namespace AiopsTwin.Cli.Output;

/// <summary>Says on a terminal how far long work has come; silent when the error stream goes elsewhere.</summary>
internal sealed class Progress(TextWriter error)
{
    private const int Width = 70;

    private readonly bool _isShown = ReferenceEquals(error, Console.Error) && !Console.IsErrorRedirected;

    public void Show(string name, int number, int count)
    {
        if (_isShown)
        {
            error.Write($"\r{number} of {count}: {name}".PadRight(Width));
        }
    }

    public void End()
    {
        if (_isShown)
        {
            error.Write("\r" + new string(' ', Width) + "\r");
        }
    }
}
