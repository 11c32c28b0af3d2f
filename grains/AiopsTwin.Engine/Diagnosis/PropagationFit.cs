using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Propagation;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Diagnosis;

/// <summary>How a suspect's predicted blast radius agrees with what is seen.</summary>
/// <param name="Gain">Nats saved over every symptom being its own cause; may be negative.</param>
/// <param name="Hit">Symptomatic entities it predicts.</param>
/// <param name="Symptoms">Symptomatic entities in all.</param>
/// <param name="Quiet">Entities it predicts, that report, and that show nothing.</param>
/// <param name="Answer">The prediction.</param>
internal sealed record FitFinding(double Gain, int Hit, int Symptoms, int Quiet, FloodAnswer Answer);

/// <summary>Propagation fit (diagnosis reference 4.7): the same likelihood by which correlation groups alerts, for each
/// suspect alone. O(reach) per suspect.</summary>
internal static class PropagationFit
{
    /// <summary>Findings by origin.</summary>
    public static Dictionary<EntityId, FitFinding> Of(CaseView view, FloodResult expectations)
    {
        var symptoms = view.SymptomList();
        var own = new double[symptoms.Length];
        Array.Fill(own, SymptomLikelihood.OwnCause);
        var symptomatic = symptoms.Select(symptom => symptom.Entity).ToHashSet();
        var findings = new Dictionary<EntityId, FitFinding>();
        foreach (var answer in expectations.Answers)
        {
            var fit = new CandidateFit(answer, symptoms, view, view.Source.Now);
            var hit = answer.Reached.Count(reach => symptomatic.Contains(reach.Entity));
            var quiet = answer.Reached.Count(reach =>
                reach.Strength >= 0.5 && view.Reports(reach.Entity) && !view.WasHarmed(reach.Entity));
            findings[answer.Source.Origin] = new FitFinding(fit.Gain(own), hit, symptoms.Length, quiet, answer);
        }

        return findings;
    }
}
