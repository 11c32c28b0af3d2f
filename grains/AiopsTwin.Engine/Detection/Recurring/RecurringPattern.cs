using Orleans;

namespace AiopsTwin.Engine.Detection.Recurring;

/// <summary>When something comes again and again.</summary>
/// <param name="Period">Time from one to the next.</param>
/// <param name="Phase">Middle of the times it came, within the period as counted from the beginning of the calendar, a
/// Monday at midnight UTC.</param>
/// <param name="Spread">How far from the middle it came at most.</param>
/// <param name="Times">Periods in which it came.</param>
/// <param name="Periods">Periods from the first to the last time.</param>
/// <param name="FirstAt">The first time.</param>
/// <param name="LastAt">The last time.</param>
/// <param name="Chance">Bound of the chance that onsets without any period look like this.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.RecurringPattern")]
public sealed record RecurringPattern(
    [property: Id(0)] TimeSpan Period,
    [property: Id(1)] TimeSpan Phase,
    [property: Id(2)] TimeSpan Spread,
    [property: Id(3)] int Times,
    [property: Id(4)] int Periods,
    [property: Id(5)] DateTimeOffset FirstAt,
    [property: Id(6)] DateTimeOffset LastAt,
    [property: Id(7)] double Chance)
{
    /// <summary>Length of the mean of the unit vectors of all onsets at the period (Rayleigh's statistic), in [0, 1]: 1
    /// when all came at the same phase.</summary>
    [Id(8)]
    public double Concentration { get; init; }

    /// <summary>How far an instant is from the middle of the times it comes, at most half a period.</summary>
    public TimeSpan DistanceOf(DateTimeOffset at)
    {
        var apart = ((at.UtcTicks - Phase.Ticks) % Period.Ticks + Period.Ticks) % Period.Ticks;
        return TimeSpan.FromTicks(Math.Min(apart, Period.Ticks - apart));
    }

    /// <summary>The middle of the first time after an instant.</summary>
    public DateTimeOffset NextAfter(DateTimeOffset at)
    {
        var passed = ((at.UtcTicks - Phase.Ticks) % Period.Ticks + Period.Ticks) % Period.Ticks;
        return at.ToUniversalTime() + TimeSpan.FromTicks(Period.Ticks - passed);
    }
}
