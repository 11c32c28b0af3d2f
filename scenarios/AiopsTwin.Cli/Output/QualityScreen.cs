using System.Globalization;
using System.Text.Json.Nodes;
using AiopsTwin.Contracts.Twins;

namespace AiopsTwin.Cli.Output;

/// <summary>What a person or a program sees of the quality of telemetry.</summary>
internal sealed class QualityScreen(TextWriter output, TextWriter error, bool isJson) : Screen(output, error, isJson)
{
    public void Show(string twin, TwinQuality quality)
    {
        if (IsJson)
        {
            Write(new JsonObject
            {
                ["command"] = "quality",
                ["twin"] = twin,
                ["quality"] = JsonOutput.Of(quality),
            });
            return;
        }

        if (quality.Mean is not { } mean)
        {
            Line($"Nothing is judged yet: no entity of twin {twin} has sent enough.");
            return;
        }

        Line($"Telemetry of twin {twin}: {Percent(mean)} on average over {quality.Judged} entities; "
            + $"{quality.Poor} score below 90 %, and their evidence counts less.");
        foreach (var source in quality.Sources)
        {
            Line($"source {source.Source}: {Percent(source.Score)}");
            Tell(source.Reasons.Select(reason => reason.Sentence));
        }

        foreach (var entity in quality.Entities)
        {
            Line($"{entity.Entity.Text}: {Percent(entity.Score)}");
            Tell(entity.Reasons.Select(reason => reason.Sentence));
        }

        void Tell(IEnumerable<string> reasons)
        {
            foreach (var reason in reasons)
            {
                Line("  - " + reason);
            }
        }
    }

    private static string Percent(double share) =>
        (share * 100).ToString("0.#", CultureInfo.InvariantCulture) + " %";
}
