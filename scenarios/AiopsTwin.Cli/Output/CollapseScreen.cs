using System.Globalization;
using System.Text.Json.Nodes;
using AiopsTwin.Engine.Scenarios.Loads;
using AiopsTwin.Engine.Scoring;

namespace AiopsTwin.Cli.Output;

/// <summary>What a person or a program sees of a service that may not come back after a spike.</summary>
internal sealed class CollapseScreen(TextWriter output, TextWriter error, bool isJson) : Screen(output, error, isJson)
{
    public void Show(string estate, CollapseAnswer answer, double? seconds)
    {
        if (IsJson)
        {
            Write(new JsonObject
            {
                ["command"] = "collapse",
                ["estate"] = estate,
                ["version"] = RunScorer.EngineVersion,
                ["milliseconds"] = seconds is { } taken ? Math.Round(taken * 1000) : null,
                ["answer"] = JsonOutput.Of(answer),
            });
            return;
        }

        var question = answer.Question;
        Line(Text($"{estate}: {question.Service}, {answer.RateNow:0.#} requests per second at ")
            + Text($"{answer.BusiestAt:hh\\:mm} UTC, its busiest time; a spike to {answer.Spike:0.##} times the work ")
            + Text($"for {question.SpikeFor.TotalSeconds:0} s, {question.Within.TotalSeconds:0} s to come back"));
        Line("loads as factors of the work of that time");
        Line($"{"retries, timeout",-22} {"carries",9} {"comes back from",16} {"with a budget",14}  base loads");
        foreach (var policy in answer.Policies)
        {
            Line(Text($"{Name(policy),-22} {policy.Carries,9:0.##} {policy.ComesBack,16:0.##} ")
                + Text($"{policy.WithBudget,14:0.##}  ") + string.Join("  ", policy.Cells.Select(Cell)));
        }

        foreach (var policy in answer.Policies)
        {
            foreach (var cell in policy.Cells.Where(cell => cell.State == CollapseState.StaysDown))
            {
                Line(Text($"{Name(policy)} at {cell.Load:0.##}: {cell.Full} full; ")
                    + string.Join(", ", cell.Recoveries.Select(Help)));
            }
        }

        if (seconds is not null)
        {
            Line(Text($"took {seconds:0.0} s of processor time"));
        }
    }

    private static string Name(CollapsePolicy policy) =>
        (policy.Retries, policy.Timeout) switch
        {
            (null, null) => "as it is",
            (_, null) => Text($"{policy.Retries}, as it is"),
            _ => Text($"{policy.Retries}, {policy.Timeout.Value.TotalSeconds:0.###} s"),
        };

    private static string Cell(CollapseCell cell) => cell.State switch
    {
        CollapseState.ComesBack => Text($"{cell.Load:0.##}: back in {cell.After!.Value.TotalSeconds:0} s"),
        CollapseState.StaysDown => Text($"{cell.Load:0.##}: STAYS DOWN"),
        _ => Text($"{cell.Load:0.##}: overloaded"),
    };

    private static string Help(CollapseRecovery help)
    {
        var name = help.Kind switch
        {
            CollapseHelp.StopRetries => "no retries",
            CollapseHelp.ShedLoad => Text($"{help.Kept * 100:0} % of the work"),
            _ => "a restart",
        };
        return help is { IsBack: true, Lasted: { } lasted }
            ? Text($"{name} brings it back in {lasted.TotalSeconds:0} s")
            : $"{name} does not help";
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
