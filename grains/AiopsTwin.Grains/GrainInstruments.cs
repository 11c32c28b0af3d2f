using System.Diagnostics.Metrics;
using AiopsTwin.Engine.Diagnosis.Traces;

namespace AiopsTwin.Grains;

/// <summary>The meter of this project. Instruments carry no entity ids: tags stay few.</summary>
internal static class GrainInstruments
{
    /// <summary>Name of the meter, for hosts that export it.</summary>
    public const string MeterName = "AiopsTwin.Grains";

    private static readonly Meter Meter = new(MeterName);

    public static readonly Counter<long> SamplesAccepted = Meter.CreateCounter<long>(
        "aiopstwin.twin.samples", "{sample}", "Samples used by entities.");

    public static readonly Counter<long> SamplesDropped = Meter.CreateCounter<long>(
        "aiopstwin.twin.samples.dropped", "{sample}", "Samples not used, by reason.");

    public static readonly Counter<long> AlertsChanged = Meter.CreateCounter<long>(
        "aiopstwin.twin.alerts", "{alert}", "Alerts raised, worsened or ended.");

    public static readonly Counter<long> AlertsRepeated = Meter.CreateCounter<long>(
        "aiopstwin.twin.alerts.repeated", "{alert}", "Alerts of others that said what was known already.");

    public static readonly Counter<long> IncidentsChanged = Meter.CreateCounter<long>(
        "aiopstwin.twin.incidents", "{incident}", "Incidents opened or moved.");

    public static readonly Counter<long> ChangesRecorded = Meter.CreateCounter<long>(
        "aiopstwin.twin.changes", "{change}", "Change events recorded.");

    public static readonly Counter<long> Floods = Meter.CreateCounter<long>(
        "aiopstwin.twin.floods", "{flood}", "Floods driven over partitions.");

    public static readonly Histogram<double> StepSeconds = Meter.CreateHistogram<double>(
        "aiopstwin.twin.step.duration", "s", "Wall time of one advance of a twin.");

    public static readonly Histogram<double> CheckpointSeconds = Meter.CreateHistogram<double>(
        "aiopstwin.twin.checkpoint.duration", "s", "Wall time of one checkpoint of a twin.");

    public static readonly Counter<long> LimitsHit = Meter.CreateCounter<long>(
        "aiopstwin.twin.limits", "{hit}", "Limits reached, by limit.");

    public static readonly Counter<long> RunSteps = Meter.CreateCounter<long>(
        "aiopstwin.run.steps", "{step}", "Steps of virtual time runs made.");

    public static readonly Counter<long> ViewPushes = Meter.CreateCounter<long>(
        "aiopstwin.view.pushes", "{push}", "Merged changes views made visible.");

    private static readonly Counter<long> SpansTaken = Meter.CreateCounter<long>(
        "aiopstwin.twin.spans", "{span}", "Spans taken by joins.");

    private static readonly Counter<long> LinesTaken = Meter.CreateCounter<long>(
        "aiopstwin.twin.lines", "{line}", "Log lines taken by joins.");

    private static readonly Counter<long> RequestsDropped = Meter.CreateCounter<long>(
        "aiopstwin.twin.requests.dropped", "{item}", "Spans, log lines and visits not used, by reason.");

    /// <summary>Counts what became of spans and lines.</summary>
    public static void RequestsTaken(JoinTally tally)
    {
        SpansTaken.Add(tally.Spans);
        LinesTaken.Add(tally.Lines);
        RequestDropped("duplicate", tally.Duplicates);
        RequestDropped("late", tally.Late);
        RequestDropped("refused", tally.Refused);
    }

    /// <summary>Counts spans, lines or visits that were not used.</summary>
    public static void RequestDropped(string reason, long count)
    {
        if (count > 0)
        {
            RequestsDropped.Add(count, new KeyValuePair<string, object?>("reason", reason));
        }
    }

    /// <summary>Counts a limit reached.</summary>
    public static void LimitHit(string limit, long times = 1) =>
        LimitsHit.Add(times, new KeyValuePair<string, object?>("limit", limit));

    /// <summary>Counts samples that were not used.</summary>
    public static void Dropped(string reason, long samples)
    {
        if (samples > 0)
        {
            SamplesDropped.Add(samples, new KeyValuePair<string, object?>("reason", reason));
        }
    }
}
