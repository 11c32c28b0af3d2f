using System.Text.Json.Nodes;
using AiopsTwin.Engine.Scoring;
using AiopsTwin.Engine.Scoring.Physics;

namespace AiopsTwin.Cli.Output;

/// <summary>What a person or a program sees of an evaluation of the simulated world.</summary>
internal sealed class WorldScreen(TextWriter output, TextWriter error, bool isJson) : Screen(output, error, isJson)
{
    public void Show(List<(string Part, PhysicsFigure Figure)> figures)
    {
        if (IsJson)
        {
            Write(ToJson(figures));
            return;
        }

        Line($"Simulated world, engine {RunScorer.EngineVersion}");
        foreach (var part in figures.GroupBy(one => one.Part))
        {
            Line($"{part.Key}: {part.Count(one => one.Figure.Holds)} of {part.Count()} within bounds");
            foreach (var (_, figure) in part)
            {
                Line(FormattableString.Invariant(
                    $"  {(figure.Holds ? "  " : "! ")}{figure.Case,-46} {figure.Quantity,-34} ")
                    + FormattableString.Invariant($"{figure.Expected,12:G6} {figure.Measured,12:G6} ")
                    + FormattableString.Invariant($"error {figure.Error,10:G3}, bound {figure.Bound:G3}"));
            }
        }
    }

    private static JsonObject ToJson(List<(string Part, PhysicsFigure Figure)> figures) => new()
    {
        ["command"] = "world",
        ["engine"] = RunScorer.EngineVersion,
        ["figures"] = new JsonArray([.. figures.Select(one => new JsonObject
        {
            ["part"] = one.Part,
            ["case"] = one.Figure.Case,
            ["quantity"] = one.Figure.Quantity,
            ["expected"] = one.Figure.Expected,
            ["measured"] = one.Figure.Measured,
            ["error"] = one.Figure.Error,
            ["bound"] = one.Figure.Bound,
            ["holds"] = one.Figure.Holds,
        })]),
    };
}
