using System.CommandLine;

namespace AiopsTwin.Cli.Output;

/// <summary>The file a command writes its result to. What is there already is left as it is.</summary>
internal static class ResultFile
{
    public static Option<string?> Option(string description) => new("--out") { Description = description };

    /// <summary>Writes the text; null when it did, else why not.</summary>
    public static string? Write(string file, string text)
    {
        try
        {
            if (Path.GetDirectoryName(file) is { Length: > 0 } folder)
            {
                Directory.CreateDirectory(folder);
            }

            using var stream = new FileStream(file, FileMode.CreateNew, FileAccess.Write);
            using var writer = new StreamWriter(stream);
            writer.Write(text);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return File.Exists(file)
                ? $"{file} is already there; it was left as it is."
                : $"{file} cannot be written: {exception.Message}";
        }
    }
}
