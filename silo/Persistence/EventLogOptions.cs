using System.ComponentModel.DataAnnotations;
using AiopsTwin.Contracts;

namespace AiopsTwin.Silo.Persistence;

/// <summary>Limits of the append-only log.</summary>
public sealed class EventLogOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string SectionName = "EventLog";

    /// <summary>Appends that may wait for the writer; beyond it a caller waits before it may enqueue
    /// (back-pressure).</summary>
    [Range(1, 1_000_000)]
    public int QueueLimit { get; set; } = 4096;

    /// <summary>Records committed together at most.</summary>
    [Range(1, 100_000)]
    public int BatchLimit { get; set; } = 1000;

    /// <summary>Records in one append at most; a longer append is refused.</summary>
    [Range(1, 1_000_000)]
    public int AppendLimit { get; set; } = 10_000;

    /// <summary>Longest payload of one record, bytes; a longer one is refused.</summary>
    [Range(1024, 64 * 1024 * 1024)]
    public int PayloadLimit { get; set; } = 4 * 1024 * 1024;

    /// <summary>Records older than this (by wall time) are removed once an hour. Must be far longer than the longest
    /// pause between two checkpoints of a twin.</summary>
    [DurationRange("1.00:00:00", "3650.00:00:00")]
    public TimeSpan Retention { get; set; } = TimeSpan.FromDays(90);
}
