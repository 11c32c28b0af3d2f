using System.Runtime.InteropServices;
using Orleans;

namespace AiopsTwin.Engine.Baselines;

/// <summary>
/// Two days of either of two kinds: places 0 and 1 are of the first kind, 2 and 3 of the second. All lie in one array,
/// a block for each kind: the slots of its two days in half precision, then one bit a slot for their taints. A second
/// kind that never came costs nothing, and what is there costs no more than its bytes.
/// </summary>
[GenerateSerializer, Alias("aiopstwin.SeasonPlanes")]
internal struct SeasonPlanes
{
    private const int KindCount = 2;
    private const int PlanesOfKind = 2;

    // Checkpoints of before hold three planes of one kind: the day being written beside two finished ones.
    private const int FormerCount = 3;
    private const int FormerMark = 1 << (KindCount * PlanesOfKind);

    /// <summary>The blocks; null before the first day.</summary>
    [Id(0)]
    public byte[]? Bytes;

    /// <summary>Slots of a day.</summary>
    [Id(1)]
    public ushort Slots;

    /// <summary>One bit a place: a day is held there.</summary>
    [Id(2)]
    public byte Held;

    /// <summary>True when the places are those of an earlier version.</summary>
    public readonly bool AreFormer => (Held & FormerMark) != 0;

    /// <summary>The slots of a place, NaN where nothing is known; empty when no day is held there.</summary>
    public readonly Span<Half> this[int place]
    {
        get
        {
            if (!Holds(place))
            {
                return [];
            }

            var size = Slots * sizeof(short);
            return MemoryMarshal.Cast<byte, Half>(
                Bytes.AsSpan((place / PlanesOfKind * BlockSize) + (place % PlanesOfKind * size), size));
        }
    }

    /// <summary>True when a day is held at a place.</summary>
    public readonly bool Holds(int place) => (Held & (1 << place)) != 0;

    /// <summary>True when a slot was recorded while the series was anomalous.</summary>
    public readonly bool IsTainted(int place, int slot) =>
        (TaintsOf(place)[slot >> 3] & (1 << (slot & 7))) != 0;

    /// <summary>Makes room for a day of which nothing is known yet, unless one is held.</summary>
    public void Hold(int place, int slots)
    {
        if (Holds(place))
        {
            return;
        }

        Slots = (ushort)slots;
        var needed = ((place / PlanesOfKind) + 1) * BlockSize;
        if (Bytes is null || Bytes.Length < needed)
        {
            Array.Resize(ref Bytes, needed);
        }

        Held |= (byte)(1 << place);
        Clear(place, 0, slots);
    }

    /// <summary>Marks a slot as recorded while the series was anomalous.</summary>
    public readonly void Taint(int place, int slot) => TaintsOf(place)[slot >> 3] |= (byte)(1 << (slot & 7));

    /// <summary>Forgets slots of a place at which a day is held.</summary>
    public readonly void Clear(int place, int from, int to)
    {
        this[place][from..to].Fill(Half.NaN);
        var taints = TaintsOf(place);
        for (var slot = from; slot < to; slot++)
        {
            taints[slot >> 3] &= (byte)~(1 << (slot & 7));
        }
    }

    /// <summary>Moves a day to another place, whatever is there.</summary>
    public void Move(int from, int to, int slots)
    {
        Hold(to, slots);
        this[from].CopyTo(this[to]);
        TaintsOf(from).CopyTo(TaintsOf(to));
        Held &= (byte)~(1 << from);
    }

    /// <summary>Takes up the planes of an earlier version: four, or three of one kind.</summary>
    public void TakeUpFormer(byte[]?[]? planes)
    {
        for (var place = 0; place < (planes?.Length ?? 0); place++)
        {
            if (planes![place] is { } plane)
            {
                Hold(place, plane.Length / sizeof(short));
                MemoryMarshal.Cast<byte, Half>(plane.AsSpan()).CopyTo(this[place]);
            }
        }

        Held |= (byte)(planes?.Length == FormerCount ? FormerMark : 0);
    }

    /// <summary>Takes up their taints.</summary>
    public readonly void TakeUpFormerTaints(byte[]?[]? taints)
    {
        for (var place = 0; place < (taints?.Length ?? 0); place++)
        {
            if (taints![place] is { } taint && Holds(place))
            {
                taint.AsSpan().CopyTo(TaintsOf(place));
            }
        }
    }

    /// <summary>Brings three planes of an earlier version into order: the earlier of the two finished days, then the
    /// later.</summary>
    /// <param name="writing">Place of the day that was being written.</param>
    public void Sort(int writing)
    {
        var former = this;
        this = default;
        for (var place = 0; place < PlanesOfKind; place++)
        {
            var from = (writing + 1 + place) % FormerCount;
            if (former.Holds(from))
            {
                Hold(place, former[from].Length);
                former[from].CopyTo(this[place]);
                former.TaintsOf(from).CopyTo(TaintsOf(place));
            }
        }
    }

    private readonly int BlockSize => PlanesOfKind * ((Slots * sizeof(short)) + (Slots / 8));

    private readonly Span<byte> TaintsOf(int place)
    {
        var slots = PlanesOfKind * Slots * sizeof(short);
        return Bytes.AsSpan(
            (place / PlanesOfKind * BlockSize) + slots + (place % PlanesOfKind * Slots / 8), Slots / 8);
    }
}
