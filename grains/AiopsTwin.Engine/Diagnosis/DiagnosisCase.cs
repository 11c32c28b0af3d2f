using System.Collections.Immutable;
using AiopsTwin.Engine.Changes;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Diagnosis.Traces;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.Engine.Diagnosis;

/// <summary>
/// Everything a diagnosis is made from. The live twin fills it from an incident; an evaluation fills it from a
/// recording. Order within the arrays does not matter.
/// </summary>
/// <param name="Graph">The graph.</param>
/// <param name="Evidence">What entities say of themselves over the window; these entities, and those that alerted,
/// are the candidates. Entities of the graph without a record count as unobserved.</param>
/// <param name="Alerts">Alerts of the incident, ended ones included; may be empty: symptoms are then read from the
/// evidence alone.</param>
/// <param name="Changes">Changes of the time before and since the onset.</param>
/// <param name="Onset">When the trouble began.</param>
/// <param name="Now">When the question is asked; not before the onset.</param>
public sealed record DiagnosisCase(
    TopologyGraph Graph,
    ImmutableArray<EntityEvidence> Evidence,
    ImmutableArray<Alert> Alerts,
    ImmutableArray<ChangeEvent> Changes,
    DateTimeOffset Onset,
    DateTimeOffset Now)
{
    /// <summary>Onsets of the same trouble on earlier days and now, oldest first; empty when it is new.</summary>
    public ImmutableArray<DateTimeOffset> Occurrences { get; init; } = [];

    /// <summary>What traces and logs say; nothing when there are none.</summary>
    public RequestEvidence Requests { get; init; } = RequestEvidence.None;
}
