using System.Globalization;
using System.Text.Json.Nodes;
using AiopsTwin.Engine.Scoring;
using AiopsTwin.Engine.Scoring.Detections.Simulated;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Cli.Output;

/// <summary>What a person or a program sees of an evaluation on a fleet with which nothing is wrong.</summary>
internal sealed class FleetScreen(TextWriter output, TextWriter error, bool isJson) : Screen(output, error, isJson)
{
    /// <summary>False alarms a week of one series that a person puts up with.</summary>
    private const double Budget = 0.25;

    public void Show(ulong seed, int entities, List<Alert> alerts, List<TimeSpan> times)
    {
        var weeks = entities * QuietEntity.Metrics * (QuietEntity.Days / 7.0);
        var byName = alerts.GroupBy(alert => alert.Name, StringComparer.Ordinal)
            .OrderByDescending(one => one.Count()).ThenBy(one => one.Key, StringComparer.Ordinal).ToArray();
        var rate = alerts.Count / weeks;
        if (IsJson)
        {
            var result = EvaluationJson.Head("detection", "fleet", (entities, entities), seed);
            result["scores"] = new JsonObject
            {
                ["false_alarms"] = alerts.Count,
                ["false_alarms_per_week"] = Figures.Score(rate),
                ["rate_over_budget_0.25"] = Figures.Score(rate / Budget),
            };
            result["slices"] = Figures.Each(byName, one => one.Key, one => one.Count());
            result["milliseconds"] = Figures.MillisecondsOf(times);
            result["failures"] = new JsonArray();
            Write(result);
            return;
        }

        var samples = (double)entities * QuietEntity.Metrics * QuietEntity.Days * 1440;
        Line(string.Create(
            CultureInfo.InvariantCulture,
            $"fleet: {entities} entities of {QuietEntity.Metrics} metrics, {QuietEntity.Days} days by the minute from "
            + $"a cold start, nothing wrong; engine {RunScorer.EngineVersion}"));
        Line(string.Create(
            CultureInfo.InvariantCulture,
            $"{alerts.Count} alerts in {weeks:0} series-weeks: {rate:0.0000} a week of one series, "
            + $"{rate / Budget:0.000} of a budget of {Budget}"));
        foreach (var one in byName)
        {
            Line(string.Create(CultureInfo.InvariantCulture, $"{one.Count(),8}  {one.Key}"));
        }

        Line(string.Create(
            CultureInfo.InvariantCulture,
            $"{times.Sum(time => time.TotalMilliseconds) * 1e6 / samples:0} ns a sample, generating included"));
    }
}
