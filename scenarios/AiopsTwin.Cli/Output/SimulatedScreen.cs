using System.Globalization;
using System.Text.Json.Nodes;
using AiopsTwin.Engine.Scoring;
using AiopsTwin.Engine.Scoring.Detections.Simulated;

namespace AiopsTwin.Cli.Output;

/// <summary>What a person or a program sees of an evaluation on simulated services.</summary>
internal sealed class SimulatedScreen(TextWriter output, TextWriter error, bool isJson)
    : Screen(output, error, isJson)
{
    private static readonly (SimulatedKind Kind, string Key, string Name)[] Kinds =
    [
        (SimulatedKind.RegionalDrop, "drop", "-4 % of one region, 2 h"),
        (SimulatedKind.Slowdown, "slowdown", "+12 % latency, 1 h"),
        (SimulatedKind.MissedBatch, "missed_batch", "batch missed"),
    ];

    public void Progress(ulong seed, int number, int count) =>
        Progress(string.Create(CultureInfo.InvariantCulture, $"seed {seed}"), number, count);

    public void Show(
        IReadOnlyList<ulong> seeds, SimulatedTally ours, SimulatedTally[] peers, List<TimeSpan> times)
    {
        var cases = Kinds.Sum(kind => ours.Cases(kind.Kind));
        if (IsJson)
        {
            Write(ToJson(seeds, cases, ours, peers, times));
            return;
        }

        Line($"simulated: {seeds.Count} services of {SimulatedService.Regions} regions, 8 weeks by the minute, "
            + $"{cases} events; engine {RunScorer.EngineVersion}");
        Line($"found (median delay, minutes); FA = false alarms a week of one series");
        Line($"{"",-24}{"-4 % region",15}{"+12 % latency",16}{"batch missed",15}{"FA requests",13}{"FA latency",12}"
            + $"{"in batches",12}");
        Row("ours, as raised", ours);
        for (var peer = 0; peer < peers.Length; peer++)
        {
            Row(SimulatedPeers.Names[peer], peers[peer]);
        }

        Line(string.Create(
            CultureInfo.InvariantCulture,
            $"ours, related metrics together: {ours.PooledFound:0.00} of the slowdowns, "
            + $"{ours.FalsePooledAlarms:0.00} false alarms a week of one region and its caller"));
        Line($"peers: thresholds within 0.25 (requests) and 0.5 (latency) a week, fixed on weeks 3 to 5");
        Line(string.Create(
            CultureInfo.InvariantCulture, $"{times.Average(time => time.TotalSeconds):0.0} s a service"));
    }

    private static JsonObject ToJson(
        IReadOnlyList<ulong> seeds, int cases, SimulatedTally ours, SimulatedTally[] peers, List<TimeSpan> times)
    {
        var result = EvaluationJson.Head("detection", "simulated", (cases, cases), seeds[0]);
        var scores = Scores(ours);
        result["scores"] = scores;
        result["pooled"] = new JsonObject
        {
            ["slowdown_found"] = Figures.Score(ours.PooledFound),
            ["false_alarms_per_week"] = Figures.Score(ours.FalsePooledAlarms),
        };
        result["slices"] = Figures.Each(
            Kinds,
            kind => kind.Key,
            kind => new JsonObject { ["name"] = kind.Name, ["cases"] = ours.Cases(kind.Kind) });
        result["vs"] = Figures.Each(Enumerable.Range(0, peers.Length), peer => SimulatedPeers.Names[peer], peer =>
        {
            var theirs = Scores(peers[peer]);
            return Figures.Each(scores, score => score.Key, score => Figures.Versus(
                score.Value!.GetValue<double>(), theirs[score.Key]!.GetValue<double>()));
        });
        result["milliseconds"] = Figures.MillisecondsOf(times);
        result["failures"] = new JsonArray();
        return result;
    }

    private static JsonObject Scores(SimulatedTally tally)
    {
        var scores = new JsonObject();
        foreach (var (kind, key, _) in Kinds)
        {
            scores[key + "_found"] = Figures.Score(tally.Found(kind));
            scores[key + "_delay_minutes"] = Figures.Score(tally.MedianDelay(kind));
        }

        scores["false_request_alarms_per_week"] = Figures.Score(tally.FalseRequestAlarms);
        scores["false_latency_alarms_per_week"] = Figures.Score(tally.FalseLatencyAlarms);
        scores["batch_alarms_per_week"] = Figures.Score(tally.BatchAlarms);
        return scores;
    }

    private void Row(string name, SimulatedTally tally) => Line(
        $"{name,-24}{Tell(tally, SimulatedKind.RegionalDrop),15}{Tell(tally, SimulatedKind.Slowdown),16}"
        + $"{Tell(tally, SimulatedKind.MissedBatch),15}"
        + string.Create(
            CultureInfo.InvariantCulture,
            $"{tally.FalseRequestAlarms,13:0.00}{tally.FalseLatencyAlarms,12:0.00}{tally.BatchAlarms,12:0.00}"));

    private static string Tell(SimulatedTally tally, SimulatedKind kind) => string.Create(
        CultureInfo.InvariantCulture, $"{tally.Found(kind):0.00} ({tally.MedianDelay(kind)})");
}
