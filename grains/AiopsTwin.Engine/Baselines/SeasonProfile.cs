using Orleans;

namespace AiopsTwin.Engine.Baselines;

/// <summary>
/// What a series does at each time of day, as offsets from the day's middle, on two kinds of days. Of either kind the
/// two newest days are kept as planes of half-precision slots; the present day overwrites the older one slot by slot,
/// once a slot was read, so a slot counts only after an earlier day visited it. A slot recorded while the series was
/// anomalous is tainted: it is believed only when two days agree, which tells a nightly job (known from its third
/// night) from an outage (never learned). Averages over many days would need clipping and forget slowly; two days do
/// neither. Which weekdays are of which kind is learned (<see cref="DayKinds"/>): an office needs two, most series one.
/// Days and weeks are counted from the first sample. At most 1.3 KB; O(1) a sample, O(slots log slots) a day.
/// </summary>
[GenerateSerializer, Alias("aiopstwin.SeasonProfile")]
internal sealed class SeasonProfile
{
    private static readonly int[] SlotChoices = [144, 96, 48, 24];

    [NonSerialized]
    private byte _writing;

    [NonSerialized]
    private int _day;

    [NonSerialized]
    private short _slot;

    // Of the sample just entered alone: nothing to keep.
    [NonSerialized]
    private bool _isOtherKind;

    /// <summary>Starts an empty profile whose days begin with the first sample.</summary>
    /// <param name="origin">Instant at which the days begin, UTC ticks.</param>
    /// <param name="interval">Learned interval of the series, ticks.</param>
    /// <param name="reference">Level from which the first day's offsets are taken.</param>
    public SeasonProfile(long origin, long interval, double reference)
    {
        Origin = origin;
        SlotTicks = TimeSpan.TicksPerDay / SlotsFor(interval);
        Reference = reference;
        Slot = -1;
        Before = Here = After = double.NaN;
    }

    /// <summary>Instant at which the days begin, UTC ticks.</summary>
    [Id(0)]
    public long Origin { get; private set; }

    /// <summary>Length of a slot.</summary>
    [Id(1)]
    public long SlotTicks { get; private set; }

    /// <summary>Level the offsets of the day being written are taken from.</summary>
    [Id(2)]
    public double Reference { get; private set; }

    /// <summary>The planes of earlier versions; read, never written.</summary>
    [Id(3)]
    internal byte[]?[]? Planes
    {
        get => null;
        set => _planes.TakeUpFormer(value);
    }

    /// <summary>The taints of earlier versions; read, never written.</summary>
    [Id(4)]
    internal byte[]?[]? Taints
    {
        get => null;
        set => _planes.TakeUpFormerTaints(value);
    }

    /// <summary>One bit a kind: which of its two planes is the older one.</summary>
    [Id(5)]
    internal int Writing
    {
        get => _writing;
        set => _writing = (byte)value;
    }

    [Id(6)]
    internal long Day
    {
        get => _day;
        set => _day = (int)value;
    }

    [Id(7)]
    internal int Slot
    {
        get => _slot;
        set => _slot = (short)value;
    }

    [Id(8)]
    internal long SlotStart { get; private set; }

    [Id(9)]
    internal double Sum { get; private set; }

    [Id(10)]
    internal int Visits { get; private set; }

    [Id(11)]
    internal bool IsTainted { get; private set; }

    [Id(12)]
    internal double Before { get; private set; }

    [Id(13)]
    internal double Here { get; private set; }

    [Id(14)]
    internal double After { get; private set; }

    /// <summary>What kind each weekday is.</summary>
    [Id(15)]
    internal DayKinds Kinds;

    /// <summary>Two days of either kind.</summary>
    [Id(16)]
    private SeasonPlanes _planes;

    /// <summary>True when the day just entered is of another kind than the one before: offsets are taken from another
    /// middle.</summary>
    public bool IsOtherKind => _isOtherKind;

    /// <summary>True when the present slot is known from a previous day.</summary>
    public bool IsKnown => !double.IsNaN(Here);

