using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Diagnosis;

namespace AiopsTwin.Engine.Twins;

/// <summary>From suspects to what a simulated world says of them.</summary>
public sealed partial class TwinBrain
{
    // A simulation is the dearest question of all: one in a step; other incidents wait for their next diagnosis.
    private DateTimeOffset? _provedAt;

    /// <summary>The question to ask of a new report; null when none is due. It is due for a best suspect that was never
    /// tried, and again once there is twice as much to compare with.</summary>
    private CounterfactualQuestion? ProofOf(TrackedIncident incident, DiagnosisCase source, DiagnosisReport report)
    {
        var best = report.Suspects.FirstOrDefault();
        if (best is null || _settings.Diagnosis.MaxProved <= 0 || _provedAt == source.Now)
        {
            return null;
        }

        if (ProofBefore(incident, best) is { } before && before.Since >= source.Onset
            && source.Now - source.Onset < 2 * (before.At - source.Onset))
        {
            return null;
        }

        _provedAt = source.Now;
        return new CounterfactualQuestion(new CounterfactualCase(
            source.Graph, source.Evidence, source.Alerts,
            [.. report.Suspects.Take(_settings.Diagnosis.MaxProved)], source.Onset, source.Now));
    }

    /// <summary>The report with what was simulated of its suspects, now or before.</summary>
    private static DiagnosisReport Proven(
        TrackedIncident incident, DiagnosisReport report, CounterfactualQuestion? question)
    {
        var answer = question?.Answer ?? [];
        return report with
        {
            Suspects =
            [
                .. report.Suspects.Select((suspect, place) => suspect with
                {
                    Counterfactual = place < answer.Length ? answer[place]
                        : answer.IsEmpty ? ProofBefore(incident, suspect) : null,
                }),
            ],
        };
    }

    private static Counterfactual? ProofBefore(TrackedIncident incident, Suspect suspect) =>
        incident.Record.Diagnosis?.Suspects.FirstOrDefault(one => one.Entity == suspect.Entity)?.Counterfactual;
}
