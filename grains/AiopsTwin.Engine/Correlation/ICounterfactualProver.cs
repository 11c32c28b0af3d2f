using System.Collections.Immutable;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.Engine.Correlation;

/// <summary>
/// Simulates what suspects would and would not have brought about. The port through which the twin asks a world without
/// knowing one: it hands over what it observed, and nothing else can come in.
/// </summary>
public interface ICounterfactualProver
{
    /// <summary>Simulates every suspect of a case. Pure: the same case gives the same answer.</summary>
    /// <param name="source">What was observed, and who is suspected.</param>
    /// <returns>One for each suspect of the case, in their order; empty when it is too early to say anything.</returns>
    ImmutableArray<Counterfactual> Prove(CounterfactualCase source);
}

/// <summary>What a prover is told: the graph, what entities say of themselves, alerts, and whom to try.</summary>
/// <param name="Graph">The graph.</param>
/// <param name="Evidence">What entities did before and since the onset, sorted by id.</param>
/// <param name="Alerts">Alerts of the incident.</param>
/// <param name="Suspects">Whom to try, best first.</param>
/// <param name="Onset">When the trouble began.</param>
/// <param name="Now">When the question is asked; not before the onset.</param>
public sealed record CounterfactualCase(
    TopologyGraph Graph,
    ImmutableArray<EntityEvidence> Evidence,
    ImmutableArray<Alert> Alerts,
    ImmutableArray<Suspect> Suspects,
    DateTimeOffset Onset,
    DateTimeOffset Now);
