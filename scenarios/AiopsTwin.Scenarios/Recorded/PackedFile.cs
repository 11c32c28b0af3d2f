using System.IO.Compression;
using System.Text;

namespace AiopsTwin.Scenarios.Recorded;

/// <summary>Files that may be compressed: <c>NAME</c> or <c>NAME.gz</c>.</summary>
internal static class PackedFile
{
    private const string Packed = ".gz";
    private const int Buffer = 1 << 16;

    /// <summary>Opens a file for reading text, unpacking it on the way.</summary>
    public static StreamReader Open(string path)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, Buffer);
        Stream stream = path.EndsWith(Packed, StringComparison.OrdinalIgnoreCase)
            ? new GZipStream(file, CompressionMode.Decompress)
            : file;
        return new StreamReader(stream, Encoding.UTF8, true, Buffer);
    }

    /// <summary>Files of a folder with an ending, packed or not, by name; none when there is no such folder.</summary>
    public static IEnumerable<string> Find(string folder, string ending) => !Directory.Exists(folder)
        ? []
        : Directory.EnumerateFiles(folder)
            .Where(path => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase)
                || path.EndsWith(ending + Packed, StringComparison.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal);

    /// <summary>A file's name without folder, packing and ending.</summary>
    public static string NameOf(string path, string ending)
    {
        var name = Path.GetFileName(path);
        name = name.EndsWith(Packed, StringComparison.OrdinalIgnoreCase) ? name[..^Packed.Length] : name;
        return name[..^ending.Length];
    }
}
