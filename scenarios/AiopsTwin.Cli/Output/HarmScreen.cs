using System.Globalization;
using System.Text.Json.Nodes;
using AiopsTwin.Engine.Scenarios.Harms;
using AiopsTwin.Engine.Scoring;

namespace AiopsTwin.Cli.Output;

/// <summary>What a person or a program sees of a simulated blast radius.</summary>
internal sealed class HarmScreen(TextWriter output, TextWriter error, bool isJson) : Screen(output, error, isJson)
{
    public void Show(string estate, HarmAnswer answer)
    {
        if (IsJson)
        {
            Write(new JsonObject
            {
                ["command"] = "blast-radius",
                ["estate"] = estate,
                ["version"] = RunScorer.EngineVersion,
                ["answer"] = JsonOutput.Of(answer),
            });
            return;
        }

        var question = answer.Question;
        Line($"{estate}: {string.Join(", ", question.Lost)}"
            + (question.Lost.IsEmpty || question.Faults.IsEmpty ? "" : ", ")
            + string.Join(", ", question.Faults.Select(fault => $"{fault.Kind} of {string.Join(", ", fault.Targets)}"))
            + $", {question.Minutes} minutes");
        Line(Text($"users: {answer.LostRequests:0} of {answer.Requests:0} requests lost ")
            + Text($"({answer.LostShare * 100:0.##} %), ")
            + (answer.FirstFelt is { } first ? Text($"felt after {first.TotalSeconds:0} s") : "nothing felt"));
        Line($"{"felt by",-40} {"after",8} {"requests",10} {"more fail",10} {"missing",10}");
        foreach (var line in answer.Entities)
        {
            var after = line.After is { } felt ? Text($"{felt.TotalSeconds:0} s") : "starved";
            Line(Text($"{line.Entity,-40} {after,8} {line.Requests,10:0} ")
                + Text($"{line.MoreFailed,10:0} {line.Missing,10:0}"));
        }

        if (!answer.Promises.IsEmpty)
        {
            Line($"{"objective burns",-40} {"burn rate",10} {"without",8} {"of 30 days' budget",19}");
        }

        foreach (var promise in answer.Promises)
        {
            Line(Text($"{promise.Entity,-40} {promise.Burn,10:0.#} {promise.BurnWithout,8:0.#} ")
                + Text($"{promise.BudgetSpent * 100,17:0.##} %  {promise.Objective}")
                + (promise.IsStated ? "" : " (assumed)"));
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
