using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using AiopsTwin.Engine.Detection.Recurring;

namespace AiopsTwin.Cli.Output;

/// <summary>What a person or a program sees of what recurs.</summary>
internal sealed class RecurringScreen(TextWriter output, TextWriter error, bool isJson) : Screen(output, error, isJson)
{
    public void Show(string twin, ImmutableArray<RecurringFinding> findings)
    {
        if (IsJson)
        {
            Write(new JsonObject
            {
                ["command"] = "recurring",
                ["twin"] = twin,
                ["findings"] = JsonOutput.Of(findings),
            });
            return;
        }

        if (findings.IsEmpty)
        {
            Line($"Nothing of twin {twin} deviates again and again at the same time.");
            return;
        }

        foreach (var finding in findings)
        {
            Line(finding.Summary);
            Line(string.Create(
                CultureInfo.InvariantCulture,
                $"  came in {finding.Pattern.Times} of {finding.Pattern.Periods} periods, expected next "
                    + $"{finding.NextAt:yyyy-MM-dd HH:mm} UTC; by chance {finding.Pattern.Chance:0.0e0}"));
        }
    }
}
