using System.CommandLine;
using AiopsTwin.Scenarios.Imports;

namespace AiopsTwin.Cli.Output;

/// <summary>Tells what came of an import: the result to a file or to standard output, the notes to the error stream,
/// so that they are seen and yet not part of the result.</summary>
internal static class ImportScreen
{
    /// <summary>Writes the result.</summary>
    /// <returns>The exit code.</returns>
    public static int Finish<T>(
        Imported<T> imported, Func<T, string> write, string? target, InvocationConfiguration configuration)
        where T : class
    {
        var error = configuration.Error;
        foreach (var problem in imported.Problems)
        {
            error.WriteLine(problem);
        }

        if (imported.Value is not { } value)
        {
            return ExitCodes.BadInput;
        }

        foreach (var note in imported.Notes)
        {
            error.WriteLine("note: " + note);
        }

        if (target is null)
        {
            configuration.Output.Write(write(value));
            return ExitCodes.Done;
        }

        if (ResultFile.Write(target, write(value)) is { } refusal)
        {
            error.WriteLine(refusal);
            return ExitCodes.BadInput;
        }

        configuration.Output.WriteLine(target);
        return ExitCodes.Done;
    }
}
