using System.Globalization;
using System.Text.Json.Nodes;
using AiopsTwin.Cli.Storms;
using AiopsTwin.Engine.Scoring;

namespace AiopsTwin.Cli.Output;

/// <summary>Shows what came of a storm.</summary>
internal sealed class StormScreen(TextWriter output, TextWriter error, bool isJson) : Screen(output, error, isJson)
{
    private const double Mebibyte = 1024 * 1024;
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    /// <summary>Tells what is being done.</summary>
    public void Doing(string what) => Tell(what);

    public void Show(StormReport report)
    {
        if (IsJson)
        {
            Write(ToJson(report));
            return;
        }

        var plan = report.Plan;
        Line(string.Create(
            Culture,
            $"storm, engine {RunScorer.EngineVersion}, {Environment.ProcessorCount} processors, "
            + $"load {report.Load.Before:0.0} before and {report.Load.After:0.0} after"));
        Line(string.Create(
            Culture,
            $"{plan.Alerts} alerts of {plan.Rows} switches in {plan.Seconds:0} s, {plan.ActiveAlerts} active before, "
            + $"{plan.Connections} connections, {plan.Batch} alerts a request"));
        Line(string.Create(
            Culture,
            $"  acknowledged {report.Acknowledged}, told to come back {report.ToldBusy} times, "
            + $"present {report.Present} of {plan.ActiveAlerts + report.Acknowledged}, "
            + $"placed {report.Placed.Known} of {report.Placed.Asked} asked"));
        if (report.AfterKill is { } after)
        {
            Line(string.Create(
                Culture, $"  killed and started again: present {after.Present} after {after.SecondsAway:0.0} s"));
        }

        Line("  acknowledged after     " + Quantiles(report.Acknowledgements));
        Line("  incident visible       " + Quantiles(report.Visible) + Of(report.Visible, plan));
        Line("  switch named           " + Quantiles(report.Named) + Of(report.Named, plan));
        Line("  neighbour acknowledged " + Quantiles(report.Neighbour));
        Line("  neighbour's steps      " + Quantiles(report.NeighbourSteps));
        Line(string.Create(
            Culture,
            $"  all taken in {report.SettledAfterSeconds:0.0} s after the last; {report.Incidents} incidents stand, "
            + $"{report.SwitchesNamed} of {plan.ActiveRows + plan.Rows} switches named by one of their own, "
            + $"{report.AlertsInIncidents} alerts in them"));
        Line(string.Create(
            Culture,
            $"  silo: {report.CpuSeconds:0.0} processor seconds, {report.Bytes.Before / Mebibyte:0} MiB before, "
            + $"{report.Bytes.Most / Mebibyte:0} MiB at most, {report.Bytes.After / Mebibyte:0} MiB after"));
    }

    private static string Of(Latencies latencies, StormPlan plan) =>
        string.Create(Culture, $", {latencies.Count} of {plan.Rows}");

    private static string Quantiles(Latencies latencies) => string.Create(
        Culture,
        $"p50 {latencies.Quantile(0.5):0} ms, p99 {latencies.Quantile(0.99):0} ms, max {latencies.Quantile(1):0} ms");

    private static JsonObject ToJson(StormReport report)
    {
        var plan = report.Plan;
        return new JsonObject
        {
            ["command"] = "storm",
            ["subject"] = "storm",
            ["version"] = RunScorer.EngineVersion,
            ["seed"] = 1,
            ["processors"] = Environment.ProcessorCount,
            ["load"] = new JsonArray(report.Load.Before, report.Load.After),
            ["cases"] = plan.Alerts,
            ["covered"] = report.Acknowledged,
            ["scores"] = new JsonObject
            {
                ["present"] = report.Present,
                ["lost"] = plan.ActiveAlerts + report.Acknowledged - report.Present,
                ["presentAfterKill"] = report.AfterKill?.Present,
                ["toldBusy"] = report.ToldBusy,
                ["incidents"] = report.Incidents,
                ["switchesNamed"] = report.SwitchesNamed,
                ["settledAfterSeconds"] = Math.Round(report.SettledAfterSeconds, 2),
                ["cpuSeconds"] = Math.Round(report.CpuSeconds, 1),
                ["mebibytesBefore"] = Math.Round(report.Bytes.Before / Mebibyte),
                ["mebibytesMost"] = Math.Round(report.Bytes.Most / Mebibyte),
                ["mebibytesAfter"] = Math.Round(report.Bytes.After / Mebibyte),
            },
            ["milliseconds"] = new JsonObject
            {
                ["acknowledged"] = Milliseconds(report.Acknowledgements),
                ["visible"] = Milliseconds(report.Visible),
                ["named"] = Milliseconds(report.Named),
                ["neighbour"] = Milliseconds(report.Neighbour),
                ["neighbourSteps"] = Milliseconds(report.NeighbourSteps),
            },
            ["failures"] = new JsonArray(),
        };
    }

    private static JsonObject Milliseconds(Latencies latencies) => new()
    {
        ["count"] = latencies.Count,
        ["p50"] = Math.Round(latencies.Quantile(0.5), 1),
        ["p99"] = Math.Round(latencies.Quantile(0.99), 1),
        ["max"] = Math.Round(latencies.Quantile(1), 1),
    };
}
