using System.Runtime.InteropServices;
using Orleans;

namespace AiopsTwin.Engine.Baselines;

/// <summary>
/// The newest 64 samples of a series in order of time. Entries lie in a byte array (little endian, as on every platform
/// .NET 10 serves us on), because the serializer writes bytes as one block: 1 KB instead of 64 tagged pairs.
/// </summary>
[GenerateSerializer, Alias("aiopstwin.SampleRing")]
internal struct SampleRing
{
    /// <summary>How many samples are kept.</summary>
    public const int Capacity = 64;

    private const int EntrySize = 16;

    /// <summary>Entries; null before the first sample, grown once from 16 to 64 entries.</summary>
    [Id(0)]
    public byte[]? Bytes;

    /// <summary>Place of the oldest entry; 0 until the ring is full.</summary>
    [Id(1)]
    public int Start;

    /// <summary>Entries held.</summary>
    [Id(2)]
    public int Count;

    /// <summary>The entry at a place, 0 being the oldest.</summary>
    public readonly TimedEntry this[int index] => Entries[(Start + index) & (Capacity - 1)];

    private readonly Span<TimedEntry> Entries => MemoryMarshal.Cast<byte, TimedEntry>(Bytes.AsSpan());

    /// <summary>Adds a sample newer than all held; the oldest makes room.</summary>
    public void Add(long ticks, double value)
    {
        if (Count == Capacity)
        {
            Entries[Start] = new TimedEntry(ticks, value);
            Start = (Start + 1) & (Capacity - 1);
            return;
        }

        Grow();
        Entries[Count++] = new TimedEntry(ticks, value);
    }

    /// <summary>
    /// Puts a sample that came out of order into its place. False when its instant is held already or lies before all
    /// held.
    /// </summary>
    public bool Insert(long ticks, double value)
    {
        var place = Count;
        while (place > 0 && this[place - 1].Ticks > ticks)
        {
            place--;
        }

        if (place == 0 || this[place - 1].Ticks == ticks)
        {
            return false;
        }

        var newest = this[Count - 1];
        var entries = Entries;
        for (var i = Count - 1; i > place; i--)
        {
            entries[(Start + i) & (Capacity - 1)] = entries[(Start + i - 1) & (Capacity - 1)];
        }

        if (place == Count)
        {
            Add(ticks, value);
            return true;
        }

        entries[(Start + place) & (Capacity - 1)] = new TimedEntry(ticks, value);
        Add(newest.Ticks, newest.Value);
        return true;
    }

    /// <summary>True when a sample of exactly this instant is held.</summary>
    public readonly bool Holds(long ticks)
    {
        for (var i = Count - 1; i >= 0; i--)
        {
            var held = this[i].Ticks;
            if (held <= ticks)
            {
                return held == ticks;
            }
        }

        return false;
    }

    private void Grow()
    {
        Bytes ??= new byte[16 * EntrySize];
        if (Count * EntrySize == Bytes.Length)
        {
            Array.Resize(ref Bytes, Capacity * EntrySize);
        }
    }
}
