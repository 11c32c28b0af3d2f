using System.Globalization;
using System.Text.Json.Nodes;
using AiopsTwin.Engine.Scoring;
using AiopsTwin.Engine.Scoring.Forecasts;
using AiopsTwin.Engine.Scoring.Forecasts.Peers;

namespace AiopsTwin.Cli.Output;

/// <summary>What a person or a program sees of an evaluation of series forecasts.</summary>
internal sealed class ForecastScreen(TextWriter output, TextWriter error, bool isJson)
    : Screen(output, error, isJson)
{
    private const double WantedCoverage = 0.8;
    private const int MostFailures = 20;

    public void Show(List<(string Frequency, List<SeriesCase> Cases)> results, List<TimeSpan> times)
    {
        if (IsJson)
        {
            Write(ToJson(results, times));
            return;
        }

        Line($"M4, automatic choice, engine {RunScorer.EngineVersion}; OWA against naive 2 on the same series");
        foreach (var (frequency, cases) in results)
        {
            Line($"{frequency,-24} {"sMAPE",8} {"MASE",7} {"OWA",7} {"80 %",7}  series");
            Line("ours", SeriesScores.Ours(cases));
            for (var peer = 0; peer < SeriesPeers.Names.Count; peer++)
            {
                Line(SeriesPeers.Names[peer], SeriesScores.Peer(cases, peer));
            }
        }

        var (p50, p95, max) = Figures.Milliseconds(times);
        Line($"milliseconds a series: p50 {p50:0.0}, p95 {p95:0.0}, max {max:0.0}");
    }

    private static JsonObject ToJson(
        List<(string Frequency, List<SeriesCase> Cases)> results, List<TimeSpan> times)
    {
        var all = results.SelectMany(result => result.Cases).ToArray();
        var scores = new JsonObject();
        var peers = SeriesPeers.Names.ToDictionary(name => name, _ => new JsonObject(), StringComparer.Ordinal);
        foreach (var (frequency, cases) in results)
        {
            var ours = SeriesScores.Ours(cases);
            var key = frequency.ToLowerInvariant();
            scores["owa." + key] = Figures.Score(ours.Owa);
            scores["coverage80." + key] = Figures.Score(ours.Coverage!.Value);
            for (var peer = 0; peer < SeriesPeers.Names.Count; peer++)
            {
                peers[SeriesPeers.Names[peer]]["owa." + key] =
                    Figures.Versus(ours.Owa, SeriesScores.Peer(cases, peer).Owa);
            }
        }

        var evaluation = EvaluationJson.Head("forecast", "m4", (all.Length, all.Length));
        evaluation["scores"] = scores;
        evaluation["slices"] = Figures.Each(
            results, result => result.Frequency.ToLowerInvariant(), result => Slice(SeriesScores.Ours(result.Cases)));
        evaluation["vs"] = Figures.Each(SeriesPeers.Names, name => name, name => peers[name]);
        evaluation["milliseconds"] = Figures.MillisecondsOf(times);
        evaluation["failures"] = EvaluationJson.Failures(
            all
                .Where(one => one.Mase > 2 * one.Peers[0].Mase)
                .OrderByDescending(one => one.Mase / one.Peers[0].Mase)
                .Take(MostFailures),
            Failure);
        return evaluation;
    }

    private static JsonObject Slice(SeriesScores scores) => new()
    {
        ["cases"] = scores.Cases,
        ["smape"] = Figures.Score(scores.Smape),
        ["mase"] = Figures.Score(scores.Mase),
        ["owa"] = Figures.Score(scores.Owa),
        ["coverage80"] = Figures.Score(scores.Coverage!.Value),
        ["coverageError"] = Figures.Score(Math.Abs(scores.Coverage.Value - WantedCoverage)),
    };

    /// <summary>A series on which naive 2 errs less than half as much.</summary>
    private static JsonObject Failure(SeriesCase one) => EvaluationJson.Failure(
        one.Name,
        string.Create(CultureInfo.InvariantCulture, $"MASE below {2 * one.Peers[0].Mase:0.###}"),
        one.Mase.ToString("0.###", CultureInfo.InvariantCulture));

    private void Line(string name, SeriesScores scores) => Line(
        $"{name,-24} {scores.Smape,8:0.000} {scores.Mase,7:0.000} {scores.Owa,7:0.000} "
        + $"{(scores.Coverage is { } share ? share.ToString("0.000", CultureInfo.InvariantCulture) : "-"),7}  "
        + $"{scores.Cases}");
}
