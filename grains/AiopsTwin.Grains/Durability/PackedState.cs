using System.IO.Compression;
using Orleans.Serialization;

namespace AiopsTwin.Grains.Durability;

/// <summary>
/// Writes large state small. What a twin keeps in a storm says nearly the same a hundred thousand times: compressed it
/// is a tenth, and the database, which has one writer, is held up a tenth of the time.
/// </summary>
internal static class PackedState
{
    /// <summary>Writes a value; for a thread that nobody waits on.</summary>
    public static byte[] Pack<T>(Serializer serializer, T value)
    {
        using var packed = new MemoryStream();
        using (var written = new BrotliStream(packed, CompressionLevel.Fastest))
        {
            serializer.Serialize(value, written);
        }

        return packed.ToArray();
    }

    /// <summary>Reads what <see cref="Pack{T}"/> wrote.</summary>
    /// <exception cref="InvalidDataException">It is something else.</exception>
    public static T Unpack<T>(Serializer serializer, byte[] packed)
    {
        using var plain = new MemoryStream();
        using (var written = new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress))
        {
            written.CopyTo(plain);
        }

        return serializer.Deserialize<T>(plain.ToArray())
            ?? throw new InvalidDataException($"A packed {typeof(T).Name} holds nothing.");
    }
}
