using Orleans;

namespace AiopsTwin.Engine.Baselines;

/// <summary>
/// Which weekdays are of which of two kinds, learned from what days look like when they are over: a day belongs to the
/// kind whose newest day it resembles more, and the next day of that weekday is expected to be of the same. The second
/// kind comes into being with the first day that differs from the one before far more than days of the first kind
/// differ among themselves: days that are all different are of one kind. O(slots) a day.
/// </summary>
[GenerateSerializer, Alias("aiopstwin.DayKinds")]
internal struct DayKinds
{
    private const int WeekDays = 7;

    /// <summary>The second kind is made for a day of whose movement the first explains less than this share.</summary>
    private const double Explained = 0.5;

    /// <summary>... and that is this many times as far from it as its days are from each other.</summary>
    private const double Distinct = 4;

    /// <summary>Comparisons the usual distance must rest on.</summary>
    private const int LeastCompared = 2;
    private const double UsualGain = 0.25;

    /// <summary>A day changes over when the other kind is less than this share as far.</summary>
    private const double Clearly = 0.5;

    /// <summary>How far days of one kind are from each other.</summary>
    [Id(1)]
    public double Usual;

    /// <summary>Comparisons it rests on, counted up to four.</summary>
    [Id(2)]
    public int Compared;

    /// <summary>Kinds, one bit a weekday counted from the origin.</summary>
    [Id(0)]
    public int Bits;

    /// <summary>The kind a day is held to be: 0 or 1.</summary>
    /// <param name="day">The day, counted from the origin.</param>
    public readonly int Of(long day) => (Bits >> WeekDayOf(day)) & 1;

    /// <summary>Decides what kind a finished day was.</summary>
    /// <param name="day">The day, counted from the origin.</param>
    /// <param name="plane">Its offsets from its middle.</param>
    /// <param name="held">The newest day of the kind it was held to be; empty when there was none.</param>
    /// <param name="other">The newest day of the other kind; empty when there was none.</param>
    /// <returns>Its kind.</returns>
    public int Learn(long day, ReadOnlySpan<Half> plane, ReadOnlySpan<Half> held, ReadOnlySpan<Half> other)
    {
        var kind = Of(day);
        var fromHeld = Distance(plane, held);
        if (double.IsNaN(fromHeld))
        {
            return kind;
        }

        var fromOther = Distance(plane, other);
        var isOther = double.IsNaN(fromOther)
            ? IsNew(fromHeld, Math.Max(Size(plane), Size(held)))
            : fromOther < Clearly * fromHeld;
        if (isOther)
        {
            Bits ^= 1 << WeekDayOf(day);
            return 1 - kind;
        }

        Compared = Math.Min(Compared + 1, (int)(1 / UsualGain));
        Usual += (fromHeld - Usual) / Compared;
        return kind;
    }

    private readonly bool IsNew(double distance, double size) =>
        Compared >= LeastCompared && distance > Distinct * Usual && distance > Explained * size;

    private static int WeekDayOf(long day) => (int)(((day % WeekDays) + WeekDays) % WeekDays);

    /// <summary>Mean distance of the slots both days know; NaN when they share less than half a day.</summary>
    private static double Distance(ReadOnlySpan<Half> one, ReadOnlySpan<Half> two)
    {
        if (two.Length != one.Length)
        {
            return double.NaN;
        }

        var (sum, count) = (0.0, 0);
        for (var i = 0; i < one.Length; i++)
        {
            var distance = (double)one[i] - (double)two[i];
            if (!double.IsNaN(distance))
            {
                sum += Math.Abs(distance);
                count++;
            }
        }

        return 2 * count >= one.Length ? sum / count : double.NaN;
    }

    private static double Size(ReadOnlySpan<Half> plane)
    {
        var (sum, count) = (0.0, 0);
        foreach (var offset in plane)
        {
            if (!Half.IsNaN(offset))
            {
                sum += Math.Abs((double)offset);
                count++;
            }
        }

        return count > 0 ? sum / count : 0;
    }
}
