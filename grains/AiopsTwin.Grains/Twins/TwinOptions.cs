using System.ComponentModel.DataAnnotations;
using AiopsTwin.Contracts;
using AiopsTwin.Engine.Twins;

namespace AiopsTwin.Grains.Twins;

/// <summary>Limits and periods of the twin's grains. Every limit has a counter in the meter
/// <c>AiopsTwin.Grains</c>.</summary>
public sealed class TwinOptions
{
    /// <summary>Section of the configuration the host binds.</summary>
    public const string SectionName = "Twin";

    /// <summary>Wall time between checkpoints of a twin: what was handed over since the last one is gone through again
    /// when a silo was lost. Default 30 s, range 1 s to 1 h.</summary>
    [DurationRange("00:00:01", "01:00:00")]
    public TimeSpan CheckpointInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Wall time between steps of a twin whose clock is the wall clock. Default 5 s, range 0.1 s to 5
    /// min.</summary>
    [DurationRange("00:00:00.1", "00:05:00")]
    public TimeSpan WallInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Wall time after which alerts of others bring about a step of a twin whose clock is the wall clock,
    /// before its next regular one; half of what the last step took, up to a second, when that is more. Default
    /// 0.25 s, range 0.05 s to 5 min.</summary>
    [DurationRange("00:00:00.05", "00:05:00")]
    public TimeSpan AlertInterval { get; set; } = TimeSpan.FromSeconds(0.25);

    /// <summary>Entities a partition is filled to. Default 2 000, range 10 to 20 000.</summary>
    [Range(10, 20_000)]
    public int PartitionSize { get; set; } = 2_000;

    /// <summary>Most partitions of a twin. Default 64, range 1 to 1 024.</summary>
    [Range(1, 1_024)]
    public int MaxPartitions { get; set; } = 64;

    /// <summary>Change events kept at hand; older ones stay in the event log. Default 1 000, range 10 to 100
    /// 000.</summary>
    [Range(10, 100_000)]
    public int ChangesKept { get; set; } = 1_000;

    /// <summary>Alerts of others waiting for the next step, those being stored included; more are refused. Default
    /// 50 000, range 100 to 1 000 000.</summary>
    [Range(100, 1_000_000)]
    public int PendingAlerts { get; set; } = 50_000;

    /// <summary>Firing alerts a twin shows; beyond it a tenth of those of others is forgotten, the longest raised first
    /// (alerts of our own detectors end by themselves and stay). Default 200 000, range 100 to 1 000 000.</summary>
    [Range(100, 1_000_000)]
    public int FiringAlerts { get; set; } = 200_000;

    /// <summary>Incidents whose record is kept; beyond it those opened first are removed, closed ones only and never
    /// one that the twin has at hand (the newest 500 and all that are not closed). Default 5 000, range 500 to 1 000
    /// 000.</summary>
    [Range(500, 1_000_000)]
    public int IncidentsKept { get; set; } = 5_000;

    /// <summary>Twins whose partition map a process remembers; beyond it the one asked for longest ago is fetched again
    /// when it is needed. Default 256, range 1 to 100 000.</summary>
    [Range(1, 100_000)]
    public int MapsKept { get; set; } = 256;

    /// <summary>Floods a partition serves at a time; the oldest is dropped beyond it. Default 8, range 1 to
    /// 64.</summary>
    [Range(1, 64)]
    public int FloodsPerPartition { get; set; } = 8;

    /// <summary>Floods that travel entity by entity, the reference for those of partitions, in which an entity takes
    /// part at a time; beyond it the oldest is given up and says so. Default 4, range 1 to 64.</summary>
    [Range(1, 64)]
    public int HopFloodsPerEntity { get; set; } = 4;

    /// <summary>Messages of one flood that travels entity by entity; beyond it there is no answer. Default 1 000 000,
    /// range 1 000 to 10 000 000.</summary>
    [Range(1_000, 10_000_000)]
    public int HopMessages { get; set; } = 1_000_000;

    /// <summary>Sources whose sequence an entity remembers; the longest unheard is forgotten. Default 16, range 1 to
    /// 256.</summary>
    [Range(1, 256)]
    public int SourcesPerEntity { get; set; } = 16;

    /// <summary>Alerts a partition keeps until the twin acknowledged them; the oldest is dropped beyond it (the twin
    /// then takes the firing ones anew). Default 20 000, range 100 to 1 000 000.</summary>
    [Range(100, 1_000_000)]
    public int OutboxAlerts { get; set; } = 20_000;

    /// <summary>Bytes of samples a partition keeps in the event log; beyond it the partition makes a checkpoint of its
    /// own before it takes more. Default 32 MiB, range 64 KiB to 1 GiB.</summary>
    [Range(64 * 1024, 1024 * 1024 * 1024)]
    public int SampleTailBytes { get; set; } = 32 * 1024 * 1024;

