using System.Text;

namespace AiopsTwin.Engine.Numerics;

/// <summary>
/// A 64-bit hash that is the same in every process and on every platform, for anything kept, sent or used as a seed.
/// FNV-1a (Fowler, Noll, Vo; 64-bit offset basis and prime as in draft-eastlake-fnv) over UTF-8 bytes, finished with
/// the SplitMix64 mixer (Steele, Lea, Flood 2014), because FNV's low bits alone spread short keys badly.
/// </summary>
public static class StableHash
{
    private const ulong OffsetBasis = 14695981039346656037UL;
    private const ulong Prime = 1099511628211UL;

    /// <summary>Hash of a text; the empty text has a hash like any other.</summary>
    public static ulong Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Span<byte> buffer = stackalloc byte[512];
        var bytes = Encoding.UTF8.TryGetBytes(text, buffer, out var written)
            ? buffer[..written]
            : Encoding.UTF8.GetBytes(text);
        var hash = OffsetBasis;
        foreach (var b in bytes)
        {
            hash = (hash ^ b) * Prime;
        }

        return Mix(hash);
    }

    /// <summary>Hash of two hashes, order sensitive.</summary>
    public static ulong Combine(ulong first, ulong second) => Mix(first ^ (Mix(second) + 0x9E3779B97F4A7C15UL));

    /// <summary>Sixteen lower-case hexadecimal digits.</summary>
    public static string Hex(ulong hash) => hash.ToString("x16", System.Globalization.CultureInfo.InvariantCulture);

    internal static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
