using System.Globalization;
using System.Text.Json.Nodes;
using AiopsTwin.Cli.Commands;
using AiopsTwin.Engine.Scoring;

namespace AiopsTwin.Cli.Output;

/// <summary>Shows what a bench found: a table for people, or one JSON object.</summary>
internal sealed class BenchScreen(TextWriter output, TextWriter error, bool isJson) : Screen(output, error, isJson)
{
    private const int Digits = 4;

    /// <summary>Tells what is measured now.</summary>
    public void Measuring(string what) => Tell($"{what} ...");

    /// <summary>Shows the report.</summary>
    public void Show(BenchReport report)
    {
        if (IsJson)
        {
            Write(ToJson(report));
            return;
        }

        Line(
            $"bench {report.Subject}, engine {RunScorer.EngineVersion}, {Environment.ProcessorCount} processors, "
            + "processor time of the whole process unless said");
        Line(report.Method);
        foreach (var slice in report.Slices)
        {
            Line($"{slice.Entities} entities");
            foreach (var figure in slice.Figures)
            {
                Line($"  {figure.Name,-38}{Text(figure.Value),14}");
            }
        }

        if (report.Growth() is { } growth)
        {
            Line($"growth of {report.Cost} with entities: exponent {Text(growth)}");
        }
    }

    private static string Text(double value) =>
        Rounded(value).ToString("#,0.####", CultureInfo.InvariantCulture);

    /// <summary>A count as it is, a measurement with four figures: it has no more.</summary>
    private static double Rounded(double value)
    {
        if (value == Math.Round(value))
        {
            return value;
        }

        var scale = Math.Pow(10, Digits - 1 - Math.Floor(Math.Log10(Math.Abs(value))));
        return Math.Round(value * scale) / scale;
    }

    private static JsonObject ToJson(BenchReport report)
    {
        var scores = new JsonObject();
        if (report.Growth() is { } growth)
        {
            scores["growth." + report.Cost] = Math.Round(growth, Digits);
        }

        return new JsonObject
        {
            ["command"] = "bench",
            ["subject"] = report.Subject,
            ["version"] = RunScorer.EngineVersion,
            ["seed"] = 1,
            ["processors"] = Environment.ProcessorCount,
            ["method"] = report.Method,
            ["cases"] = report.Slices.Length,
            ["covered"] = report.Slices.Length,
            ["scores"] = scores,
            ["slices"] = Figures.Each(
                report.Slices, slice => slice.Entities.ToString(CultureInfo.InvariantCulture),
                slice => Figures.Each(slice.Figures, figure => figure.Name, figure => Rounded(figure.Value))),
            ["failures"] = new JsonArray(),
        };
    }
}