    /// <summary>Slots of a day for an interval: the finest of the choices whose slots hold one sample at
    /// least.</summary>
    public static int SlotsFor(long interval)
    {
        foreach (var slots in SlotChoices)
        {
            if (TimeSpan.TicksPerDay / slots >= interval)
            {
                return slots;
            }
        }

        return SlotChoices[^1];
    }

    /// <summary>True when an instant, not before the last, lies in the present slot.</summary>
    public bool IsIn(long ticks) => Slot >= 0 && ticks - SlotStart < SlotTicks;

    /// <summary>Moves to an instant; must be called in order of time. True when the slot changed.</summary>
    /// <param name="ticks">The instant.</param>
    /// <param name="noise">One deviation of a slot's mean; offsets that do not stand out from it are shrunk to
    /// 0.</param>
    public bool Enter(long ticks, double noise)
    {
        if (IsIn(ticks))
        {
            return false;
        }

        if (_planes.AreFormer)
        {
            // The finished days stay; the present one is learned from here on.
            _planes.Sort(Writing);
            Writing = 0;
            Skip(0, Math.Max(0, Slot));
        }

        Commit();
        var former = (Here, Slot);
        var day = (ticks - Origin) / TimeSpan.TicksPerDay;
        var slot = SlotOf(ticks);
        _isOtherKind = false;
        if (day != Day)
        {
            Skip(Slot + 1, Slots);
            var kind = CloseDay();
            Day = day;
            Slot = -1;
            _isOtherKind = Kinds.Of(day) != kind;
        }

        Skip(Slot + 1, slot);
        Slot = slot;
        SlotStart = Origin + (day * TimeSpan.TicksPerDay) + (Slot * SlotTicks);
        Here = Resolve(day, Slot, noise);
        Before = Slot == 0 && IsOtherKind ? double.NaN
            : Slot == former.Slot + 1 ? former.Here
            : Resolve(day, (Slot + Slots - 1) % Slots, noise);
        After = Slot + 1 < Slots ? Resolve(day, Slot + 1, noise)
            : Kinds.Of(day + 1) == Kinds.Of(day) ? Resolve(day + 1, 0, noise) : double.NaN;
        Skip(Slot, Slot + 1);
        return true;
    }

    /// <summary>Adds a value to the present slot.</summary>
    public void Learn(double value, bool isAnomalous)
    {
        Sum += value - Reference;
        Visits++;
        IsTainted |= isAnomalous;
    }

    /// <summary>The level shifted for good: offsets recorded from now on are taken from the new one.</summary>
    public void Shift(double shift)
    {
        Commit();
        Reference += shift;
    }

    /// <summary>The offset at an instant of the present slot, between slot centres; 0 when unknown.</summary>
    public double OffsetIn(long ticks)
    {
        if (!IsKnown)
        {
            return 0;
        }

        var place = (ticks - SlotStart) / (double)SlotTicks;
        var neighbour = place < 0.5 ? Before : After;
        var weight = Math.Abs(place - 0.5);
        return double.IsNaN(neighbour) ? Here : Here + (weight * (neighbour - Here));
    }

    /// <summary>Range of the offsets of this slot and its neighbours: jobs do not start to the minute.</summary>
    public (double Low, double High) Envelope()
    {
        double low = Here, high = Here;
        if (!double.IsNaN(Before))
        {
            low = Math.Min(low, Before);
            high = Math.Max(high, Before);
        }

        if (!double.IsNaN(After))
        {
            low = Math.Min(low, After);
            high = Math.Max(high, After);
        }

        return (low, high);
    }

    /// <summary>The offset of the slot an instant lies in, whatever the present slot is; null when unknown.</summary>
    public double? OffsetAt(long ticks, double noise)
    {
        var slot = SlotOf(ticks);
        var day = (ticks - Origin) / TimeSpan.TicksPerDay;
        var offset = slot == Slot && day == Day ? Here : Resolve(day, slot, noise);
        return double.IsNaN(offset) ? null : offset;
    }

    private int Slots => (int)(TimeSpan.TicksPerDay / SlotTicks);

    private int SlotOf(long ticks)
    {
        var inDay = (ticks - Origin) % TimeSpan.TicksPerDay;
        return (int)((inDay < 0 ? inDay + TimeSpan.TicksPerDay : inDay) / SlotTicks);
    }

