using System.Collections.Immutable;
using System.Text.Json.Nodes;
using AiopsTwin.Engine.Scoring;
using AiopsTwin.Scenarios.Recorded;
using AiopsTwin.Scenarios.Recorded.Disguises;

namespace AiopsTwin.Cli.Output;

/// <summary>What a person or a program sees of a data set that was told otherwise.</summary>
internal sealed class ShuffleScreen(TextWriter output, TextWriter error, bool isJson) : Screen(output, error, isJson)
{
    private const int LinesShown = 8;

    /// <summary>Shows how many cases stayed the same.</summary>
    /// <returns>True when all did.</returns>
    public bool Show(string dataset, ReplayOnset onset, ulong seed, ImmutableArray<ShuffledCase> cases)
    {
        var differing = cases.Where(one => !one.IsSame).ToList();
        if (IsJson)
        {
            var result = EvaluationJson.Head(
                "rca", dataset, (cases.Length, cases.Length), seed, new("onset", RankingFigures.Name(onset)));
            result["scores"] = new JsonObject { ["shuffle.same"] = cases.Length - differing.Count };
            result["failures"] = EvaluationJson.Failures(differing, one => EvaluationJson.Failure(
                one.Plain.Case, Figures.Words(one.Plain.Lines), one.Shuffled?.Lines ?? []));
            Write(result);
            return differing.Count == 0;
        }

        Line($"{dataset} told otherwise (seed {seed}): other names, other orders; onset {RankingFigures.Name(onset)}, "
            + $"engine {RunScorer.EngineVersion}");
        Line($"said the same of {cases.Length - differing.Count} of {cases.Length} cases");
        foreach (var one in differing)
        {
            Line($"differs {one.Plain.Case}");
            foreach (var line in one.Differences.Take(LinesShown))
            {
                Line($"  {line}");
            }
        }

        return differing.Count == 0;
    }
}
