using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Orleans;

namespace AiopsTwin.Engine.Baselines;

/// <summary>
/// Learns a series' recurring bursts from their edges: a rise well past the noise of means over two minutes, and the
/// fall that ends it. An edge is seen against the minutes before it, so a wave of the day is none, and weekly bursts
/// are learned like daily ones. What is learned serves three ends: jobs do not start to the minute, so around the edges
/// of a known burst either level is expected; a burst of one weekday is expected at all; and a burst that does not come
/// is noticed. O(1) a sample, at most eight bursts.
/// </summary>
[GenerateSerializer, Alias("aiopstwin.BurstWatch")]
internal sealed class BurstWatch
{
    private const int MaxBursts = 8;
    private const int SlotsBefore = 6;
    private const int SlotsAgo = 2;
    private const int HeightSlots = 5;
    private const double EdgeNoises = 6;
    private const double NoiseGain = 0.01;
    private const float LevelGain = 0.3f;
    private const double HeardShare = 0.8;
    private const double HighShare = 0.3;

    // Scheduled work is punctual; a series that bursts at any time meets one of eight windows of 40 minutes by chance,
    // in one of five bursts and more where its days resemble each other. One stray in eight is as many as are borne.
    private const float MostStrays = 2.5f;
    private const float StrayMemory = 0.95f;

    // Below it, before noise has been seen.
    private const int LeastHeard = 30;
    private static readonly long LeastSlot = TimeSpan.FromMinutes(2).Ticks;
    private static readonly long Longest = TimeSpan.FromHours(6).Ticks;
    private static readonly long Shortest = TimeSpan.FromMinutes(4).Ticks;

    [Id(0)]
    private List<RecurringBurst>? _bursts;

    [NonSerialized]
    private SlotMeans _means;

    [Id(2)]
    private int _held;

    [Id(3)]
    private long _slot;

    [Id(4)]
    private double _sum;

    [Id(5)]
    private int _count;

    [Id(6)]
    private TrackedDeviation _noise;

    [Id(7)]
    private int _heard;

    [Id(8)]
    private long _since;

    [Id(9)]
    private float _base;

    [Id(10)]
    private float _level;

    [Id(11)]
    private float _heights;

    [Id(12)]
    private int _slots;

    [Id(13)]
    private float _edge;

    // Bursts of late that came when none had come before.
    [Id(14)]
    private float _strays;

    // Means of the slots before, as bytes: the serializer writes them as one block.
    [Id(1)]
    [SuppressMessage("Style", "IDE1006", Justification = "Stored under this name.")]
    internal byte[] _before
    {
        get => MemoryMarshal.AsBytes(Before).ToArray();
        set => value.CopyTo(MemoryMarshal.AsBytes(Before));
    }

    private Span<float> Before => _means;

    /// <summary>Bursts learned, in order of learning.</summary>
    internal IReadOnlyList<RecurringBurst> Bursts => _bursts ?? [];

    /// <summary>False while too many bursts came when none had come before: what recurs in such a series recurs by
    /// chance, and nothing is made of it.</summary>
    private bool IsPunctual => _strays <= MostStrays;

    /// <summary>Height of the highest known burst, on the judged scale; 0 without one. A series that rises so far every
    /// night is not judged by a hundredth of it at rest.</summary>
    public double Highest
    {
        get
        {
            var highest = 0.0;
            for (var i = 0; IsPunctual && i < (_bursts?.Count ?? 0); i++)
            {
                highest = _bursts![i].IsKnown ? Math.Max(highest, _bursts[i].Height) : highest;
            }

            return highest;
        }
    }

