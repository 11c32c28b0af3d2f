using AiopsTwin.Engine.Changes;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Correlation.Words;
using AiopsTwin.Engine.Telemetry;
using Orleans;

namespace AiopsTwin.Engine.Twins;

/// <summary>
/// Everything the brain of a twin knows: alerts, changes, incidents. Mutable and owned by one twin grain or one run;
/// bounded by the settings. Fields are added with new ids and never renumbered: checkpoints of earlier versions must
/// load.
/// </summary>
[GenerateSerializer, Alias("aiopstwin.TwinBrainState")]
public sealed class TwinBrainState
{
    /// <summary>The twin's clock; null before the first advance.</summary>
    [Id(0)]
    public DateTimeOffset? Now { get; internal set; }

    /// <summary>Alerts kept, by fingerprint; in no order.</summary>
    [Id(1)]
    public Dictionary<string, TrackedAlert> Alerts { get; private set; } = [];

    /// <summary>Changes remembered, oldest first.</summary>
    [Id(2)]
    public List<ChangeEvent> Changes { get; private set; } = [];

    /// <summary>Incidents remembered, in order of opening.</summary>
    [Id(3)]
    public List<TrackedIncident> Incidents { get; private set; } = [];

    /// <summary>Number of the next incident; never falls.</summary>
    [Id(4)]
    public int NextIncident { get; internal set; } = 1;

    /// <summary>Entities known to report telemetry; in no order.</summary>
    [Id(5)]
    public HashSet<EntityId> Reporting { get; private set; } = [];

    /// <summary>Records of alerts that changed anything, so far.</summary>
    [Id(6)]
    public long AlertsTaken { get; internal set; }

    /// <summary>Alert records that said nothing new: repeats and records older than the one held.</summary>
    [Id(7)]
    public long AlertsRepeated { get; internal set; }

    /// <summary>Alerts forgotten because <c>MaxAlerts</c> was reached.</summary>
    [Id(8)]
    public long AlertsForgotten { get; internal set; }

    /// <summary>Changes forgotten because <c>MaxChanges</c> was reached.</summary>
    [Id(9)]
    public long ChangesForgotten { get; internal set; }

    /// <summary>Incidents forgotten because <c>MaxIncidents</c> was reached.</summary>
    [Id(10)]
    public long IncidentsForgotten { get; internal set; }

    /// <summary>Symptoms that had to wait for a later search because <c>MaxSymptoms</c> was reached.</summary>
    [Id(11)]
    public long SymptomsDeferred { get; internal set; }

    /// <summary>When correlation is due although no alert changed: a held warning ripens then. Null when nothing waits.
    /// </summary>
    [Id(12)]
    public DateTimeOffset? CorrelateAt { get; internal set; }

    /// <summary>What people said.</summary>
    [Id(13)]
    public VoiceState Voice { get; private set; } = new();
}
