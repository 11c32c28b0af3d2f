using System.Text.Json.Nodes;
using AiopsTwin.Cli.Commands;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Scoring;
using AiopsTwin.Scenarios.Fields;
using AiopsTwin.Scenarios.Source;

namespace AiopsTwin.Cli.Output;

/// <summary>What a person or a program sees of a play: results on the output, progress on the error stream.</summary>
internal sealed class PlayScreen(TextWriter output, TextWriter error, bool isJson)
{
    // A line that rewrites itself is of use on a terminal alone.
    private readonly bool _showsProgress = ReferenceEquals(error, Console.Error) && !Console.IsErrorRedirected;

    public void Complain(string reason) => error.WriteLine(reason);

    public void Complain(IEnumerable<Problem> problems)
    {
        foreach (var problem in problems)
        {
            error.WriteLine(problem);
        }
    }

    public void Starting(Scenario scenario, ulong seed, int seeds)
    {
        if (_showsProgress && seeds == 1)
        {
            error.WriteLine($"Playing {scenario.Name} with seed {seed}: {scenario.Title}");
        }
    }

    public void Progress(TimeSpan position, TimeSpan duration)
    {
        if (_showsProgress)
        {
            var text = position <= TimeSpan.Zero
                ? "warming up"
                : $"{DurationText.Format(position)} of {DurationText.Format(duration)}";
            error.Write("\r" + text.PadRight(40));
        }
    }

    public void EndProgress()
    {
        if (_showsProgress)
        {
            error.Write("\r" + new string(' ', 40) + "\r");
        }
    }

    public void Finished(Scenario scenario, RunReport report, bool isOneOfMany, bool isAll)
    {
        if (isAll && _showsProgress)
        {
            error.Write("\r" + $"{scenario.Name} seed {report.Seed}".PadRight(40));
        }

        if (isJson || isAll)
        {
            return;
        }

        if (isOneOfMany)
        {
            output.WriteLine(ReportText.Line(report));
        }
        else
        {
            output.Write(ReportText.Full(scenario, report));
        }
    }

    public void Summarize(IReadOnlyList<RunReport> reports, bool isAll)
    {
        var passed = reports.Count(PlayCommand.Passed);
        if (isAll)
        {
            EndProgress();
            var table = new CatalogTable(reports);
            if (isJson)
            {
                JsonOutput.Write(output, table.ToJson());
            }
            else
            {
                output.Write(table.ToText());
            }
        }
        else if (isJson)
        {
            JsonOutput.Write(output, ToJson(reports, passed));
        }
        else if (reports.Count > 1)
        {
            output.WriteLine($"{passed} of {reports.Count} seeds held every expectation.");
        }
    }

    private static JsonObject ToJson(IReadOnlyList<RunReport> reports, int passed) => new()
    {
        ["command"] = "play",
        ["subject"] = reports[0].Scenario,
        ["version"] = reports[0].EngineVersion,
        ["seeds"] = JsonOutput.Of(reports.Select(report => report.Seed).ToArray()),
        ["cases"] = reports.Count,
        ["covered"] = reports.Count,
        ["scores"] = new JsonObject { ["passed"] = Math.Round((double)passed / reports.Count, 6) },
        ["failures"] = CatalogTable.Failures(reports),
        ["reports"] = JsonOutput.Of(reports),
    };
}