    /// <summary>Hears one sample of a series.</summary>
    /// <param name="ticks">Its instant, after all earlier ones.</param>
    /// <param name="y">The sample on the judged scale.</param>
    /// <param name="interval">Interval of the series, ticks.</param>
    /// <param name="deviation">One deviation of a sample.</param>
    /// <returns>True when the bursts that are missing may have changed.</returns>
    public bool Hear(long ticks, double y, long interval, double deviation)
    {
        var length = Math.Max(LeastSlot, interval);
        var hasChanged = false;
        if ((ulong)(ticks - (_slot * length)) >= (ulong)length)
        {
            var slot = ticks / length;
            hasChanged = _count > 0 && Close(_slot * length, length, _sum / _count, deviation);
            if (slot - _slot > 3)
            {
                _held = 0;
                _since = 0;
            }

            _slot = slot;
            _sum = 0;
            _count = 0;
        }

        _sum += y;
        _count++;
        return hasChanged;
    }

    /// <summary>Looks at a sample knowing the bursts. Around an edge either level is expected. In the midst, a burst
    /// that the time of day does not know is taken out of the sample, and one that it knows and that does not run is
    /// put in: what is left is how the series does, whatever runs.</summary>
    /// <param name="ticks">The instant.</param>
    /// <param name="y">The sample on the judged scale.</param>
    /// <param name="expected">What level and time of day expect.</param>
    public BurstView See(long ticks, double y, in Expectation expected)
    {
        var view = new BurstView(y, expected, false);
        if (_bursts is null || !IsPunctual)
        {
            return view;
        }

        foreach (var burst in _bursts)
        {
            if (!burst.IsKnown || double.IsNaN(burst.Base) || PlaceOf(burst, ticks) is not { } place)
            {
                continue;
            }

            if (place == Place.Edge)
            {
                view = new BurstView(
                    view.Value, Hull(Hull(view.Expected, burst.Base), burst.Base + burst.Height), true);
                continue;
            }

            var (distance, half) = (view.Value - expected.Center, 0.5 * burst.Height);
            view = distance > half ? view with { Value = view.Value - burst.Height }
                : distance < -half ? view with { Value = view.Value + burst.Height, IsAbsent = true }
                : view;
        }

        return view;
    }

    /// <summary>The burst that should have come and did not; the latest to be learned when there are several.</summary>
    public bool TryMissing([NotNullWhen(true)] out RecurringBurst? missing)
    {
        missing = null;
        foreach (var burst in Bursts)
        {
            missing = burst.IsMissing ? burst : missing;
        }

        return missing is not null;
    }

    private static Expectation Hull(in Expectation expected, double level) => new(
        expected.Center, Math.Min(expected.Low, level), Math.Max(expected.High, level));

    /// <summary>Where in a burst's window an instant lies; null outside.</summary>
    private static Place? PlaceOf(RecurringBurst burst, long ticks)
    {
        var since = burst.Since(ticks);
        var slack = burst.Slack;
        if (since < -slack || since > burst.Minutes + (2 * slack))
        {
            return null;
        }

        return since < slack || since > burst.Minutes - slack ? Place.Edge : Place.Midst;
    }

    private bool Close(long at, long length, double mean, double deviation)
    {
        var hasChanged = Follow(at, length, mean);
        if (_held == SlotsBefore)
        {
            Compare(at, mean, deviation);
        }

        if (_since != 0)
        {
            hasChanged |= Continue(at, mean);
        }

        Before[1..].CopyTo(Before);
        Before[^1] = (float)mean;
        _held = Math.Min(_held + 1, SlotsBefore);
        return hasChanged;
    }

    /// <summary>Looks for a rising edge: the slot against the mean of those a few slots ago. A larger edge within a
    /// burst shows that what was taken for one was none.</summary>
    private void Compare(long at, double mean, double deviation)
    {
        var ago = 0.0;
        for (var i = 0; i < SlotsBefore - SlotsAgo; i++)
        {
            ago += Before[i] / (SlotsBefore - SlotsAgo);
        }

        var rise = mean - ago;
        var edge = Math.Max(EdgeNoises * _noise.Value, 3 * deviation);
        if (_heard >= LeastHeard && rise > edge)
        {
            if (_since != 0 && rise <= _edge)
            {
                return;
            }

            // A rise that took two slots began with the first of them.
            var isLater = Before[^1] - ago > 0.5 * rise;
            _since = isLater ? at - Math.Max(LeastSlot, 1) : at;
            _base = (float)ago;
            _level = (float)mean;
            _edge = 0;
            _heights = 0;
            _slots = 0;
            return;
        }

        _heard++;
        _noise.Learn(rise, Math.Max(NoiseGain, 1.0 / _heard), deviation / 4);
    }

