using Orleans;

namespace AiopsTwin.Engine.Detection.Sources;

/// <summary>
/// The score of an entity's telemetry at its newest calm moments, so that an incident is judged by how good the
/// telemetry was before it: what an incident does to telemetry is evidence of the incident. Six marks, five minutes
/// apart, none while an alert fires.
/// </summary>
[GenerateSerializer, Alias("aiopstwin.TrustMarks")]
internal struct TrustMarks
{
    private const int Kept = 6;
    private static readonly long ReadEvery = TimeSpan.FromMinutes(1).Ticks;
    private static readonly long Apart = TimeSpan.FromMinutes(5).Ticks;

    /// <summary>Instants, UTC ticks, in a ring; null before the first.</summary>
    [Id(0)]
    public long[]? At;

    /// <summary>Scores at them.</summary>
    [Id(1)]
    public float[]? Score;

    /// <summary>Marks made so far.</summary>
    [Id(2)]
    public int Count;

    /// <summary>The newest score; means something once <see cref="LatestAt"/> is not 0.</summary>
    [Id(3)]
    public float Latest;

    /// <summary>When it was read, UTC ticks.</summary>
    [Id(4)]
    public long LatestAt;

    /// <summary>True when the newest score is old enough to be read anew.</summary>
    public readonly bool IsStale(long ticks) => ticks - LatestAt >= ReadEvery;

    /// <summary>Takes a score, and keeps a mark of it when one is due.</summary>
    public void Take(long ticks, double score, bool isCalm)
    {
        Latest = (float)score;
        LatestAt = ticks;
        if (!isCalm || (Count > 0 && ticks - At![(Count - 1) % Kept] < Apart))
        {
            return;
        }

        At ??= new long[Kept];
        Score ??= new float[Kept];
        At[Count % Kept] = ticks;
        Score[Count++ % Kept] = (float)score;
    }

    /// <summary>The score at the newest mark not after an instant; the oldest mark kept when all are after it; 1 when
    /// there is none.</summary>
    public readonly double ScoreAt(long ticks)
    {
        for (var i = Count - 1; i >= Math.Max(0, Count - Kept); i--)
        {
            if (At![i % Kept] <= ticks)
            {
                return Score![i % Kept];
            }
        }

        return Count == 0 ? 1 : Score![Math.Max(0, Count - Kept) % Kept];
    }
}
