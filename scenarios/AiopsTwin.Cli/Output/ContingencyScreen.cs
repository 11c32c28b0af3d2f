using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using AiopsTwin.Engine.Scenarios.Contingencies;
using AiopsTwin.Engine.Scoring;

namespace AiopsTwin.Cli.Output;

/// <summary>What a person or a program sees of losses tried in turn.</summary>
internal sealed class ContingencyScreen(TextWriter output, TextWriter error, bool isJson)
    : Screen(output, error, isJson)
{
    private const int EntitiesNamed = 3;

    public void Show(string estate, ContingencyAnswer answer, int top)
    {
        if (IsJson)
        {
            Write(new JsonObject
            {
                ["command"] = "contingency",
                ["estate"] = estate,
                ["version"] = RunScorer.EngineVersion,
                ["answer"] = JsonOutput.Of(answer),
            });
            return;
        }

        var harmful = answer.Alone.Count(finding => finding.FirstFelt is not null);
        Line(Text($"{estate}: {answer.Requests:0} requests in {answer.Minutes} minutes, ")
            + Text($"{answer.LostAnyway:0} of them lost"));
        Line($"{answer.Alone.Length} things can be lost; users feel {harmful} of them");
        Table(answer.Alone, top, _ => "");
        if (!answer.Pairs.IsEmpty)
        {
            Line("two at once");
            Table(
                answer.Pairs, top,
                pair => Text($", {pair.LostTogether * 100:+0.#;-0.#;0} % beyond two unrelated losses"));
        }
    }

    private void Table(
        ImmutableArray<ContingencyFinding> findings, int top, Func<ContingencyFinding, string> more)
    {
        Line($"{"lost",-44} {"requests",10} {"share",7} {"users feel it",14} {"burn",7} {"felt by",8}");
        foreach (var one in findings.Take(top))
        {
            var first = one.FirstFelt is { } after ? Text($"after {after.TotalSeconds:0} s") : "-";
            var named = string.Join(", ", one.Felt.Take(EntitiesNamed).Select(impact => impact.Entity.Name));
            Line(Text($"{string.Join(" + ", one.Lost),-44} {one.LostRequests,10:0} {one.LostShare * 100,6:0.#}% ")
                + $"{first,14} {Burn(one),7} {one.Felt.Length,8} {named}{more(one)}");
        }
    }

    /// <summary>Burn rate of the objective that burns fastest.</summary>
    private static string Burn(ContingencyFinding finding) =>
        finding.WorstBurn is { } worst ? Text($"{worst.Burn:0.#}x") : "-";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
