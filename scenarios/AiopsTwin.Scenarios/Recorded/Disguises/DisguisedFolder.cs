using System.IO.Compression;
using System.Text;

namespace AiopsTwin.Scenarios.Recorded.Disguises;

/// <summary>Files of a folder that is told otherwise, and where they go.</summary>
internal static class DisguisedFolder
{
    /// <summary>Files whose names match a pattern, anywhere beneath a folder, sorted.</summary>
    public static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.EnumerateFiles(folder, pattern, SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    /// <summary>Writes a file to the same place of another folder.</summary>
    /// <param name="source">The one folder.</param>
    /// <param name="target">The other.</param>
    /// <param name="path">The file in the one.</param>
    /// <param name="text">What the file shall say.</param>
    /// <param name="rename">Its name; null to keep it.</param>
    public static void Write(
        string source, string target, string path, string text, Func<string, string>? rename = null)
    {
        var name = Path.GetFileName(path);
        var folder = Path.Combine(target, Path.GetRelativePath(source, Path.GetDirectoryName(path)!));
        using var written = Create(Path.Combine(folder, rename is null ? name : rename(name)));
        written.Write(text);
    }

    /// <summary>Begins a file, packed if its name says so, and makes its folder.</summary>
    public static StreamWriter Create(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var file = File.Create(path);
        return new StreamWriter(
            path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)
                ? new GZipStream(file, CompressionLevel.Fastest)
                : file,
            new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
    }

    /// <summary>The text of a file, packed or not.</summary>
    public static string Read(string path)
    {
        using var reader = PackedFile.Open(path);
        return reader.ReadToEnd();
    }
}
