using System.Runtime.InteropServices;
using Orleans;

namespace AiopsTwin.Engine.Baselines;

/// <summary>
/// What is remembered of one resource: 48 hourly values and 400 daily ones, whatever the pace of its samples, in less
/// than 4 KB. A day's value is its last one (stock) or the second largest of its hourly maxima, which is its 95 % value
/// (flow). Days without samples are filled along a straight line; a gap of more than 30 days starts over.
/// </summary>
[GenerateSerializer, Alias("aiopstwin.CapacityHistory")]
public sealed class CapacityHistory
{
    /// <summary>Most days remembered.</summary>
    public const int MostDays = 400;

    /// <summary>Most hours remembered.</summary>
    public const int MostHours = 48;

    private const int LongestGap = 30;

    /// <summary>An empty history.</summary>
    /// <param name="kind">How the resource is used.</param>
    public CapacityHistory(ResourceKind kind) => Kind = kind;

    /// <summary>How the resource is used.</summary>
    [Id(0)]
    public ResourceKind Kind { get; private set; }

    [Id(1)]
    private readonly List<double> _days = [];

    [Id(2)]
    private readonly List<double> _hours = [];

    /// <summary>Hours since 1970 of the hour under way; the last full hour lies before it.</summary>
    [Id(3)]
    private long _hour = long.MinValue;

    [Id(4)]
    private double _hourValue;

    [Id(5)]
    private double _last;

    /// <summary>Start of the first full hour that was seen of the day under way, in hours of the day.</summary>
    [Id(6)]
    private long _since;

    /// <summary>Samples older than the hour under way, which were passed over.</summary>
    [Id(7)]
    public long Late { get; private set; }

    /// <summary>The latest value; zero before the first.</summary>
    public double Last => _last;

    /// <summary>One value for each full day, the oldest first, without gaps.</summary>
    public ReadOnlySpan<double> Days => CollectionsMarshal.AsSpan(_days);

    /// <summary>One value for each of the last full hours, the oldest first, without gaps.</summary>
    public ReadOnlySpan<double> Hours => CollectionsMarshal.AsSpan(_hours);

    /// <summary>End (exclusive) of the last of <see cref="Days"/>, UTC; the smallest instant before any
    /// sample.</summary>
    public DateTimeOffset DaysEnd => _hour == long.MinValue
        ? DateTimeOffset.MinValue
        : DateTimeOffset.UnixEpoch.AddDays(Math.Floor(_hour / 24.0));

    /// <summary>End (exclusive) of the last of <see cref="Hours"/>, UTC; the smallest instant before any
    /// sample.</summary>
    public DateTimeOffset HoursEnd => _hour == long.MinValue
        ? DateTimeOffset.MinValue
        : DateTimeOffset.UnixEpoch.AddHours(_hour);

    /// <summary>A history of full days, for questions about values that were recorded elsewhere.</summary>
    /// <param name="kind">How the resource is used.</param>
    /// <param name="end">End (exclusive) of the last day; its time of day is dropped.</param>
    /// <param name="days">One value a day, the oldest first, finite; the last 400 are kept.</param>
    public static CapacityHistory Of(ResourceKind kind, DateTimeOffset end, ReadOnlySpan<double> days)
    {
        var history = new CapacityHistory(kind);
        foreach (var value in days[Math.Max(0, days.Length - MostDays)..])
        {
            history._days.Add(value);
        }

        if (days.Length > 0)
        {
            history._last = days[^1];
            history._hour = (long)Math.Floor((end - DateTimeOffset.UnixEpoch).TotalDays) * 24;
            history._hourValue = double.NaN;
            history._since = history._hour;
        }

        return history;
    }

    /// <summary>Takes a sample. Values that are not finite and samples of an earlier hour are passed over.</summary>
    /// <param name="at">Its instant.</param>
    /// <param name="value">Its value, in the resource's unit.</param>
    public void Observe(DateTimeOffset at, double value)
    {
        if (!double.IsFinite(value))
        {
            return;
        }

        var hour = (long)Math.Floor((at - DateTimeOffset.UnixEpoch).TotalHours);
        if (_hour == long.MinValue || hour - _hour > LongestGap * 24)
        {
            Restart(hour);
        }
        else if (hour < _hour)
        {
            Late++;
            return;
        }
        else if (hour > _hour)
        {
            Close(hour, value);
        }

        _hourValue = double.IsNaN(_hourValue) || Kind == ResourceKind.Stock ? value : Math.Max(_hourValue, value);
        _last = value;
    }

    private void Restart(long hour)
    {
        _days.Clear();
        _hours.Clear();
        _hour = hour;
        _since = hour;
        _hourValue = double.NaN;
    }

    /// <summary>Ends the hour under way and fills the hours between it and the new one.</summary>
    private void Close(long hour, double next)
    {
        var from = double.IsNaN(_hourValue) ? _last : _hourValue;
        var steps = hour - _hour;
        for (var i = 0; i < steps; i++)
        {
            _hours.Add(from + ((next - from) * i / steps));
            if (_hours.Count > MostHours)
            {
                _hours.RemoveAt(0);
            }

            _hour++;
            if (_hour % 24 == 0)
            {
                CloseDay();
            }
        }

        _hourValue = double.NaN;
    }

    private void CloseDay()
    {
        var seen = (int)Math.Min(24, Math.Min(_hours.Count, _hour - _since));
        var day = CollectionsMarshal.AsSpan(_hours)[^seen..];
        _days.Add(Kind == ResourceKind.Stock ? day[^1] : SecondLargest(day));
        if (_days.Count > MostDays)
        {
            _days.RemoveAt(0);
        }
    }

    private static double SecondLargest(ReadOnlySpan<double> values)
    {
        double first = double.NegativeInfinity, second = double.NegativeInfinity;
        foreach (var value in values)
        {
            second = Math.Max(second, Math.Min(first, value));
            first = Math.Max(first, value);
        }

        return values.Length > 1 ? second : first;
    }
}
