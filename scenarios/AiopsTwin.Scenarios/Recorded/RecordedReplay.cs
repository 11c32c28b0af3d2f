using System.Collections.Immutable;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;
using AiopsTwin.Engine.Twins;

namespace AiopsTwin.Scenarios.Recorded;

/// <summary>
/// Feeds a recording to a twin on the recording's own clock: samples of an instant, then the clock to that instant, as
/// a live estate would. The twin is the one every run has.
/// </summary>
public sealed class RecordedReplay
{
    private readonly Recording _recording;
    private readonly Alert? _alarm;

    /// <summary>Sets a replay at its beginning.</summary>
    /// <param name="recording">What is replayed.</param>
    /// <param name="onset">Who says that something is wrong.</param>
    /// <param name="settings">Settings of the twin.</param>
    public RecordedReplay(Recording recording, ReplayOnset onset, TwinSettings settings)
    {
        ArgumentNullException.ThrowIfNull(recording);
        _recording = recording;
        _alarm = onset == ReplayOnset.Self ? null : Delayed(FrontEndAlarm.Of(recording), recording);
        Twin = new LocalTwin(recording.Topology, settings);
    }

    /// <summary>The twin: what was inferred.</summary>
    public LocalTwin Twin { get; }

    /// <summary>The alarm as it comes: within the rows there are.</summary>
    private static Alert? Delayed(Alert? alarm, Recording recording)
    {
        if (alarm is null || recording.AlarmDelay == 0)
        {
            return alarm;
        }

        var row = recording.Incident.Count(moment => moment.At < alarm.RaisedAt) + recording.AlarmDelay;
        var at = recording.Incident[Math.Clamp(row, 0, recording.Incident.Length - 1)].At;
        return alarm with { StartsAt = at, RaisedAt = at };
    }

    /// <summary>Feeds the fault-free part.</summary>
    public void Learn()
    {
        foreach (var moment in _recording.Baseline)
        {
            Feed(moment);
        }
    }

    /// <summary>Feeds the time of the incident, and lets the clock run on for one interval: what is held back until
    /// it proved lasting is told then.</summary>
    /// <param name="cancellation">Gives up between instants.</param>
    public void Play(CancellationToken cancellation = default)
    {
        foreach (var moment in _recording.Incident)
        {
            cancellation.ThrowIfCancellationRequested();
            Feed(moment);
        }

        Twin.Advance(_recording.EndsAt);
    }

    /// <summary>Feeds one instant.</summary>
    /// <returns>Incidents opened or moved by it.</returns>
    public ImmutableArray<Incident> Feed(RecordedMoment moment)
    {
        ArgumentNullException.ThrowIfNull(moment);
        Twin.Observe(moment.Batches);
        if (_alarm is not null && moment.At == _alarm.RaisedAt)
        {
            Twin.Receive(_alarm);
        }

        return Twin.Advance(moment.At);
    }

    /// <summary>
    /// The incident the recording is about: of those that were alive after its beginning, the one that holds the alarm
    /// from outside, else the one that gained most alerts since, the older, the one whose alerts lie further from what
    /// was expected. Null when none was.
    /// </summary>
    public Incident? Found() => Choose(Twin.Incidents, _recording);

    /// <summary>What came of it.</summary>
    public ReplayReport Report() => Report(_recording, _alarm, Twin.SamplesSeen, Twin.Incidents);

    /// <summary>What came of a replay, wherever it was played.</summary>
    internal static ReplayReport Report(
        Recording recording, Alert? alarm, long samples, ImmutableArray<Incident> incidents)
    {
        var links = recording.Topology.Dependencies;
        var begun = recording.Incident[0].At;
        var fresh = incidents.Select(incident => incident.Alerts.Count(one => one.Alert.RaisedAt >= begun))
            .Where(count => count > 0).ToList();
        return new ReplayReport(
            recording.Name, begun, recording.Incident[^1].At, recording.Interval,
            alarm is null ? "self" : "oracle",
            alarm?.Summary, recording.Topology.Entities.Length, links.Length,
            links.Count(link => link.Kind == DependencyKind.CallsAsync), recording.Baseline.Length, samples,
            fresh.Sum(), fresh.Count, Choose(incidents, recording));
    }

    /// <summary>As <see cref="Found"/>, of incidents read elsewhere.</summary>
    public static Incident? Choose(IEnumerable<Incident> incidents, Recording recording)
    {
        ArgumentNullException.ThrowIfNull(incidents);
        ArgumentNullException.ThrowIfNull(recording);
        var begun = recording.Incident[0].At;
        return incidents
            .Select(incident => (
                Incident: incident,
                Fresh: incident.Alerts.Where(one => one.Alert.RaisedAt >= begun).ToList()))
            .Where(pair => pair.Fresh.Count > 0)
            .OrderByDescending(pair => pair.Fresh.Exists(one => one.Alert.Source == FrontEndAlarm.Source))
            .ThenByDescending(pair => pair.Fresh.Count)
            .ThenBy(pair => pair.Incident.OpenedAt)
            .ThenByDescending(pair => pair.Fresh.Max(one => Math.Abs(one.Alert.Score)))
            .ThenBy(pair => pair.Incident.Id, StringComparer.Ordinal)
            .Select(pair => pair.Incident).FirstOrDefault();
    }
}
