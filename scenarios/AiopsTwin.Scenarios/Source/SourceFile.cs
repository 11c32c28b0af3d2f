using System.Text;

namespace AiopsTwin.Scenarios.Source;

/// <summary>Reads the text of a file within the limits.</summary>
internal static class SourceFile
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>The text, or null with the reason added to the problems.</summary>
    public static string? ReadText(string path, ProblemList problems)
    {
        var nowhere = new Place(0, 0, "");
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            var limit = problems.Limits.MaxBytes;
            if (stream.Length > limit)
            {
                problems.Add(nowhere, $"the file has {stream.Length} bytes; at most {limit} are read");
                return null;
            }

            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return Strict.GetString(bytes).TrimStart('\uFEFF').ReplaceLineEndings("\n");
        }
        catch (DecoderFallbackException)
        {
            problems.Add(nowhere, "the file is not UTF-8 text");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            problems.Add(nowhere, exception is FileNotFoundException or DirectoryNotFoundException
                ? "there is no such file"
                : "the file cannot be read: " + exception.Message);
        }

        return null;
    }
}