    /// <summary>Follows a burst that is going on until its falling edge.</summary>
    private bool Continue(long at, double mean)
    {
        _edge = _slots <= 1 ? Math.Max(_edge, (float)mean - _base) : _edge;
        if (mean >= _level - (0.5 * _edge))
        {
            _level = _slots <= 1 ? Math.Max(_level, (float)mean) : _level + (LevelGain * ((float)mean - _level));

            // The wave of the day goes on under a burst: its height is how high it begins, less the first slot, of
            // which it may have missed a part.
            _heights += _slots is > 0 and <= HeightSlots ? (float)mean - _base : 0;
            _slots++;
            _since = at - _since > Longest ? 0 : _since;
            return false;
        }

        var length = at - _since;
        var since = _since;
        _since = 0;
        return length >= Shortest && _slots > 1
            && Learn(since, length, _heights / Math.Min(_slots - 1, HeightSlots));
    }

    private bool Learn(long since, long length, double height)
    {
        _bursts ??= [];
        foreach (var burst in _bursts)
        {
            burst.Move(since);
            if (burst.Matches(since, length, height))
            {
                Time(isStray: false);
                burst.Learn(since, length, height);
                var wasMissing = burst.IsMissing;
                burst.IsMissing = false;
                return wasMissing;
            }
        }

        Time(isStray: true);
        if (_bursts.Count == MaxBursts)
        {
            // The one seen least, and of these the one learned first.
            _bursts.Remove(_bursts.MinBy(burst => burst.Count)!);
        }

        _bursts.Add(RecurringBurst.Start(since, length, height));
        return false;
    }

    private void Time(bool isStray) => _strays = (StrayMemory * _strays) + (isStray ? 1 : 0);

    /// <summary>Follows the windows of known bursts through one slot.</summary>
    private bool Follow(long at, long length, double mean)
    {
        if (_bursts is null)
        {
            return false;
        }

        var hasChanged = false;
        for (var i = _bursts.Count - 1; i >= 0; i--)
        {
            var burst = _bursts[i];
            burst.Move(at);
            if (burst.IsForgotten)
            {
                hasChanged |= burst.IsMissing;
                _bursts.RemoveAt(i);
                continue;
            }

            var since = burst.Since(at);
            if (double.IsNaN(burst.Base))
            {
                burst.Base = _held > 0 && _since == 0 && since >= -burst.Slack - 10 && since < -burst.Slack
                    ? Before[^1]
                    : double.NaN;
                continue;
            }

            hasChanged |= Judge(burst, since, length, mean);
        }

        return hasChanged;
    }

    private static bool Judge(RecurringBurst burst, double since, long length, double mean)
    {
        if (since >= 0 && since < burst.Minutes)
        {
            burst.Heard++;
            burst.High += mean > burst.Base + (0.5 * burst.Height) ? 1 : 0;
            return false;
        }

        var slots = burst.Minutes * TimeSpan.TicksPerMinute / length;
        if (since < burst.Minutes || burst.HasCome || burst.IsMissing || !burst.IsDue
            || burst.Heard < HeardShare * slots || burst.High > HighShare * slots)
        {
            return false;
        }

        burst.IsMissing = true;
        return true;
    }

    private enum Place
    {
        Edge,
        Midst,
    }

    [InlineArray(SlotsBefore)]
    private struct SlotMeans
    {
        private float _first;
    }
}
