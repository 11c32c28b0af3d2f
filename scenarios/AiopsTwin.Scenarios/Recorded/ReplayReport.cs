using AiopsTwin.Engine.Correlation;

namespace AiopsTwin.Scenarios.Recorded;

/// <summary>What came of a replay.</summary>
/// <param name="Case">Name of the recording.</param>
/// <param name="Begins">First instant of the incident's part.</param>
/// <param name="Ends">Its last instant.</param>
/// <param name="Interval">Usual distance of two instants.</param>
/// <param name="Onset"><c>self</c> when the twin alone noticed, <c>oracle</c> when it was told.</param>
/// <param name="Alarm">What it was told; null when nothing.</param>
/// <param name="Entities">Components.</param>
/// <param name="Calls">Calls between them.</param>
/// <param name="AsynchronousCalls">Calls nobody waits for.</param>
/// <param name="Learned">Instants of the fault-free part.</param>
/// <param name="Samples">Samples used.</param>
/// <param name="Alerts">Alerts raised since the incident's part began.</param>
/// <param name="Incidents">Incidents that gained alerts since then.</param>
/// <param name="Incident">The one the recording is about; null when there is none.</param>
public sealed record ReplayReport(
    string Case,
    DateTimeOffset Begins,
    DateTimeOffset Ends,
    TimeSpan Interval,
    string Onset,
    string? Alarm,
    int Entities,
    int Calls,
    int AsynchronousCalls,
    int Learned,
    long Samples,
    int Alerts,
    int Incidents,
    Incident? Incident);
