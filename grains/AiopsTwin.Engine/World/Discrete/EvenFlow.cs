namespace AiopsTwin.Engine.World.Discrete;

/// <summary>
/// Counts let out as an even flow: their mean rate over a minute, or over ten seconds once these differ by more than
/// chance explains, and what is owed over the next minute. So nothing is lost or made, the fluid is not told the chance
/// of single arrivals that its queues count on anyway, and a jump arrives within seconds.
/// </summary>
internal sealed class EvenFlow
{
    private const double Shortest = 10;
    private const double Longest = 60;

    /// <summary>Deviations of a Poisson count that chance does not explain.</summary>
    private const double Unlikely = 4;

    private double _short;
    private double _long;
    private double _shortAge;
    private double _longAge;

    /// <summary>What is let out, per second.</summary>
    public double PerSecond { get; private set; }

    /// <summary>What was counted and is not let out yet; below 0 what was let out ahead.</summary>
    public double Owed { get; private set; }

    /// <summary>Ends a step of time.</summary>
    /// <param name="count">What was counted in it.</param>
    /// <param name="seconds">Its length.</param>
    public void Add(double count, double seconds)
    {
        _shortAge = Math.Min(Shortest, _shortAge + seconds);
        _longAge = Math.Min(Longest, _longAge + seconds);
        _short += ((count / seconds) - _short) * Math.Min(1, seconds / _shortAge);
        _long += ((count / seconds) - _long) * Math.Min(1, seconds / _longAge);
        var deviation = Math.Sqrt(Math.Max(_long, 1 / Shortest) / (2 * Shortest));
        if (Math.Abs(_short - _long) > Unlikely * deviation)
        {
            (_long, _longAge) = (_short, Math.Min(_longAge, Shortest));
        }

        Owed += count;
        PerSecond = Math.Max(0, _long + ((Owed - (_long * seconds)) / Math.Max(Longest, seconds)));
        Owed -= PerSecond * seconds;
    }
}
