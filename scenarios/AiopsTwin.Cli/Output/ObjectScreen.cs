using System.Text.Json.Nodes;
using AiopsTwin.Engine.Scoring;
using AiopsTwin.Scenarios.Recorded.ItBench;

namespace AiopsTwin.Cli.Output;

/// <summary>What a person or a program sees of diagnoses of a platform's objects.</summary>
internal sealed class ObjectScreen(TextWriter output, TextWriter error, bool isJson) : Screen(output, error, isJson)
{
    private const string Peer = "most alerts";

    public void Show(string dataset, IReadOnlyList<JudgedObjects> cases)
    {
        var interval = ScoreInterval.Of(cases.Select(one => ("all", one.Top1)));
        (string Name, double Value)[] scores =
        [
            ("top1", cases.Average(one => one.Top1)),
            ("top1.low", interval.Low),
            ("top1.high", interval.High),
            ("top3", cases.Average(one => one.Top3)),
            ("edge.f1", cases.Average(one => one.EdgeF1)),
            ("edge.precision", cases.Average(one => one.EdgePrecision)),
            ("edge.recall", cases.Average(one => one.EdgeRecall)),
        ];
        var failures = cases.Where(one => one.Top1 < 1).ToList();
        if (IsJson)
        {
            Write(ToJson(dataset, cases, scores, failures));
            return;
        }

        Line($"{dataset} root and spread, engine {RunScorer.EngineVersion}, {cases.Count} scenarios");
        foreach (var (name, value) in scores)
        {
            Line($"{name,-12} {value:0.000}");
        }

        var against = Against(cases);
        Line($"peer: {Peer}: top1 {cases.Average(one => one.PeerTop1):0.000}, top3 "
            + $"{cases.Average(one => one.PeerTop3):0.000}; better than it in {against.Better} cases, worse in "
            + $"{against.Worse}, {Figures.P(against.P)}");
        var (p50, p95, max) = Figures.Milliseconds(cases.Select(one => one.Elapsed));
        Line($"milliseconds a case: p50 {p50:0.0}, p95 {p95:0.0}, max {max:0.0}; reading files p50 "
            + $"{Figures.Milliseconds(cases.Select(one => one.Loading)).P50:0.0}");
        foreach (var failure in failures)
        {
            Line($"missed {failure.Case}: {string.Join(" or ", failure.Expected)}, got "
                + $"{string.Join(", ", failure.Got)}");
        }
    }

    private static PairedComparison Against(IEnumerable<JudgedObjects> cases) =>
        PairedComparison.Of(cases.Select(one => (one.Top1, one.PeerTop1)));

    private static JsonObject ToJson(
        string dataset, IReadOnlyList<JudgedObjects> cases, (string Name, double Value)[] scores,
        List<JudgedObjects> failures)
    {
        var result = EvaluationJson.Head("rca", dataset, (cases.Count, cases.Count(one => !one.Got.IsEmpty)));
        result["scores"] = Figures.Each(scores, score => score.Name, score => Figures.Score(score.Value));
        result["vs"] = new JsonObject
        {
            [Peer] = Figures.Versus(cases.Average(one => one.Top1), cases.Average(one => one.PeerTop1)),
        };
        result["paired"] = RankingJson.Of(Peer, Against(cases));
        result["loadingMilliseconds"] = Figures.MillisecondsOf(cases.Select(one => one.Loading), 1);
        result["peakMebibytes"] = Figures.PeakMebibytes;
        result["milliseconds"] = Figures.MillisecondsOf(cases.Select(one => one.Elapsed), 1);
        result["failures"] = EvaluationJson.Failures(failures, failure => EvaluationJson.Failure(
            failure.Case, Figures.Words(failure.Expected), failure.Got));
        return result;
    }
}
