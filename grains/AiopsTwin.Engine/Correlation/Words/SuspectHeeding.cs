using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Correlation.Words;

/// <summary>
/// What people's words make of a diagnosis. A cause that a person names comes first with a stated share of belief; one
/// that a person rules out comes last, its odds divided by those of the same share. What earlier corrections taught is
/// added to the log-odds of the suspects it is about, and everything is weighed again.
/// </summary>
internal static class SuspectHeeding
{
    /// <summary>The diagnosis with what a person said of this incident.</summary>
    /// <param name="own">The twin's own diagnosis.</param>
    /// <param name="said">The person's word; kind <see cref="WordKind.Cause"/>.</param>
    /// <param name="family">What is wrong with a cause the twin did not suspect.</param>
    /// <param name="settings">How much a person is believed.</param>
    /// <param name="most">Most reasons a suspect may list.</param>
    public static DiagnosisReport Said(
        DiagnosisReport own, Feedback said, MetricFamily family, WordSettings settings, int most)
    {
        var (word, weight) = (said.Word, Math.Log(settings.SaidBelief / (1 - settings.SaidBelief)));
        var suspects = own.Suspects.IsDefault ? [] : own.Suspects;
        var rest = suspects.Where(one => one.Entity != word.Cause && one.Entity != word.NotCause)
            .Select(one => (Suspect: one, Group: one.Rank)).ToList();
        var ruledOut = suspects.FirstOrDefault(one => one.Entity == word.NotCause);
        var because = word.Why.Length == 0 ? "" : $": {word.Why.TrimEnd('.')}";
        if (ruledOut is not null)
        {
            var belief = ruledOut.Posterior * (1 - settings.SaidBelief) / settings.SaidBelief;
            rest.Add((With(ruledOut, belief, -weight, $"{word.Who} says it is not this{because}", most), int.MaxValue));
        }

        if (word.Cause is not { } cause)
        {
            var summary = $"{word.Who} says it is not {word.NotCause?.Name}{because}. {own.Summary}";
            var isAlone = rest.Count == 1 && ruledOut is not null;
            return own with
            {
                Suspects = Ranked(Shared(rest, isAlone ? 1 - settings.SaidBelief : 1)),
                Summary = summary,
            };
        }

        var known = suspects.FirstOrDefault(one => one.Entity == cause)
            ?? new Suspect(1, cause, family, null, 0, 0, null, []);
        var first = With(known, settings.SaidBelief, weight, $"said by {word.Who}{because}", most);
        return own with
        {
            Suspects = Ranked([(first, 0), .. Shared(rest, 1 - settings.SaidBelief)]),
            Summary = $"{word.Who} says it is {cause.Name}{because}. By itself the twin says: {own.Summary}",
        };
    }

    /// <summary>The diagnosis with what earlier corrections taught. A suspect gets the strongest of the lessons about
    /// it and another suspect listed, never their sum.</summary>
    public static DiagnosisReport Learned(DiagnosisReport own, IReadOnlyList<LearnedPrior> lessons, int most)
    {
        var listed = own.Suspects.Select(one => one.Entity).ToHashSet();
        var best = lessons.Where(one => one.Nats > 0 && listed.Contains(one.Cause) && listed.Contains(one.InsteadOf))
            .GroupBy(one => one.Cause).ToDictionary(
                group => group.Key,
                group => group.OrderByDescending(one => one.Nats).ThenBy(one => one.InsteadOf).First());
        if (best.Count == 0)
        {
            return own;
        }

        var total = own.Suspects.Sum(one => one.Posterior);
        var weighed = own.Suspects.Select(one => best.TryGetValue(one.Entity, out var lesson)
            ? (Suspect: With(one, one.Posterior * Math.Exp(lesson.Nats), lesson.Nats, lesson.Sentence, most),
                Group: -one.Rank)
            : (Suspect: one, Group: one.Rank)).ToList();
        var ordered = Shared(weighed, total).OrderByDescending(one => one.Suspect.Posterior)
            .ThenBy(one => one.Suspect.Rank).ThenBy(one => one.Suspect.Entity).ToList();
        var report = own with { Suspects = Ranked(ordered) };
        return report.Suspects[0].Entity == own.Suspects[0].Entity
            ? report
            : report with
            {
                Summary = $"{report.Suspects[0].Evidence[0].Sentence}. By itself the twin says: {own.Summary}",
            };
    }

    /// <summary>A suspect with one reason more, which stands first.</summary>
    private static Suspect With(Suspect suspect, double belief, double weight, string sentence, int most) =>
        suspect with
        {
            Posterior = belief,
            Score = Math.Round(suspect.Score + weight, 6),
            Evidence =
            [
                new Evidence(EvidenceKind.OperatorWord, Math.Round(weight, 6), sentence),
                .. suspect.Evidence.Take(Math.Max(0, most - 1)),
            ],
        };

    /// <summary>Scales beliefs to a sum, those kept apart by their odds included.</summary>
    private static List<(Suspect Suspect, int Group)> Shared(List<(Suspect Suspect, int Group)> suspects, double sum)
    {
        var total = suspects.Sum(one => one.Suspect.Posterior);
        return total <= 0
            ? suspects
            : suspects.ConvertAll(one => (
                one.Suspect with { Posterior = one.Suspect.Posterior * sum / total }, one.Group));
    }

    /// <summary>Numbers suspects in the order given; neighbours of one former tie group share a rank.</summary>
    private static ImmutableArray<Suspect> Ranked(IReadOnlyList<(Suspect Suspect, int Group)> suspects)
    {
        var ranked = ImmutableArray.CreateBuilder<Suspect>(suspects.Count);
        var rank = 1;
        for (var i = 0; i < suspects.Count; i++)
        {
            rank = i > 0 && suspects[i].Group == suspects[i - 1].Group ? rank : i + 1;
            ranked.Add(suspects[i].Suspect with
            {
                Rank = rank,
                Posterior = Math.Round(suspects[i].Suspect.Posterior, 6),
            });
        }

        return ranked.MoveToImmutable();
    }
}
