using System.Collections.Immutable;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Twins;

namespace AiopsTwin.Engine.Scoring.Proofs;

/// <summary>What a suspect's counterfactual said, and whether the suspect was right.</summary>
/// <param name="Entity">The suspect.</param>
/// <param name="IsRight">Whether it is at fault.</param>
/// <param name="Rank">Rank in the diagnosis.</param>
/// <param name="Score">Log-odds in the diagnosis.</param>
/// <param name="Counts">The proof; null when there was none.</param>
/// <param name="Sentence">The proof, or why there was none, in words.</param>
public sealed record ProofLine(
    EntityId Entity, bool IsRight, int Rank, double Score, CounterfactualCounts? Counts, string Sentence);

/// <summary>One incident with a known cause, and what was proved of its suspects.</summary>
/// <param name="Case">Name of the case, and the slice it belongs to.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="Truth">Entities that are each a right answer.</param>
/// <param name="Lines">One for each suspect that was tried, best first; empty when there was no incident or nobody was
/// tried.</param>
public sealed record ProofOutcome(
    string Case, ulong Seed, ImmutableArray<EntityId> Truth, ImmutableArray<ProofLine> Lines)
{
    /// <summary>True when at least one suspect was proved or refuted.</summary>
    public bool HasProof => Lines.Any(line => line.Counts is not null);

    /// <summary>True when the right one was among those tried and has a proof.</summary>
    public bool IsRightProved => Lines.Any(line => line is { IsRight: true, Counts: not null });

    /// <summary>Plays a scenario to its end and reads what was proved of the first incident after the onset.</summary>
    /// <param name="slice">The slice it belongs to.</param>
    /// <param name="scenario">The scenario; it has a truth.</param>
    /// <param name="seed">Seed of the run.</param>
    public static ProofOutcome Play(string slice, Scenario scenario, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        var run = new ScenarioRun(scenario, seed, TwinSettings.Default);
        run.RunToEnd();
        var onset = scenario.StartsAt + scenario.Truth.Onset;
        var incident = run.Twin.Incidents.FirstOrDefault(
            one => one.OpenedAt >= onset && one.MergedInto is null && one.Diagnosis is not null);
        var tried = incident?.Diagnosis?.Suspects.Where(suspect => suspect.Counterfactual is not null) ?? [];
        return new ProofOutcome(slice, seed, scenario.Truth.Roots,
        [
            .. tried.Select(suspect => new ProofLine(
                suspect.Entity, scenario.Truth.Roots.Contains(suspect.Entity), suspect.Rank, suspect.Score,
                suspect.Counterfactual!.Counts, suspect.Counterfactual.Sentence)),
        ]);
    }
}
