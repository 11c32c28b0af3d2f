using Orleans;

namespace AiopsTwin.Engine.Detection.Sources;

/// <summary>
/// What one source sent, fading: each count is halved with every memory that passes, so a trouble that ended is soon
/// forgotten. Constant size; O(1) a batch.
/// </summary>
[GenerateSerializer, Alias("aiopstwin.SourceTally")]
internal sealed class SourceTally(string source)
{
    /// <summary>Shortest memory: what went wrong an hour ago counts half.</summary>
    public static readonly TimeSpan ShortestMemory = TimeSpan.FromHours(1);

    // The shortest delay of late is what the clocks differ by, and the way here; it is found at once when it shrinks,
    // and followed within some fifty batches when it grows.
    private const float LagGain = 0.02f;

    /// <summary>Who sends.</summary>
    [Id(0)]
    internal string Source = source;

    /// <summary>Instant of the newest batch, UTC ticks; counts are as of then.</summary>
    [Id(1)]
    internal long At;

    [Id(2)]
    internal float Used;

    [Id(3)]
    internal float Duplicates;

    [Id(4)]
    internal float Late;

    [Id(5)]
    internal float Invalid;

    [Id(6)]
    internal float Refused;

    [Id(7)]
    internal float Missed;

    /// <summary>Shortest delay of late between a sample's instant and its arrival, seconds; NaN when arrivals are not
    /// told.</summary>
    [Id(8)]
    internal float Lag = float.NaN;

    // What one batch fades by; the next one comes after as long.
    [NonSerialized]
    private double _share;

    [NonSerialized]
    private float _kept;

    /// <summary>Samples sent.</summary>
    public float Sent => Used + Duplicates + Late + Invalid + Refused;

    /// <summary>Takes one batch.</summary>
    /// <param name="at">Its newest instant, UTC ticks.</param>
    /// <param name="counts">What became of its samples.</param>
    /// <param name="memory">Ticks in which a count is halved; greater than zero.</param>
    public void Take(long at, in SampleCounts counts, long memory)
    {
        Fade(at, memory);
        Used += counts.Used;
        Duplicates += counts.Duplicates;
        Late += counts.Late;
        Invalid += counts.Invalid;
        Refused += counts.Refused;
        Missed += counts.Missed;
    }

    /// <summary>Hears how long the newest sample of a batch took to arrive; negative when it came from the
    /// future.</summary>
    public void HearLag(TimeSpan lag)
    {
        var seconds = (float)lag.TotalSeconds;
        Lag = float.IsNaN(Lag) || seconds < Lag ? seconds : Lag + (LagGain * (seconds - Lag));
    }

    /// <summary>Adds what another tally counted, as of that tally's instant.</summary>
    public void Add(SourceTally other)
    {
        At = Math.Max(At, other.At);
        Used += other.Used;
        Duplicates += other.Duplicates;
        Late += other.Late;
        Invalid += other.Invalid;
        Refused += other.Refused;
        Missed += other.Missed;
        Lag = float.IsNaN(Lag) || Math.Abs(other.Lag) > Math.Abs(Lag) ? other.Lag : Lag;
    }

    private void Fade(long at, long memory)
    {
        if (at > At && At > 0)
        {
            var share = (at - At) / (double)memory;
            if (share != _share)
            {
                (_share, _kept) = (share, (float)Math.Pow(0.5, share));
            }

            var kept = _kept;
            Used *= kept;
            Duplicates *= kept;
            Late *= kept;
            Invalid *= kept;
            Refused *= kept;
            Missed *= kept;
        }

        At = Math.Max(At, at);
    }
}
