using System.Globalization;
using System.Text.Json.Nodes;
using AiopsTwin.Engine.Scenarios.Loads;
using AiopsTwin.Engine.Scoring;

namespace AiopsTwin.Cli.Output;

/// <summary>What a person or a program sees of the work that services still carry.</summary>
internal sealed class HeadroomScreen(TextWriter output, TextWriter error, bool isJson) : Screen(output, error, isJson)
{
    public void Show(string estate, HeadroomAnswer answer, double? seconds)
    {
        if (IsJson)
        {
            Write(new JsonObject
            {
                ["command"] = "headroom",
                ["estate"] = estate,
                ["version"] = RunScorer.EngineVersion,
                ["milliseconds"] = seconds is { } taken ? Math.Round(taken * 1000) : null,
                ["answer"] = JsonOutput.Of(answer),
            });
            return;
        }

        Line($"{estate} at {answer.BusiestAt:hh\\:mm} UTC, its busiest time; "
            + $"by the simulated world, nothing broken, {answer.Minutes} minutes with each amount of work");
        Line($"{"",-34} {"requests/s",11} {"carried/s",11} {"factor",8}  what gives first");
        if (answer.Whole is { } whole)
        {
            Line(Row("all work from outside", whole) + (whole.Entity is { } first ? $", felt by {first}" : ""));
        }

        foreach (var line in answer.Lines)
        {
            Line(Row($"{line.Entity}", line));
        }

        if (seconds is not null)
        {
            Line(Text($"took {seconds:0.0} s of processor time"));
        }
    }

    private static string Row(string name, HeadroomLine line)
    {
        var first = line.First is { } limit
            ? Text($"{limit} ({limit.Use * 100:0} % in use); {line.Objective}")
            : Text($"nothing up to {HeadroomTrial.LargestFactor:0} times the work");
        return Text($"{name,-34} {line.RateNow,11:0.#} {line.RateCarried,11:0.#} {line.Factor,8:0.00}  ") + first;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
