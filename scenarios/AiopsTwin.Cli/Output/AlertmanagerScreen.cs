using System.Globalization;
using System.Text.Json.Nodes;
using AiopsTwin.Cli.Peers;
using AiopsTwin.Engine.Scoring;
using AiopsTwin.Scenarios.Storms;

namespace AiopsTwin.Cli.Output;

/// <summary>Shows the twin beside Alertmanager.</summary>
internal sealed class AlertmanagerScreen(TextWriter output, TextWriter error, bool isJson)
    : Screen(output, error, isJson)
{
    private const double Mebibyte = 1024 * 1024;
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;
    private readonly JsonObject _streams = [];
    private readonly JsonObject _rates = [];

    /// <summary>Tells what is being done.</summary>
    public void Doing(string what) => Tell(what);

    public void Show(PeerStream stream, IReadOnlyList<PeerOutcome> outcomes)
    {
        if (IsJson)
        {
            _streams[stream.Name] = Figures.Each(outcomes, one => one.System, one => new JsonObject
            {
                ["groups"] = one.Groups,
                ["mixed"] = one.Mixed,
                ["notifications"] = one.Notifications,
                ["roots"] = one.Roots,
                ["causes"] = stream.Roots.Length,
                ["firstSeconds"] = double.IsNaN(one.First) ? null : Math.Round(one.First, 1),
            });
            return;
        }

        Line($"{stream.Name}: {stream.Alerts.Length} alerts, {stream.Roots.Length} causes");
        Line($"  {"",-56}{"groups",8}{"mixed",8}{"told",8}{"roots",8}{"first",8}");
        foreach (var one in outcomes)
        {
            Line(string.Create(Culture,
                $"  {one.System,-56}{one.Groups,8}{one.Mixed,8}{one.Notifications,8}{one.Roots,8}{one.First,7:0.0}s"));
        }
    }

    public void Show(PeerLoad load, IReadOnlyList<PeerRate> rates)
    {
        if (IsJson)
        {
            _rates["perSecond"] = load.PerSecond;
            _rates["seconds"] = load.Seconds;
            _rates["batch"] = load.Batch;
            _rates["systems"] = Figures.Each(rates, one => one.System, Of);
            return;
        }

        Line(string.Create(Culture,
            $"{load.PerSecond} alerts a second for {load.Seconds:0} s, {load.Batch} a request, {load.Connections} "
            + $"connections, {load.Rows * StormEstate.AlertsOfRow} different ones"));
        foreach (var one in rates)
        {
            Line(string.Create(Culture,
                $"  {one.System,-28}{one.PerSecond,8:0} a second, answered after "
                + $"p50 {one.Latencies.Quantile(0.5):0} ms, p99 {one.Latencies.Quantile(0.99):0} ms; "
                + $"{one.CpuSeconds:0.0} processor seconds, {one.PeakBytes / Mebibyte:0} MiB, {one.Refused} refused"));
        }
    }

    /// <summary>Ends the results.</summary>
    public void End()
    {
        if (!IsJson)
        {
            Line($"engine {RunScorer.EngineVersion}, {Environment.ProcessorCount} processors");
            return;
        }

        Write(new JsonObject
        {
            ["command"] = "evaluate",
            ["subject"] = "alertmanager",
            ["version"] = RunScorer.EngineVersion,
            ["seed"] = 1,
            ["processors"] = Environment.ProcessorCount,
            ["cases"] = _streams.Count,
            ["covered"] = _streams.Count,
            ["slices"] = _streams,
            ["rates"] = _rates,
            ["failures"] = new JsonArray(),
        });
    }

    private static JsonObject Of(PeerRate rate) => new()
    {
        ["perSecond"] = Math.Round(rate.PerSecond),
        ["p50"] = Math.Round(rate.Latencies.Quantile(0.5), 1),
        ["p99"] = Math.Round(rate.Latencies.Quantile(0.99), 1),
        ["cpuSeconds"] = Math.Round(rate.CpuSeconds, 1),
        ["mebibytes"] = Math.Round(rate.PeakBytes / Mebibyte),
        ["refused"] = rate.Refused,
    };
}
