using System.Buffers.Binary;
using Orleans;

namespace AiopsTwin.Engine.Baselines;

/// <summary>
/// The newest 64 samples of a series in order of time, none older than 325 days (<see cref="Instant48"/>). Values are
/// kept in full until a baseline was started from them (<see cref="Narrow"/>), then all but the newest as
/// single-precision numbers, which tell seven figures. Entries lie in a byte array (little endian, as on every platform
/// .NET 10 serves us on), because the serializer writes bytes as one block.
/// </summary>
[GenerateSerializer, Alias("aiopstwin.SampleRing")]
internal struct SampleRing
{
    /// <summary>How many samples are kept.</summary>
    public const int Capacity = 64;

    private const int FirstEntries = 16;
    private const int FormerEntrySize = 16;

    // The figures a single-precision number has; beyond these bounds a decimal has no room for them.
    private const float LeastExact = 1e-20f;
    private const float MostExact = 1e20f;

    [NonSerialized]
    private byte _start;

    [NonSerialized]
    private byte _count;

    /// <summary>Entries; null before the first sample, grown once from 16 to 64 entries.</summary>
    [Id(3)]
    public byte[]? Entries;

    /// <summary>Instant of the newest sample; 0 before the first.</summary>
    [Id(4)]
    public long Newest;

    /// <summary>The newest value, in full.</summary>
    [Id(5)]
    public double NewestValue;

    /// <summary>True once values are kept to seven figures.</summary>
    [Id(6)]
    public bool IsNarrow;

    /// <summary>Entries of earlier versions, which held instants and values in full; read, never written.</summary>
    [Id(0)]
    internal byte[]? Bytes
    {
        readonly get => null;
        set => TakeUpFormer(value);
    }

    /// <summary>Place of the oldest entry; 0 until the ring is full.</summary>
    [Id(1)]
    public int Start
    {
        readonly get => _start;
        set => _start = (byte)value;
    }

    /// <summary>Entries held.</summary>
    [Id(2)]
    public int Count
    {
        readonly get => _count;
        set => _count = (byte)value;
    }

    /// <summary>The entry at a place, 0 being the oldest.</summary>
    public readonly TimedEntry this[int index] => new(TicksAt(index), ValueAt(index));

    /// <summary>Instant of the entry at a place, 0 being the oldest.</summary>
    public readonly long TicksAt(int index) => Instant48.Read(EntryAt(Start + index), Newest);

    /// <summary>Value of the entry at a place, 0 being the oldest.</summary>
    public readonly double ValueAt(int index)
    {
        if (index == Count - 1)
        {
            return NewestValue;
        }

        var entry = EntryAt(Start + index)[Instant48.Size..];
        if (!IsNarrow)
        {
            return BinaryPrimitives.ReadDoubleLittleEndian(entry);
        }

        // By way of a decimal, so that 0.2 is read as 0.2 and not as what is next to it.
        var value = BinaryPrimitives.ReadSingleLittleEndian(entry);
        return Math.Abs(value) is > LeastExact and < MostExact ? (double)(decimal)value : value;
    }

    /// <summary>Adds a sample newer than all held; the oldest makes room.</summary>
    public void Add(long ticks, double value)
    {
        while (Count > 0 && ticks - TicksAt(0) >= Instant48.Cycle)
        {
            Start = (Start + 1) & (Capacity - 1);
            Count--;
        }

        Grow();
        Newest = ticks;
        NewestValue = value;
        if (Count == Capacity)
        {
            Write(Start, ticks, value);
            Start = (Start + 1) & (Capacity - 1);
            return;
        }

        Write(Start + Count++, ticks, value);
    }

    /// <summary>
    /// Puts a sample that came out of order into its place. False when its instant is held already or lies before all
    /// held.
    /// </summary>
    public bool Insert(long ticks, double value)
    {
        var place = Count;
        while (place > 0 && TicksAt(place - 1) > ticks)
        {
            place--;
        }

        if (place == 0 || TicksAt(place - 1) == ticks)
        {
            return false;
        }

        if (place == Count)
        {
            Add(ticks, value);
            return true;
        }

        var (newest, newestValue) = (Newest, NewestValue);
        for (var i = Count - 1; i > place; i--)
        {
            EntryAt(Start + i - 1).CopyTo(EntryAt(Start + i));
        }

        Write(Start + place, ticks, value);
        Add(newest, newestValue);
        return true;
    }

    /// <summary>True when a sample of exactly this instant is held.</summary>
    public readonly bool Holds(long ticks)
    {
        for (var i = Count - 1; i >= 0; i--)
        {
            var held = TicksAt(i);
            if (held <= ticks)
            {
                return held == ticks;
            }
        }

        return false;
    }

    /// <summary>Keeps values to seven figures from now on: what had to be learned from them in full was.</summary>
    public void Narrow()
    {
        if (IsNarrow || Entries is null)
        {
            return;
        }

        var wide = this;
        IsNarrow = true;
        Entries = new byte[Capacity * EntrySize];
        Start = Count = 0;
        for (var i = 0; i < wide.Count; i++)
        {
            Add(wide.TicksAt(i), wide.ValueAt(i));
        }
    }

    private readonly int EntrySize => Instant48.Size + (IsNarrow ? sizeof(float) : sizeof(double));

    private readonly Span<byte> EntryAt(int place) =>
        Entries.AsSpan((place & (Capacity - 1)) * EntrySize, EntrySize);

    private readonly void Write(int place, long ticks, double value)
    {
        var entry = EntryAt(place);
        Instant48.Write(entry, ticks);
        if (IsNarrow)
        {
            BinaryPrimitives.WriteSingleLittleEndian(
                entry[Instant48.Size..], (float)Math.Clamp(value, float.MinValue, float.MaxValue));
        }
        else
        {
            BinaryPrimitives.WriteDoubleLittleEndian(entry[Instant48.Size..], value);
        }
    }

    private void Grow()
    {
        Entries ??= new byte[FirstEntries * EntrySize];
        if (Start + Count >= FirstEntries && Entries.Length < Capacity * EntrySize)
        {
            Array.Resize(ref Entries, Capacity * EntrySize);
        }
    }

    private void TakeUpFormer(byte[]? former)
    {
        if (former is null)
        {
            return;
        }

        Entries = new byte[former.Length / FormerEntrySize * EntrySize];
        for (var place = 0; place < former.Length / FormerEntrySize; place++)
        {
            var entry = former.AsSpan(place * FormerEntrySize, FormerEntrySize);
            var ticks = BinaryPrimitives.ReadInt64LittleEndian(entry);
            var value = BinaryPrimitives.ReadDoubleLittleEndian(entry[8..]);
            Write(place, ticks, value);
            (Newest, NewestValue) = ticks > Newest ? (ticks, value) : (Newest, NewestValue);
        }
    }
}
