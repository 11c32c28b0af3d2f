using Orleans;

namespace AiopsTwin.Engine.Detection.Recurring;

/// <summary>
/// Onsets of one series in one direction, whether or not they lasted long enough for an alert: the newest sixteen, and
/// the pattern in them. Constant size; the search runs with each new onset only.
/// </summary>
[GenerateSerializer, Alias("aiopstwin.RecurringTrack")]
internal sealed class RecurringTrack
{
    /// <summary>Onsets kept.</summary>
    public const int Kept = 16;

    // Periods that may pass without it: beyond, it has ended.
    private const double LapsePeriods = 3.5;

    private const int DaysBack = 3;

    private static readonly long Slack = TimeSpan.FromMinutes(10).Ticks;
    private static readonly long LeastPause = TimeSpan.FromMinutes(30).Ticks;

    /// <summary>Onsets, UTC ticks, in a ring.</summary>
    [Id(0)]
    private readonly long[] _onsets = new long[Kept];

    [Id(1)]
    private int _count;

    /// <summary>The newest unusual sample, UTC ticks.</summary>
    [Id(2)]
    private long _unusualAt;

    /// <summary>The pattern in the onsets; null when there is none.</summary>
    [Id(3)]
    internal RecurringPattern? Pattern { get; private set; }

    /// <summary>Takes an unusual sample: the first one after a pause is an onset.</summary>
    /// <param name="ticks">Its instant.</param>
    /// <param name="interval">Interval of the series, ticks.</param>
    public void Take(long ticks, long interval)
    {
        var isOnset = _unusualAt == 0 || ticks - _unusualAt > Math.Max(LeastPause, 3 * interval);
        _unusualAt = Math.Max(_unusualAt, ticks);
        if (!isOnset)
        {
            return;
        }

        _onsets[_count++ % Kept] = ticks;
        if (_count >= PeriodSearch.FewestTimes)
        {
            Search(interval);
        }
    }

    /// <summary>True when there was an onset at this time of one of the three days before, give or take ten minutes or
    /// an interval.</summary>
    public bool CameBefore(long ticks, long interval)
    {
        var slack = Math.Max(Slack, interval);
        for (var i = Math.Max(0, _count - Kept); i < _count; i++)
        {
            var days = (ticks - _onsets[i % Kept] + slack) / TimeSpan.TicksPerDay;
            var apart = ticks - _onsets[i % Kept] - (days * TimeSpan.TicksPerDay);
            if (days is >= 1 and <= DaysBack && Math.Abs(apart) <= slack)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The pattern, unless it has not come for so long that it ended.</summary>
    public RecurringPattern? At(long now) => Pattern is { } pattern
        && now - pattern.LastAt.UtcTicks <= LapsePeriods * pattern.Period.Ticks
            ? pattern
            : null;

    private void Search(long interval)
    {
        var held = Math.Min(_count, Kept);
        Span<long> onsets = stackalloc long[Kept];
        for (var i = 0; i < held; i++)
        {
            onsets[i] = _onsets[(_count - held + i) % Kept];
        }

        Pattern = PeriodSearch.Find(onsets[..held], interval);
    }
}
