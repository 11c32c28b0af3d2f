namespace AiopsTwin.Grains.Runs;

/// <summary>
/// Says how far a run may be, from the wall clock and its speed. Time a run could not keep up with is let go rather
/// than owed: after a stall a run goes on at its speed, it does not race.
/// </summary>
internal sealed class RunPace
{
    /// <summary>Slowest speed above zero.</summary>
    public const double Slowest = 0.25;

    /// <summary>Fastest speed that is paced.</summary>
    public const double Fastest = 1000;

    private static readonly TimeSpan OwedAtMost = TimeSpan.FromSeconds(1);

    private DateTimeOffset _wall;
    private TimeSpan _position;
    private double _speed;

    /// <summary>True for a speed a run accepts: 0 (as fast as possible) or 0.25 to 1000.</summary>
    public static bool IsValid(double speed) => speed is 0 or (>= Slowest and <= Fastest);

    /// <summary>Begins to count from here.</summary>
    public void Anchor(DateTimeOffset wall, TimeSpan position, double speed)
    {
        _wall = wall;
        _position = position;
        _speed = speed;
    }

    /// <summary>Where the run may be at a wall instant.</summary>
    /// <param name="wall">The instant.</param>
    /// <param name="position">Where it is.</param>
    public TimeSpan Target(DateTimeOffset wall, TimeSpan position)
    {
        if (_speed == 0)
        {
            return TimeSpan.MaxValue;
        }

        var target = _position + ((wall - _wall) * _speed);
        var owed = OwedAtMost * Math.Max(1, _speed);
        if (target - position > owed)
        {
            Anchor(wall, position + owed, _speed);
            target = _position;
        }

        return target;
    }
}
