using System.ComponentModel.DataAnnotations;
using AiopsTwin.Contracts;

namespace AiopsTwin.Grains.Runs;

/// <summary>Limits and periods of runs.</summary>
public sealed class RunOptions
{
    /// <summary>Section of the configuration the host binds.</summary>
    public const string SectionName = "Run";

    /// <summary>Longest a run computes before it lets other work of its silo go first. Default 50 ms, range 5 ms to 1
    /// s.</summary>
    [DurationRange("00:00:00.005", "00:00:01")]
    public TimeSpan Slice { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Wall time between looks at the clock while a run is paced. Default 20 ms, range 5 ms to 1 s.</summary>
    [DurationRange("00:00:00.005", "00:00:01")]
    public TimeSpan Pulse { get; set; } = TimeSpan.FromMilliseconds(20);

    /// <summary>Least wall time between two publications to the run's view. Default 250 ms, range 20 ms to 10
    /// s.</summary>
    [DurationRange("00:00:00.02", "00:00:10")]
    public TimeSpan PublishInterval { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Wall time between records of a run's position. Default 5 s, range 0.1 s to 1 min.</summary>
    [DurationRange("00:00:00.1", "00:01:00")]
    public TimeSpan SaveInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Runs listed; beyond it the oldest ended one falls off. Default 200, range 1 to 10 000.</summary>
    [Range(1, 10_000)]
    public int MaxRuns { get; set; } = 200;

    /// <summary>Marks of a run's time line kept; beyond it the oldest alerts fall off. Default 500, range 10 to
    /// 500.</summary>
    [Range(10, 500)]
    public int MaxMarks { get; set; } = 500;

    /// <summary>Simulated time between two snapshots of a rehearsal: a seek back plays at most so much. Default 1 min,
    /// range 1 s to 1 h.</summary>
    [DurationRange("00:00:01", "01:00:00")]
    public TimeSpan SnapshotInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Bytes of snapshots a rehearsal keeps; beyond it they thin out towards the past. Default 64 MiB, range 1
    /// MiB to 16 GiB.</summary>
    [Range(1L << 20, 1L << 34)]
    public long SnapshotBytes { get; set; } = 64L << 20;

    /// <summary>Bytes of series a rehearsal keeps for comparisons; beyond it the oldest fall off. Default 16 MiB, range
    /// 64 KiB to 1 GiB.</summary>
    [Range(1L << 16, 1L << 30)]
    public long SeriesBytes { get; set; } = 16L << 20;

    /// <summary>Ticks between two hashes of a rehearsal's world. Default 10, range 1 to 10 000.</summary>
    [Range(1, 10_000)]
    public int HashTicks { get; set; } = 10;

    /// <summary>Largest estate whose rehearsals are compared in a silo: up to a snapshot interval is played for it.
    /// Default 2 000 entities, range 1 to 100 000.</summary>
    [Range(1, 100_000)]
    public int CompareEntities { get; set; } = 2000;

    /// <summary>Largest estate whose world is asked what another amount of work would do: two worlds are run for every
    /// amount. Default 2 000 entities, range 1 to 100 000.</summary>
    [Range(1, 100_000)]
    public int WorkTrialEntities { get; set; } = 2000;

    /// <summary>Simulated time of each of these worlds, in whole minutes; the second half is measured. Default 20 min,
    /// range 4 min to 4 h.</summary>
    [DurationRange("00:04:00", "04:00:00")]
    public TimeSpan WorkTrialLength { get; set; } = TimeSpan.FromMinutes(20);

    /// <summary>Largest estate whose world is asked an architect's questions (blast radius, contingency, headroom,
    /// collapse). Default 2 000 entities, range 1 to 100 000.</summary>
    [Range(1, 100_000)]
    public int QuestionEntities { get; set; } = 2000;

    /// <summary>Longest such a question is worked on; then it is given up. Default 30 s, range 0.1 s to 2
    /// min.</summary>
    [DurationRange("00:00:00.1", "00:02:00")]
    public TimeSpan QuestionTime { get; set; } = TimeSpan.FromSeconds(30);
}
