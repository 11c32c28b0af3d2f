using System.Collections.Immutable;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Diagnosis;

/// <summary>
/// One diagnosis of a trouble whose onset is not sure, from one diagnosis for each instant at which it may have begun.
/// Instant and suspect are judged together: the belief in a suspect is the sum, over the instants, of the belief in the
/// instant times the odds that the evidence gives the suspect there (the law of total probability, with the evidence of
/// an instant as its likelihood). So an instant at which nobody explains the trouble loses its say, and a suspect that
/// holds whichever instant is true beats one that hangs on a quarter of a minute. O(instants x suspects).
/// </summary>
public static class OnsetMixture
{
    /// <summary>The diagnosis.</summary>
    /// <param name="made">Diagnoses, each with the belief in its instant; at least one.</param>
    /// <param name="settings">How suspects are listed.</param>
    public static DiagnosisReport Of(
        IReadOnlyList<(double Belief, DiagnosisReport Report)> made, DiagnosisSettings settings)
    {
        ArgumentNullException.ThrowIfNull(made);
        ArgumentNullException.ThrowIfNull(settings);
        var told = made.Where(one => one.Belief > 0 && one.Report.Suspects.Length > 0).ToList();
        if (told.Count < 2)
        {
            return told.Count == 1 ? told[0].Report : made[0].Report;
        }

        var drafts = Listed(
            [
                .. told.SelectMany(one => one.Report.Suspects).Select(suspect => suspect.Entity).Distinct()
                    .Select(entity => Mixed(entity, told))
                    .OrderByDescending(draft => draft.Score).ThenBy(draft => draft.Suspect.Entity),
            ],
            settings.MaxSuspects);
        var beliefs = BeliefScale.Default.Of([.. drafts.Select(draft => draft.Score)]);
        var ranked = ImmutableArray.CreateBuilder<Suspect>(drafts.Count);
        for (var i = 0; i < drafts.Count; i++)
        {
            var isTied = i > 0 && drafts[ranked[i - 1].Rank - 1].Score - drafts[i].Score < settings.TieWidth;
            ranked.Add(drafts[i].Suspect with
            {
                Rank = isTied ? ranked[i - 1].Rank : i + 1,
                Posterior = Math.Round(beliefs[i], 6),
                Score = drafts[i].Score,
            });
        }

        return drafts[0].Source with { Suspects = ranked.ToImmutable() };
    }

    /// <summary>As many as are listed. Of equals at the end none is, for nothing but a name would choose among
    /// them; the equals of the first are all that can be said.</summary>
    private static List<(double Score, Suspect Suspect, DiagnosisReport Source)> Listed(
        List<(double Score, Suspect Suspect, DiagnosisReport Source)> sorted, int most)
    {
        if (sorted.Count < most)
        {
            return sorted;
        }

        var last = sorted.Count > most ? sorted[most].Score : sorted[^1].Score;
        var better = sorted.Take(most).TakeWhile(draft => draft.Score > last).ToList();
        return better.Count > 0 ? better : [.. sorted.Take(most)];
    }

    /// <summary>A suspect over all instants, as the instant tells it that counts most for it. Where it is not listed,
    /// it is worth no more than the last that is.</summary>
    private static (double Score, Suspect Suspect, DiagnosisReport Source) Mixed(
        EntityId entity, List<(double Belief, DiagnosisReport Report)> told)
    {
        var sharpness = BeliefScale.Default.Sharpness;
        var terms = told.ConvertAll(one =>
        {
            var listed = one.Report.Suspects.FirstOrDefault(suspect => suspect.Entity == entity);
            var score = listed?.Score ?? one.Report.Suspects[^1].Score;
            return (Weight: Math.Log(one.Belief) + (sharpness * score), Listed: listed, one.Report);
        });
        var most = terms.Max(term => term.Weight);
        var best = terms.Where(term => term.Listed is not null).MaxBy(term => term.Weight);
        var sum = most + Math.Log(terms.Sum(term => Math.Exp(term.Weight - most)));
        return (Math.Round(sum / sharpness, 6), best.Listed!, best.Report);
    }
}
