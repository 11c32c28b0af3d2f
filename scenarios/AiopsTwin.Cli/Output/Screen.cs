using System.Text.Json.Nodes;
using AiopsTwin.Scenarios.Source;

namespace AiopsTwin.Cli.Output;

/// <summary>What all screens share: results go to the output, complaints and progress to the error stream, so that a
/// program that reads the output meets results alone.</summary>
internal abstract class Screen(TextWriter output, TextWriter error, bool isJson)
{
    private readonly Progress _progress = new(error);

    /// <summary>Whether a program reads, and not a person.</summary>
    protected bool IsJson => isJson;

    /// <summary>Whether somebody looks at the error stream while the command runs.</summary>
    protected bool IsWatched => _progress.IsShown;

    /// <summary>Tells why nothing came of it.</summary>
    public void Complain(string reason) => Tell(reason);

    /// <summary>The same for each problem of an input.</summary>
    public void Complain(IEnumerable<Problem> problems)
    {
        foreach (var problem in problems)
        {
            Complain(problem.ToString());
        }
    }

    /// <summary>Shows which of many pieces of work is being done.</summary>
    public void Progress(string name, int number, int count) => _progress.Show($"{number} of {count}: {name}");

    public void EndProgress() => _progress.End();

    protected void Progress(string text) => _progress.Show(text);

    /// <summary>A line beside the results.</summary>
    protected void Tell(string text) => error.WriteLine(text);

    protected void Write(JsonObject result) => JsonOutput.Write(output, result);

    protected void Write(string text) => output.Write(text);

    protected void Line(string text) => Write(text + "\n");
}
