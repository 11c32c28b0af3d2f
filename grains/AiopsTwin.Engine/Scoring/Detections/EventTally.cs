namespace AiopsTwin.Engine.Scoring.Detections;

/// <summary>What came of the alarms of one detector, summed up over series.</summary>
public sealed class EventTally
{
    private readonly List<TimeSpan> _delays = [];
    private double _ticks;

    /// <summary>Marked events.</summary>
    public int Events { get; private set; }

    /// <summary>Those that were found.</summary>
    public int Found => _delays.Count;

    /// <summary>Episodes of alarms.</summary>
    public int Episodes { get; private set; }

    /// <summary>Those near no event.</summary>
    public int FalseAlarms { get; private set; }

    /// <summary>Time scored, in weeks of one series.</summary>
    public double SeriesWeeks => _ticks / (7 * TimeSpan.TicksPerDay);

    /// <summary>Found events as a share of these and the false alarms, in [0, 1]; 0 without alarms.</summary>
    public double Precision => Share(Found, Found + FalseAlarms);

    /// <summary>Share of the events that were found, in [0, 1]; 0 without events.</summary>
    public double Recall => Share(Found, Events);

    /// <summary>Harmonic mean of precision and recall, in [0, 1].</summary>
    public double F1 => Share(2 * Found, Found + FalseAlarms + Events);

    /// <summary>False alarms a week of one series.</summary>
    public double FalseAlarmsPerWeek => _ticks > 0 ? FalseAlarms / SeriesWeeks : 0;

    /// <summary>Middle one of the delays of found events; zero without any.</summary>
    public TimeSpan MedianDelay => _delays.Count == 0 ? TimeSpan.Zero : _delays.Order().ElementAt(_delays.Count / 2);

    internal void AddTime(long ticks) => _ticks += ticks;

    internal void AddEvent(TimeSpan? delay)
    {
        Events++;
        if (delay is { } found)
        {
            _delays.Add(found);
        }
    }

    internal void AddEpisode(bool isFalse)
    {
        Episodes++;
        FalseAlarms += isFalse ? 1 : 0;
    }

    private static double Share(int part, int whole) => whole > 0 ? part / (double)whole : 0;
}
