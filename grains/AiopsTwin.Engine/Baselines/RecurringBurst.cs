using System.Numerics;
using Orleans;

namespace AiopsTwin.Engine.Baselines;

/// <summary>
/// A rise of a series that comes at about the same time of day, as scheduled work does: when, how long, how high, and
/// on which of the last 32 days it came. Days of this burst begin half a day before its time, so that it never
/// straddles two.
/// </summary>
[GenerateSerializer, Alias("aiopstwin.RecurringBurst")]
internal sealed class RecurringBurst
{
    private const int DaysKept = 16;
    private const double LeastGain = 0.2;
    private const double TimeTolerance = 20;

    /// <summary>Usual start, minutes of the day (UTC), in [0, 1440).</summary>
    [Id(0)]
    internal double StartMinute;

    /// <summary>Usual length, minutes.</summary>
    [Id(1)]
    internal double Minutes;

    /// <summary>Usual height on the judged scale, greater than zero.</summary>
    [Id(2)]
    internal double Height;

    /// <summary>Mean distance of a start from the usual one, minutes.</summary>
    [Id(3)]
    internal double Jitter;

    /// <summary>One bit a day, the present one lowest: it came.</summary>
    [Id(4)]
    internal uint Came;

    /// <summary>The present day of this burst.</summary>
    [Id(5)]
    internal long Day;

    /// <summary>How often it came, in all.</summary>
    [Id(6)]
    internal int Count;

    /// <summary>True while it is overdue and told.</summary>
    [Id(7)]
    internal bool IsMissing;

    /// <summary>Level before the present window, on the judged scale; NaN outside.</summary>
    [Id(8)]
    internal double Base;

    /// <summary>Slots of the present window heard, and those in which the series stood high.</summary>
    [Id(9)]
    internal int Heard;

    /// <summary>Slots of the present window in which the series stood high.</summary>
    [Id(10)]
    internal int High;

    /// <summary>Starts from one burst.</summary>
    public static RecurringBurst Start(long ticks, long length, double height)
    {
        var burst = new RecurringBurst
        {
            StartMinute = MinuteOf(ticks),
            Minutes = length / (double)TimeSpan.TicksPerMinute,
            Height = height,
            Came = 1,
            Count = 1,
            Base = double.NaN,
        };
        burst.Day = burst.DayOf(ticks);
        return burst;
    }

    /// <summary>True when it came often enough of late that the next one is no surprise: on two of the last seven
    /// days, or on this weekday the last two weeks.</summary>
    public bool IsKnown => BitOperations.PopCount(Before & 0x7F) >= 2 || IsWeekly;

    /// <summary>True when its absence today would be a surprise: it came on this weekday the last two weeks, or a week
    /// ago and on most days since, or on all of the last six days.</summary>
    public bool IsDue =>
        (Before & 0x3F) == 0x3F || IsWeekly || ((Before & 0x40) != 0 && BitOperations.PopCount(Before & 0x3F) >= 4);

    /// <summary>True when it came in its present window.</summary>
    public bool HasCome => (Came & 1) != 0;

    /// <summary>True when it has not come for so long that it is forgotten.</summary>
    public bool IsForgotten => (Came & ((1u << DaysKept) - 1)) == 0;

    /// <summary>How far an edge may lie from the usual one, minutes: five mean distances, which are four deviations of
    /// a normal one, and more while few runs told them.</summary>
    public double Slack => Math.Max(4, 5 * Jitter) + (15.0 / Count);

    private uint Before => Came >> 1;

    private bool IsWeekly => (Before & 0x40) != 0 && (Before & 0x2000) != 0;

    /// <summary>Minutes from the usual start of the present day's burst to an instant; negative before.</summary>
    public double Since(long ticks)
    {
        var since = MinuteOf(ticks) - StartMinute;
        return since < -720 ? since + 1440 : since >= 720 ? since - 1440 : since;
    }

    /// <summary>Moves to an instant; a new day begins unheard.</summary>
    public void Move(long ticks)
    {
        var day = DayOf(ticks);
        if (day <= Day)
        {
            return;
        }

        var days = day - Day;
        Came = days >= 32 ? 0 : Came << (int)days;
        Day = day;
        Base = double.NaN;
        Heard = High = 0;
    }

    /// <summary>True when another burst is one of these.</summary>
    public bool Matches(long ticks, long length, double height)
    {
        var ratio = length / (double)TimeSpan.TicksPerMinute / Minutes;
        return Math.Abs(Since(ticks)) <= Math.Max(TimeTolerance, 3 * Jitter)
            && ratio is >= 0.5 and <= 2
            && height / Height is >= 0.5 and <= 2;
    }

    /// <summary>Learns another one.</summary>
    public void Learn(long ticks, long length, double height)
    {
        var gain = Math.Max(LeastGain, 1.0 / (Count + 1));
        var since = Since(ticks);
        Jitter += gain * (Math.Abs(since) - Jitter);
        StartMinute = (StartMinute + (gain * since) + 1440) % 1440;
        Minutes += gain * ((length / (double)TimeSpan.TicksPerMinute) - Minutes);
        Height += gain * (height - Height);
        Came |= 1;
        Count++;
    }

    private static double MinuteOf(long ticks) =>
        ticks % TimeSpan.TicksPerDay / (double)TimeSpan.TicksPerMinute;

    private long DayOf(long ticks) =>
        (ticks - (long)((StartMinute - 720) * TimeSpan.TicksPerMinute)) / TimeSpan.TicksPerDay;
}
