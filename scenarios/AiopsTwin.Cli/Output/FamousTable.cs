using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Scoring;

namespace AiopsTwin.Cli.Output;

/// <summary>What became of every claim of the scenarios modelled on real incidents: who was hit after whom, when phases
/// came, and what the twin concluded, over the seeds played.</summary>
/// <param name="reports">The reports, those of one scenario next to each other.</param>
internal sealed class FamousTable(IReadOnlyList<RunReport> reports)
{
    private readonly Row[] _rows =
    [
        .. reports.GroupBy(report => report.Scenario).SelectMany(runs => Enumerable
            .Range(0, runs.First().Expectations.Length)
            .Select(claim => new Row(runs.Key, [.. runs.Select(run => run.Expectations[claim])]))),
    ];

    /// <summary>For people: order, then phases; found is what the first seed showed.</summary>
    public string ToText()
    {
        var text = new StringBuilder();
        Write(text, "order of those hit, after the onset", Subject.Order);
        Write(text, "phases", Subject.Phase);
        Write(text, "the twin", Subject.Twin);
        return text.ToString();
    }

    /// <summary>For programs.</summary>
    public JsonArray ToJson() => [.. _rows.Select(row => (JsonNode)row.ToJson())];

    private void Write(StringBuilder text, string heading, Subject subject)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n{heading}\n");
        foreach (var row in _rows.Where(row => row.Subject == subject))
        {
            text.Append(CultureInfo.InvariantCulture, $"  {row.Verdict,-9}{row.Scenario,-20}{row.Held,-10}")
                .Append(CultureInfo.InvariantCulture, $"{row.Claim}: {row.Found}\n");
            if (row.Deviation is { } deviation)
            {
                text.Append(CultureInfo.InvariantCulture, $"{"",41}{deviation}\n");
            }
        }
    }

    /// <summary>What a claim is about.</summary>
    private enum Subject
    {
        Order,
        Phase,
        Twin,
    }

    private sealed class Row(string scenario, ExpectationResult[] results)
    {
        public string Scenario { get; } = scenario;

        public Subject Subject { get; } = results[0].Expectation.Kind switch
        {
            ExpectationKind.AffectedInOrder => Subject.Order,
            ExpectationKind.PhaseAt => Subject.Phase,
            _ => Subject.Twin,
        };

        public string Claim { get; } = ReportText.Claim(results[0].Expectation);

        public string Held { get; } = string.Create(
            CultureInfo.InvariantCulture, $"{results.Count(result => result.Passed)} of {results.Length}");

        public string Found { get; } = results[0].Found;

        /// <summary>Why it does not hold, where it did not.</summary>
        public string? Deviation { get; } =
            results.FirstOrDefault(result => result.IsDeviation)?.Expectation.Deviation;

        public string Verdict { get; } = Array.TrueForAll(results, result => result.Passed) ? "held"
            : Array.TrueForAll(results, result => result.IsAccepted) ? "deviates" : "FAILED";

        public JsonObject ToJson() => new()
        {
            ["scenario"] = Scenario,
            ["about"] = Subject.ToString().ToLowerInvariant(),
            ["claim"] = Claim,
            ["held"] = Held,
            ["verdict"] = Verdict,
            ["found"] = Found,
            ["deviation"] = Deviation,
        };
    }
}
