using System.Collections.Immutable;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Propagation;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Diagnosis;

/// <summary>
/// Ranks what may have caused the trouble of a case, with reasons for and against each. It composes robust
/// deviations (4.1), self excess with explaining away (4.3), changes (4.6), propagation fit (4.7) and containment
/// (4.8) of the diagnosis reference; the live twin and the evaluations run exactly this code. Pure: the same case
/// gives the same report, whatever the order of its parts. Cost: O(candidates + calls) and one flood of at most
/// <c>MaxExpectations</c> sources.
/// </summary>
/// <param name="settings">Limits and thresholds.</param>
/// <param name="flood">How impairments travel.</param>
/// <param name="cancellation">Gives up between suspects: whoever asks may have no more time.</param>
public sealed class Diagnoser(
    DiagnosisSettings settings, FloodSettings flood, CancellationToken cancellation = default)
{
    // Share of a surge that is still felt one call further on: as for a synchronous call in a flood.
    private const double SurgePerCall = 0.9;

    /// <summary>Diagnoses a case with a flood at hand.</summary>
    /// <param name="source">The case.</param>
    /// <param name="answer">Answers a flood request.</param>
    public DiagnosisReport Diagnose(DiagnosisCase source, Func<FloodRequest, FloodResult> answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        var request = Expectations(source);
        return Diagnose(source, request is null ? null : answer(request));
    }

    /// <summary>
    /// The flood whose answer <see cref="Diagnose(DiagnosisCase, FloodResult?)"/> wants: what the likeliest
    /// candidates are expected to impair. Null when nothing is wrong.
    /// </summary>
    public FloodRequest? Expectations(DiagnosisCase source)
    {
        ArgumentNullException.ThrowIfNull(source);
        var view = new CaseView(source, settings);
        if (view.Symptoms.Count == 0)
        {
            return null;
        }

        var scoring = new SuspectScoring(view, null);
        var likely = view.Readings.Keys.Select(node => Score(scoring, node))
            .OrderByDescending(draft => draft.Score).ThenBy(draft => draft.Entity).Select(draft => draft.Node).ToList();
        var sources = likely.Take(settings.MaxExpectations / 2)
            .Concat(SharedGround.MostBlamed(view).Take(settings.MaxExpectations / 4))
            .Concat(likely).Distinct().Take(settings.MaxExpectations)
            .Select(node => new FloodSource(view.Graph.IdOf(node), 1));
        return flood.Request(FloodDirection.TowardDependents, sources);
    }

    /// <summary>Diagnoses a case.</summary>
    /// <param name="source">The case.</param>
    /// <param name="expectations">Answer to <see cref="Expectations"/>; without it, fit does not count.</param>
    /// <returns>The report; without suspects when nothing is wrong.</returns>
    public DiagnosisReport Diagnose(DiagnosisCase source, FloodResult? expectations)
    {
        ArgumentNullException.ThrowIfNull(source);
        return Conclude(source, expectations).Report;
    }

    /// <summary>The report together with what the best suspect is predicted to impair.</summary>
    internal DiagnosisOutcome Conclude(DiagnosisCase source, FloodResult? expectations)
    {
        var view = new CaseView(source, settings);
        if (view.Symptoms.Count == 0)
        {
            return new DiagnosisOutcome(new DiagnosisReport(
                source.Now, [], "Nothing is wrong: no entity alerted or left its baseline."), []);
        }

        var scoring = new SuspectScoring(view, expectations);
        var drafts = view.Readings.Keys.ToDictionary(node => node, node => Score(scoring, node));
        foreach (var job in JobPressure.Of(view, drafts))
        {
            drafts[job.Node] = job;
        }

        var ranked = SuspectRanking.Rank(drafts.Values, settings.MaxSuspects, settings.TieWidth);
        var report = new DiagnosisReport(
            source.Now, [.. ranked.Select(one => Listed(one.Draft, one.Rank, one.Posterior))],
            Summary.Of(view, ranked[0].Draft, ranked.Count(one => one.Rank == 1)));
        return new DiagnosisOutcome(report, Predicted(view, scoring, ranked[0].Draft));
    }

    private SuspectDraft Score(SuspectScoring scoring, int node)
    {
        cancellation.ThrowIfCancellationRequested();
        return scoring.Score(node);
    }

    /// <summary>What a suspect is expected to impair: along the calls behind a surge, else what its flood
    /// reached.</summary>
    private static ImmutableArray<FloodReach> Predicted(CaseView view, SuspectScoring scoring, SuspectDraft best)
    {
        var surge = best.Family == MetricFamily.Traffic ? scoring.Surges.Find(one => one.Entry == best.Node) : null;
        return surge is null
            ? best.Fit?.Answer.Reached ?? [new FloodReach(best.Entity, 1, 0, 0)]
            : [.. surge.Reached.Select(pair => new FloodReach(
                view.Graph.IdOf(pair.Key), Math.Pow(SurgePerCall, pair.Value), pair.Value, 0))];
    }

    private Suspect Listed(SuspectDraft draft, int rank, double posterior)
    {
        var change = posterior >= settings.ChangeThreshold || rank > 1 ? draft.Change : null;
        return new Suspect(
            rank, draft.Entity, draft.Family, change, Math.Round(posterior, 6), Math.Round(draft.Score, 6),
            draft.ExplainedShare is { } share ? Math.Round(share, 6) : null,
            [
                .. draft.Reasons.OrderByDescending(reason => Math.Abs(reason.Weight))
                    .ThenBy(reason => reason.Kind).ThenBy(reason => reason.Sentence, StringComparer.Ordinal)
                    .Take(settings.MaxEvidence),
            ]);
    }
}
