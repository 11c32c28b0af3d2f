namespace AiopsTwin.Engine.World.Discrete;

/// <summary>
/// Counts of single events, and what they say of the present: sums that fade with a window of ten seconds, or of as
/// long as four hundred events take, but at most a minute. So a mean of what is counted has bounded noise and a bounded
/// lag. One of the counts is let out as an even flow.
/// </summary>
/// <param name="kinds">How many things are counted.</param>
/// <param name="gauge">Number of the count that says how long the window is.</param>
/// <param name="evened">Number of the count that is let out evenly.</param>
internal sealed class FadingCounts(int kinds, int gauge, int evened)
{
    /// <summary>Shortest window, in seconds: two moves of the load.</summary>
    private const double Shortest = 10;

    /// <summary>Longest window, in seconds: who sees a trouble later than that does not see it.</summary>
    private const double Longest = 60;

    /// <summary>Events that a window should hold: their mean is then known to a twentieth of their deviation.</summary>
    private const double Enough = 400;

    private readonly double[] _last = new double[kinds];
    private readonly double[] _recent = new double[kinds];
    private double _seconds;

    /// <summary>Counts since the start.</summary>
    public double[] All { get; } = new double[kinds];

    /// <summary>What is let out of one of them.</summary>
    public EvenFlow Flow { get; } = new();

    /// <summary>Counts of the last step, by number.</summary>
    public double[] Step { get; } = new double[kinds];

    /// <summary>A fading sum; only ratios of them, and <see cref="PerSecond"/>, have a meaning.</summary>
    public double Recent(int kind) => _recent[kind];

    /// <summary>A fading mean rate.</summary>
    public double PerSecond(int kind) => _seconds > 0 ? _recent[kind] / _seconds : 0;

    /// <summary>Ends a step of time.</summary>
    public void End(double seconds)
    {
        var keep = Math.Exp(-seconds / Window());
        for (var kind = 0; kind < kinds; kind++)
        {
            Step[kind] = All[kind] - _last[kind];
            _recent[kind] = (_recent[kind] * keep) + Step[kind];
            _last[kind] = All[kind];
        }

        _seconds = (_seconds * keep) + seconds;
        Flow.Add(Step[evened], seconds);
    }

    private double Window()
    {
        var rate = PerSecond(gauge);
        return rate <= Enough / Longest ? Longest : Math.Max(Shortest, Enough / rate);
    }
}
