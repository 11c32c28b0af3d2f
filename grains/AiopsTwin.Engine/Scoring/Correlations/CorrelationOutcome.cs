using System.Collections.Immutable;
using AiopsTwin.Engine.Correlation;

namespace AiopsTwin.Engine.Scoring.Correlations;

/// <summary>A signal of the script, and where the twin put it in the end.</summary>
/// <param name="Fingerprint">Identity of the alert.</param>
/// <param name="Causes">Its true causes, sorted.</param>
/// <param name="Incident">The incident it is in, survivors of merges told; null when it is in none.</param>
/// <param name="IsKept">False when the twin can say nothing of it any more: it is lost.</param>
public sealed record PlacedSignal(string Fingerprint, ImmutableArray<int> Causes, string? Incident, bool IsKept);

/// <summary>What the twin made of a fault.</summary>
/// <param name="Fault">The fault.</param>
/// <param name="Incident">The incident that holds most of its signals; null when none does.</param>
/// <param name="Rank">Where the true root stands among the suspects; 0 when it is not listed.</param>
/// <param name="Posterior">What the twin believes of its best suspect; 0 without a diagnosis.</param>
/// <param name="ToIncident">Seconds from the fault's first signal until its incident opened.</param>
/// <param name="ToRoot">Seconds from there until the right root was named for good; null when it was not.</param>
public sealed record FaultVerdict(
    FaultTruth Fault, Incident? Incident, int Rank, double Posterior, double? ToIncident, double? ToRoot);

/// <summary>What came of a script.</summary>
/// <param name="Script">The script.</param>
/// <param name="Signals">Every signal, by fingerprint and first cause.</param>
/// <param name="Incidents">Every incident that stands for itself, in order of opening.</param>
/// <param name="Verdicts">One for each fault.</param>
/// <param name="Notifications">How often a person would have been told: of every incident opened, brought back after
/// it was closed, and closed.</param>
/// <param name="Unexplained">Signals whose place the twin cannot account for, or accounts for wrongly.</param>
public sealed record CorrelationOutcome(
    CorrelationScript Script,
    ImmutableArray<PlacedSignal> Signals,
    ImmutableArray<Incident> Incidents,
    ImmutableArray<FaultVerdict> Verdicts,
    int Notifications,
    ImmutableArray<string> Unexplained)
{
    /// <summary>The scores.</summary>
    public CorrelationScores Scores { get; } = CorrelationScores.Of(Signals, Incidents.Length, Verdicts);
}
