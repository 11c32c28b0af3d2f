using System.Text.Json.Nodes;
using AiopsTwin.Engine.Diagnosis;
using AiopsTwin.Engine.Scoring;

namespace AiopsTwin.Cli.Output;

/// <summary>What a person or a program sees of how far stated beliefs can be relied upon.</summary>
internal sealed class CalibrationScreen(TextWriter output, TextWriter error, bool isJson)
    : Screen(output, error, isJson)
{
    /// <summary>Shows the table.</summary>
    /// <param name="dataset">What was asked about.</param>
    /// <param name="cases">How many cases that was.</param>
    /// <param name="stated">What was stated of them.</param>
    /// <param name="fitted">What these very cases would have fitted; null when nobody asked.</param>
    public void Show(string dataset, int cases, List<StatedBelief> stated, BeliefScale? fitted)
    {
        var table = Reliability.Of(stated);
        if (IsJson)
        {
            Write(ToJson(dataset, cases, table, fitted));
            return;
        }

        Line($"{dataset} calibration, {cases} cases, {table.Stated} causes stated, engine {RunScorer.EngineVersion}");
        Line($"{"belief",-14} {"stated",6} {"mean",6} {"right",6} {"95 % interval",16}");
        foreach (var band in table.Bands)
        {
            Line($"{Range(band),-14} {band.Stated,6} {band.Belief,6:0.000} {band.Right,6:0.000} "
                + $"{$"[{band.Low:0.000}, {band.High:0.000}]",16}");
        }

        Line($"right {table.Right:0.000}, Brier {table.Brier:0.000}, expected calibration error {table.Error:0.000}");
        if (fitted is not null)
        {
            Line(FormattableString.Invariant(
                $"these cases fit sharpness {fitted.Sharpness:0.00}, other {fitted.Other:0.00}; in use are ")
                + FormattableString.Invariant(
                    $"{BeliefScale.Default.Sharpness:0.00} and {BeliefScale.Default.Other:0.00}"));
        }
    }

    private static JsonObject ToJson(string dataset, int cases, Reliability table, BeliefScale? fitted)
    {
        var result = EvaluationJson.Head("calibration", dataset, (cases, table.Stated));
        result["scores"] = new JsonObject
        {
            ["right"] = Figures.Score(table.Right),
            ["brier"] = Figures.Score(table.Brier),
            ["ece"] = Figures.Score(table.Error),
        };
        result["slices"] = Figures.Each(table.Bands, Range, band => new JsonObject
        {
            ["stated"] = band.Stated,
            ["belief"] = Figures.Score(band.Belief),
            ["right"] = Figures.Score(band.Right),
            ["right.low"] = Figures.Score(band.Low),
            ["right.high"] = Figures.Score(band.High),
        });
        if (fitted is not null)
        {
            result["fit"] = new JsonObject { ["sharpness"] = fitted.Sharpness, ["other"] = fitted.Other };
        }

        return result;
    }

    private static string Range(ReliabilityBand band) =>
        FormattableString.Invariant($"{band.From:0.00}-{band.To:0.00}");
}
