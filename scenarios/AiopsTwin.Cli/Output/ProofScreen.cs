using System.Text.Json.Nodes;
using AiopsTwin.Engine.Scoring;
using AiopsTwin.Engine.Scoring.Proofs;

namespace AiopsTwin.Cli.Output;

/// <summary>What a person or a program sees of an evaluation of proofs.</summary>
internal sealed class ProofScreen(TextWriter output, TextWriter error, bool isJson) : Screen(output, error, isJson)
{
    public void Show(string dataset, List<ulong> seeds, List<ProofOutcome> outcomes, bool isEach)
    {
        if (IsJson)
        {
            Write(ToJson(dataset, seeds, outcomes));
        }
        else
        {
            Print(dataset, seeds, outcomes, isEach);
        }
    }

    private static IEnumerable<(string Name, ProofTally Tally)> Slices(List<ProofOutcome> outcomes) => outcomes
        .GroupBy(one => one.Case, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)
        .Select(group => (group.Key, ProofTally.Of([.. group])));

    private static IEnumerable<ProofOutcome> Misses(List<ProofOutcome> outcomes) =>
        outcomes.Where(one => ProofTally.Of([one]) is not { RightProved: 1, TopByProof: 1 });

    private void Print(string dataset, List<ulong> seeds, List<ProofOutcome> outcomes, bool isEach)
    {
        Line($"Counterfactual proofs, {dataset}, {seeds.Count} seeds ({seeds[0]} to {seeds[^1]}), engine "
            + RunScorer.EngineVersion);
        Line($"{"case",-18} {"incidents",9} {"proved",7} {"right",6} {"AUC",6} {"top1",6} {"diagn.",6} {"both",6} "
            + $"{"vanish",6} {"recall",6} {"prec.",6}");
        foreach (var (name, tally) in Slices(outcomes).Append(("all", ProofTally.Of(outcomes))))
        {
            Line($"{name,-18} {tally.Incidents,9} {tally.Proved,7} {tally.RightProved,6} {Cell(tally.AreaUnderCurve)} "
                + $"{Cell(tally.TopByProof)} {Cell(tally.TopByDiagnosis)} {Cell(tally.TopByBoth)} "
                + $"{Cell(tally.Vanishing)} {Cell(tally.Recall)} {Cell(tally.Precision)}");
        }

        foreach (var one in isEach ? outcomes : Misses(outcomes))
        {
            Line($"{(isEach ? "" : "missed ")}{one.Case} seed {one.Seed}, cause {string.Join(" or ", one.Truth)}"
                + (one.Lines.IsEmpty ? ": nobody was tried" : ""));
            foreach (var line in one.Lines)
            {
                Line(FormattableString.Invariant(
                    $"  {(line.IsRight ? "*" : " ")} {line.Rank} {line.Counts?.Strength ?? 0:0.00} {line.Sentence}"));
            }
        }
    }

    private static string Cell(double value) =>
        double.IsNaN(value) ? "     -" : FormattableString.Invariant($"{value,6:0.000}");

    private static JsonObject ToJson(string dataset, List<ulong> seeds, List<ProofOutcome> outcomes)
    {
        var result = EvaluationJson.Head(
            "proof", dataset, (outcomes.Count, outcomes.Count(one => one.HasProof)), seeds[0],
            new("seeds", seeds.Count));
        result["scores"] = ToJson(ProofTally.Of(outcomes));
        result["slices"] = Figures.Each(Slices(outcomes), slice => slice.Name, slice => ToJson(slice.Tally));
        result["failures"] = EvaluationJson.Failures(
            Misses(outcomes), missed => EvaluationJson.Failure(
                FormattableString.Invariant($"{missed.Case} seed {missed.Seed}"), string.Join(" or ", missed.Truth),
                missed.Lines.Select(line => line.Sentence)));
        return result;
    }

    private static JsonObject ToJson(ProofTally tally) => new()
    {
        ["incidents"] = tally.Incidents,
        ["proved"] = tally.Proved,
        ["right_proved"] = tally.RightProved,
        ["auc"] = Score(tally.AreaUnderCurve),
        ["top1_by_proof"] = Score(tally.TopByProof),
        ["top1_by_diagnosis"] = Score(tally.TopByDiagnosis),
        ["top1_by_both"] = Score(tally.TopByBoth),
        ["vanishing"] = Score(tally.Vanishing),
        ["recall"] = Score(tally.Recall),
        ["precision"] = Score(tally.Precision),
    };

    private static JsonNode? Score(double value) => double.IsNaN(value) ? null : Figures.Score(value);
}
