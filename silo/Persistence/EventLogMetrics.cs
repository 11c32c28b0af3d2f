using System.Diagnostics.Metrics;

namespace AiopsTwin.Silo.Persistence;

/// <summary>What the event log counts.</summary>
internal static class EventLogMetrics
{
    public static readonly Counter<long> Records = SiloDiagnostics.Meter.CreateCounter<long>(
        "aiopstwin.eventlog.records", "{record}", "Records stored.");

    public static readonly Counter<long> Repeats = SiloDiagnostics.Meter.CreateCounter<long>(
        "aiopstwin.eventlog.repeats", "{record}", "Records skipped because they were stored before.");

    public static readonly Counter<long> Waits = SiloDiagnostics.Meter.CreateCounter<long>(
        "aiopstwin.eventlog.waits", "{append}", "Appends that had to wait because the queue was full.");

    public static readonly Counter<long> Failures = SiloDiagnostics.Meter.CreateCounter<long>(
        "aiopstwin.eventlog.failures", "{append}", "Appends that failed.");

    public static readonly Counter<long> Pruned = SiloDiagnostics.Meter.CreateCounter<long>(
        "aiopstwin.eventlog.pruned", "{record}", "Records removed because of their age.");

    public static readonly Counter<long> Trimmed = SiloDiagnostics.Meter.CreateCounter<long>(
        "aiopstwin.eventlog.trimmed", "{record}", "Records removed because a checkpoint holds what they said.");

    public static readonly Histogram<double> CommitSeconds = SiloDiagnostics.Meter.CreateHistogram<double>(
        "aiopstwin.eventlog.commit.duration", "s", "Time one commit took.",
        advice: SiloDiagnostics.Durations);
}
