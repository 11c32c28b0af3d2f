using System.Buffers;
using Snappier;

namespace AiopsTwin.Silo.Ingest.RemoteWrite;

/// <summary>A decompressed body in rented memory.</summary>
internal sealed class SnappyBody : IDisposable
{
    private byte[]? _rented;

    private SnappyBody(byte[] rented, int length)
    {
        _rented = rented;
        Length = length;
    }

    public int Length { get; }

    public ReadOnlySpan<byte> Span => _rented.AsSpan(0, Length);

    /// <summary>Decompresses one snappy block. The length it declares is checked before any memory is taken.</summary>
    /// <exception cref="MalformedBodyException">The bytes are not a snappy block.</exception>
    /// <returns>The body, or null when it declares more than <paramref name="limit"/> bytes.</returns>
    public static SnappyBody? Decompress(ReadOnlySpan<byte> compressed, int limit)
    {
        if (DeclaredLength(compressed) is not { } declared)
        {
            throw new MalformedBodyException(0, "the body is not a snappy block");
        }

        if (declared > limit)
        {
            return null;
        }

        var rented = ArrayPool<byte>.Shared.Rent(Math.Max(1, (int)declared));
        try
        {
            if (Snappy.TryDecompress(compressed, rented, out var written) && written == declared)
            {
                var body = new SnappyBody(rented, written);
                rented = null;
                return body;
            }
        }
        catch (Exception failure)
            when (failure is InvalidDataException or ArgumentException or IndexOutOfRangeException)
        {
            throw new MalformedBodyException(0, $"the body is not a snappy block ({failure.Message})");
        }
        finally
        {
            if (rented is not null)
            {
                ArrayPool<byte>.Shared.Return(rented);
            }
        }

        throw new MalformedBodyException(0, "the snappy block is incomplete");
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _rented, null) is { } rented)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    // A block begins with its decompressed length as a 32-bit varint.
    private static uint? DeclaredLength(ReadOnlySpan<byte> compressed)
    {
        ulong length = 0;
        for (var i = 0; i < Math.Min(5, compressed.Length); i++)
        {
            length |= (ulong)(compressed[i] & 0x7F) << (7 * i);
            if (compressed[i] < 0x80)
            {
                return length <= uint.MaxValue ? (uint)length : null;
            }
        }

        return null;
    }
}