    private int OlderOf(int kind) => (2 * kind) + ((Writing >> kind) & 1);

    private int NewerOf(int kind) => (2 * kind) + 1 - ((Writing >> kind) & 1);

    private double Resolve(long day, int slot, double noise)
    {
        var kind = Kinds.Of(day);
        var isOverwritten = day == Day && slot < Slot;
        var last = Read(NewerOf(kind), slot, out var lastTainted);
        var earlierTainted = false;
        var earlier = isOverwritten ? double.NaN : Read(OlderOf(kind), slot, out earlierTainted);
        var offset = Agree(last, lastTainted, earlier, earlierTainted, noise);
        var share = offset / noise;
        return noise > 0 ? offset * share * share / ((share * share) + 4) : offset;
    }

    /// <summary>What two days say together; NaN when nothing can be believed.</summary>
    private static double Agree(double last, bool lastTainted, double earlier, bool earlierTainted, double noise)
    {
        if (double.IsNaN(last) || double.IsNaN(earlier))
        {
            var only = double.IsNaN(last) ? earlier : last;
            return (double.IsNaN(last) ? earlierTainted : lastTainted) ? double.NaN : only;
        }

        if (lastTainted != earlierTainted && Math.Abs(last - earlier) > 3 * noise)
        {
            return lastTainted ? earlier : last;
        }

        var smaller = Math.Min(Math.Abs(last), Math.Abs(earlier));
        if (!lastTainted || !earlierTainted || Math.Abs(last - earlier) <= 0.5 * smaller)
        {
            return 0.5 * (last + earlier);
        }

        var isSameSign = Math.Sign(last) == Math.Sign(earlier);
        return isSameSign ? (Math.Abs(last) < Math.Abs(earlier) ? last : earlier) : 0;
    }

    private double Read(int plane, int slot, out bool isTainted)
    {
        isTainted = false;
        if (!_planes.Holds(plane))
        {
            return double.NaN;
        }

        isTainted = _planes.IsTainted(plane, slot);
        return (double)_planes[plane][slot];
    }

    private void Commit()
    {
        if (Slot >= 0 && Visits > 0)
        {
            var writing = OlderOf(Kinds.Of(Day));
            _planes.Hold(writing, Slots);
            _planes[writing][Slot] = (Half)(Sum / Visits);
            if (IsTainted)
            {
                _planes.Taint(writing, Slot);
            }
        }

        Sum = 0;
        Visits = 0;
        IsTainted = false;
    }

    /// <summary>Takes the day's middle out of its plane, so that planes of different days can be compared, and decides
    /// what kind of day it was.</summary>
    /// <returns>The kind it was held to be while it lasted.</returns>
    private int CloseDay()
    {
        var held = Kinds.Of(Day);
        var written = OlderOf(held);
        if (!_planes.Holds(written))
        {
            return held;
        }

        var plane = _planes[written];
        var middle = Subtract(plane);
        Reference += middle;
        var other = 1 - held;
        var kind = Kinds.Learn(Day, plane, _planes[NewerOf(held)], _planes[NewerOf(other)]);
        if (kind != held)
        {
            // The day moves to the other kind; what it overwrote is lost to its own.
            _planes.Move(written, OlderOf(kind), Slots);
        }

        Writing ^= 1 << kind;
        return held;
    }

    private static double Subtract(Span<Half> plane)
    {
        Span<double> known = stackalloc double[plane.Length];
        var count = 0;
        foreach (var value in plane)
        {
            if (!Half.IsNaN(value))
            {
                known[count++] = (double)value;
            }
        }

        var middle = RobustStatistics.Median(known[..count]);
        for (var i = 0; i < plane.Length; i++)
        {
            plane[i] = (Half)((double)plane[i] - middle);
        }

        return middle;
    }

    /// <summary>Forgets slots of the older day: the present one does not visit them, or is about to.</summary>
    private void Skip(int from, int to)
    {
        var writing = OlderOf(Kinds.Of(Day));
        if (from < to && _planes.Holds(writing))
        {
            _planes.Clear(writing, from, to);
        }
    }
}