    /// <summary>Time it takes to provide more of a resource, in whole days: what is full sooner raises an alert.
    /// Default 14 d, range 1 d to 365 d.</summary>
    [DurationRange("1.00:00:00", "365.00:00:00")]
    public TimeSpan CapacityLeadTime { get; set; } = TimeSpan.FromDays(14);

    /// <summary>Grains among which the spans that wait for the rest of their trace are shared out, by trace. Every silo
    /// needs the same number; what waits is lost when it changes. Default 4, range 1 to 64.</summary>
    [Range(1, 64)]
    public int RequestJoins { get; set; } = 4;

    /// <summary>How long after the end of the last span heard of a trace its other spans may come. Default 15 s, range
    /// 1 s to 5 min.</summary>
    [DurationRange("00:00:01", "00:05:00")]
    public TimeSpan RequestJoinWait { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Spans and log lines that wait in one of these grains; more are refused and counted. Default 200 000,
    /// range 1 000 to 10 000 000.</summary>
    [Range(1_000, 10_000_000)]
    public int RequestsWaiting { get; set; } = 200_000;

    /// <summary>How long back an entity keeps requests by the minute, in whole minutes (three hours before them, by the
    /// quarter, come on top). Default 30 min, range 5 min to 4 h.</summary>
    [DurationRange("00:05:00", "04:00:00")]
    public TimeSpan RequestHistory { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>Operations an entity counts apart in a minute; more are counted as dropped. Default 32, range 1 to 1
    /// 024.</summary>
    [Range(1, 1_024)]
    public int RequestOperations { get; set; } = 32;

    /// <summary>Events counted apart for an operation in a minute; more are counted as dropped. Default 64, range 4 to
    /// 1 024.</summary>
    [Range(4, 1_024)]
    public int RequestEvents { get; set; } = 64;

    /// <summary>Unwanted alarms a week of one series that are bearable: where people answer alerts, thresholds move
    /// until that many come. Default 0.25, range 0.01 to 100.</summary>
    [Range(0.01, 100.0)]
    public double AlarmBudget { get; set; } = 0.25;

    /// <summary>How long an incident must have stood before people are told of it; what is merged before is not told.
    /// Default 15 s, range 0 to 10 min.</summary>
    [DurationRange("00:00:00", "00:10:00")]
    public TimeSpan TellHold { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Suspects of an incident that are proven by simulation where a world is fitted: what would have been
    /// without them. Default 5, range 0 (no proofs) to 20.</summary>
    [Range(0, 20)]
    public int ProvedSuspects { get; set; } = 5;

    /// <summary>Merges, splits and causes said by people that are kept; the oldest that are undone, then the oldest
    /// about incidents no longer remembered, are forgotten first. Default 1 000, range 10 to 100 000.</summary>
    [Range(10, 100_000)]
    public int FeedbackKept { get; set; } = 1_000;

    /// <summary>Silences that have not ended, at most; a further one is refused. Default 200, range 1 to 10
    /// 000.</summary>
    [Range(1, 10_000)]
    public int Silences { get; set; } = 200;

    /// <summary>The longest a silence may last. Default 30 d, range 1 h to 365 d.</summary>
    [DurationRange("01:00:00", "365.00:00:00")]
    public TimeSpan LongestSilence { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Firing alerts without an entity that are kept; the longest raised is forgotten first. Default 1 000,
    /// range 10 to 100 000.</summary>
    [Range(10, 100_000)]
    public int UnplacedAlerts { get; set; } = 1_000;

    /// <summary>The settings of the engine with what is set here.</summary>
    /// <param name="others">Those of which nothing is set here.</param>
    public TwinSettings Apply(TwinSettings others)
    {
        ArgumentNullException.ThrowIfNull(others);
        return others with
        {
            Capacity = others.Capacity with { LeadDays = (int)CapacityLeadTime.TotalDays },
            Correlation = others.Correlation with { TellHold = TellHold },
            Detection = others.Detection with { AlarmBudget = AlarmBudget },
            Diagnosis = others.Diagnosis with { MaxProved = ProvedSuspects },
            Words = others.Words with
            {
                MaxFeedback = FeedbackKept,
                MaxSilences = Silences,
                LongestSilence = LongestSilence,
                MaxUnplaced = UnplacedAlerts,
            },
            Requests = others.Requests with
            {
                JoinWait = RequestJoinWait,
                MaxOpen = RequestsWaiting,
                Minutes = (int)RequestHistory.TotalMinutes,
                MaxOperations = RequestOperations,
                MaxEvents = RequestEvents,
            },
        };
    }
}
