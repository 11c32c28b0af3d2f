using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Propagation;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.Engine.Diagnosis;

/// <summary>How a suspect's predicted blast radius agrees with what is seen.</summary>
/// <param name="Gain">Nats saved over every symptom being its own cause; may be negative.</param>
/// <param name="Hit">Symptomatic entities it predicts.</param>
/// <param name="Symptoms">Symptomatic entities in all.</param>
/// <param name="Quiet">Entities it predicts, that report, and that show nothing.</param>
/// <param name="Answer">The prediction.</param>
internal sealed record FitFinding(double Gain, int Hit, int Symptoms, int Quiet, FloodAnswer Answer);

/// <summary>Propagation fit (diagnosis reference 4.7): the same likelihood by which correlation groups alerts, for each
/// suspect alone. A common time counts only where who suffers does not say enough: where nobody explains half of the
/// trouble better than it explains itself. Else time is evidence of its own, and clocks differ. O(reach) per
/// suspect.</summary>
internal static class PropagationFit
{
    /// <summary>Findings by origin.</summary>
    /// <param name="view">The case.</param>
    /// <param name="expectations">What each suspect is expected to impair.</param>
    /// <param name="selves">What each entity is known to lose, where that is measured.</param>
    public static Dictionary<EntityId, FitFinding> Of(
        CaseView view, FloodResult expectations, SortedDictionary<int, SelfShare> selves)
    {
        var findings = Of(view, expectations, selves, null);
        return findings.Values.Any(finding => finding.Gain > 0 && finding.Hit * 2 >= finding.Symptoms)
            ? findings
            : Of(view, expectations, selves, new CarriedReach(view.Graph));
    }

    private static Dictionary<EntityId, FitFinding> Of(
        CaseView view, FloodResult expectations, SortedDictionary<int, SelfShare> selves, CarriedReach? carried)
    {
        var excess = selves.ToDictionary(pair => view.Graph.IdOf(pair.Key), pair => pair.Value);
        var symptoms = view.SymptomList();
        var own = new Residual(symptoms.Length);
        var symptomatic = symptoms.Select(symptom => symptom.Entity).ToHashSet();
        var findings = new Dictionary<EntityId, FitFinding>();
        foreach (var answer in expectations.Answers)
        {
            var observation = new Detectable(
                view, excess.GetValueOrDefault(answer.Source.Origin), Requests(view, answer.Source.Origin));
            var fit = new CandidateFit(answer, symptoms, observation, view.Source.Now, carried);
            var hit = answer.Reached.Count(reach => symptomatic.Contains(reach.Entity));
            var quiet = answer.Reached.Count(reach =>
                reach.Strength >= 0.5 && observation.Reports(reach.Entity) && !view.WasHarmed(reach.Entity));
            findings[answer.Source.Origin] = new FitFinding(fit.Gain(own), hit, symptoms.Length, quiet, answer);
        }

        return findings;
    }

    /// <summary>Requests per second of all that call an entity and wait; 0 when unknown.</summary>
    private static double Requests(CaseView view, EntityId entity) => view.Graph.TryIndex(entity, out var node)
        ? view.Graph.DependentsOf(node, DependencyKind.CallsSync)
            .Sum(caller => view.At(caller)?.Series(MetricCatalog.RequestRate)?.Observed ?? 0)
        : 0;

    /// <summary>
    /// The case as one suspect's prediction sees it. What a suspect loses is handed on at most whole, so where even
    /// all of it would stay within the noise of an entity, the quiet of that entity says nothing against the suspect.
    /// </summary>
    private sealed class Detectable(CaseView view, SelfShare lost, double requests) : IObservation
    {
        public bool Reports(EntityId entity) => view.Reports(entity) && (lost.Excess <= 0 || CouldShow(entity));

        public bool WasHarmed(EntityId entity) => view.WasHarmed(entity);

        private bool CouldShow(EntityId entity)
        {
            view.Graph.TryIndex(entity, out var node);
            var series = view.At(node)!.Worst(lost.Family);
            return requests <= 0 || series is null
                || lost.Excess / requests >= view.Settings.AnomalyThreshold * series.Scale;
        }
    }
}
