using System.Text.Json.Nodes;
using AiopsTwin.Cli.Commands;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Scoring;
using AiopsTwin.Scenarios.Fields;

namespace AiopsTwin.Cli.Output;

/// <summary>What a person or a program sees of a play: results on the output, progress on the error stream.</summary>
internal sealed class PlayScreen(TextWriter output, TextWriter error, bool isJson) : Screen(output, error, isJson)
{
    public void Starting(Scenario scenario, ulong seed, int seeds)
    {
        if (IsWatched && seeds == 1)
        {
            Tell($"Playing {scenario.Name} with seed {seed}: {scenario.Title}");
        }
    }

    public void Progress(TimeSpan position, TimeSpan duration) => Progress(position <= TimeSpan.Zero
        ? "warming up"
        : $"{DurationText.Format(position)} of {DurationText.Format(duration)}");

    public void Finished(Scenario scenario, RunReport report, bool isOneOfMany, PlayedSet set)
    {
        var isTable = set != PlayedSet.One;
        if (isTable)
        {
            Progress($"{scenario.Name} seed {report.Seed}");
        }

        if (IsJson || isTable)
        {
            return;
        }

        if (isOneOfMany)
        {
            Line(ReportText.Line(report));
        }
        else
        {
            Write(ReportText.Full(scenario, report));
        }
    }

    public void Summarize(IReadOnlyList<RunReport> reports, PlayedSet set)
    {
        var passed = reports.Count(PlayCommand.Passed);
        if (set != PlayedSet.One)
        {
            EndProgress();
            var table = new CatalogTable(reports);
            var famous = set == PlayedSet.Famous ? new FamousTable(reports) : null;
            if (IsJson)
            {
                var figures = table.ToJson();
                if (famous is not null)
                {
                    figures["claims"] = famous.ToJson();
                }

                Write(figures);
            }
            else
            {
                Write(table.ToText() + famous?.ToText());
            }
        }
        else if (IsJson)
        {
            Write(ToJson(reports, passed));
        }
        else if (reports.Count > 1)
        {
            Line($"{passed} of {reports.Count} seeds held every expectation.");
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
        ["deviations"] = CatalogTable.Deviations(reports),
        ["reports"] = JsonOutput.Of(reports),
    };
}
