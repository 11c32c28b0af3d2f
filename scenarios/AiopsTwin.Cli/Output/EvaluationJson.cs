using System.Text.Json.Nodes;
using AiopsTwin.Engine.Scoring;

namespace AiopsTwin.Cli.Output;

/// <summary>The parts that every evaluation prints alike for programs.</summary>
internal static class EvaluationJson
{
    /// <summary>What was evaluated on what; scores follow.</summary>
    /// <param name="subject">What was evaluated.</param>
    /// <param name="dataset">On which data set.</param>
    /// <param name="cases">Cases, and how many of them were answered at all.</param>
    /// <param name="seed">What fixes the cases.</param>
    /// <param name="setting">A setting the result hangs on, with its name; null when there is none.</param>
    public static JsonObject Head(
        string subject, string dataset, (int All, int Covered) cases, ulong seed = 1,
        KeyValuePair<string, JsonNode?>? setting = null)
    {
        var head = new JsonObject
        {
            ["command"] = "evaluate",
            ["subject"] = subject,
            ["dataset"] = dataset,
            ["version"] = RunScorer.EngineVersion,
            ["seed"] = seed,
        };
        if (setting is { } known)
        {
            head.Add(known);
        }

        head["cases"] = cases.All;
        head["covered"] = cases.Covered;
        return head;
    }

    /// <summary>A case that failed: what was expected of it and what came.</summary>
    public static JsonObject Failure(string name, JsonNode expected, params IEnumerable<string> got) => new()
    {
        ["case"] = name,
        ["expected"] = expected,
        ["got"] = Figures.Words(got),
    };

    /// <summary>All of them.</summary>
    public static JsonArray Failures<T>(IEnumerable<T> failures, Func<T, JsonObject> tell) =>
        [.. failures.Select(failure => (JsonNode)tell(failure))];
}
