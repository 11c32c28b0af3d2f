using System.Buffers.Binary;

namespace AiopsTwin.Engine.Baselines;

/// <summary>Instants by their lower 48 bits, beside a later one that is known in full: enough to tell those of 325 days
/// apart, to the tick.</summary>
internal static class Instant48
{
    /// <summary>Bytes of an instant.</summary>
    public const int Size = 6;

    /// <summary>Ticks after which it would be taken for a later one.</summary>
    public const long Cycle = 1L << 48;

    /// <summary>Writes an instant to the beginning of a span.</summary>
    public static void Write(Span<byte> to, long ticks)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(to, (uint)ticks);
        BinaryPrimitives.WriteUInt16LittleEndian(to[sizeof(uint)..], (ushort)(ticks >> 32));
    }

    /// <summary>Reads the instant at the beginning of a span.</summary>
    /// <param name="from">What was written.</param>
    /// <param name="newest">An instant less than a cycle later.</param>
    public static long Read(ReadOnlySpan<byte> from, long newest)
    {
        var low = BinaryPrimitives.ReadUInt32LittleEndian(from)
            | ((long)BinaryPrimitives.ReadUInt16LittleEndian(from[sizeof(uint)..]) << 32);
        return newest - ((newest - low) & (Cycle - 1));
    }
}
