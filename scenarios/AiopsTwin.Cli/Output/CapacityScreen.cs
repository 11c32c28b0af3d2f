using System.Globalization;
using System.Text.Json.Nodes;
using AiopsTwin.Engine.Scoring;
using AiopsTwin.Engine.Scoring.Forecasts;
using AiopsTwin.Engine.Scoring.Forecasts.Peers;

namespace AiopsTwin.Cli.Output;

/// <summary>What a person or a program sees of an evaluation of capacity forecasts.</summary>
internal sealed class CapacityScreen(TextWriter output, TextWriter error, bool isJson)
    : Screen(output, error, isJson)
{
    private const int MostFailures = 20;
    private const double LateFactor = 2;

    public void Show(CapacityResult result)
    {
        if (IsJson)
        {
            Write(ToJson(result));
        }
        else
        {
            Print(result);
        }
    }

    private void Print(CapacityResult result)
    {
        Line($"Days until full, {result.Volumes} generated volumes, seed {result.Seed}, "
            + $"engine {RunScorer.EngineVersion}");
        Line($"{"",-26} {"asked",6} {"error",6} {"at 14 d",8} {"late",6} {"near",6} {"80 %",6} {"width",6}");
        Line("ours", CapacityScores.Ours(result.Cases));
        for (var peer = 0; peer < CapacityPeers.Names.Count; peer++)
        {
            Line(CapacityPeers.Names[peer], CapacityScores.Peer(result.Cases, peer));
        }

        foreach (var (name, cases) in Slices(result.Cases))
        {
            Line(name, CapacityScores.Ours(cases));
        }

        Line($"Brier score of being full within 14 days {CapacityScores.Brier(result.Cases):0.000}");
        Line($"flat volumes given a date: {result.FlatDated} of {result.FlatAsked}");
        var (p50, p95, max) = Figures.Milliseconds(result.Times);
        Line($"milliseconds a question: p50 {p50:0.00}, p95 {p95:0.00}, max {max:0.0}");
    }

    private static JsonObject ToJson(CapacityResult result)
    {
        var ours = CapacityScores.Ours(result.Cases);
        var scores = ToJson(ours);
        scores.Remove("cases");
        scores["brier14"] = Figures.Score(CapacityScores.Brier(result.Cases));
        scores["coverage80.worst_shape"] = Figures.Score(Slices(result.Cases)
            .Where(slice => slice.Name.StartsWith("shape", StringComparison.Ordinal))
            .Min(slice => CapacityScores.Ours(slice.Cases).Coverage!.Value));
        scores["false_dates"] = Figures.Score(result.FlatDated / (double)Math.Max(1, result.FlatAsked));
        var evaluation = EvaluationJson.Head(
            "capacity", "generated", (result.Cases.Count, result.Cases.Count(one => double.IsFinite(one.From))),
            result.Seed, new("volumes", result.Volumes));
        evaluation["scores"] = scores;
        evaluation["slices"] = Figures.Each(
            Slices(result.Cases), slice => slice.Name.Replace(' ', '/'),
            slice => ToJson(CapacityScores.Ours(slice.Cases)));
        evaluation["vs"] = Figures.Each(
            Enumerable.Range(0, CapacityPeers.Names.Count), peer => CapacityPeers.Names[peer],
            peer => Versus(ours, CapacityScores.Peer(result.Cases, peer)));
        evaluation["milliseconds"] = Figures.MillisecondsOf(result.Times);
        evaluation["failures"] = EvaluationJson.Failures(
            result.Cases
                .Where(one => one.Answer > LateFactor * one.Actual)
                .OrderByDescending(one => one.Answer / one.Actual)
                .Take(MostFailures),
            Failure);
        return evaluation;
    }

    private static List<(string Name, List<CapacityCase> Cases)> Slices(List<CapacityCase> cases) =>
    [
        .. cases.GroupBy(one => one.Shape).OrderBy(group => group.Key)
            .Select(group => ($"shape {group.Key}", group.ToList())),
        .. cases.GroupBy(one => one.Horizon).OrderBy(group => group.Key)
            .Select(group => (string.Create(CultureInfo.InvariantCulture, $"horizon {group.Key}"), group.ToList())),
    ];

    private static JsonObject ToJson(CapacityScores scores) => new()
    {
        ["cases"] = scores.Cases,
        ["relative_error"] = Figures.Score(scores.RelativeError),
        ["days_at_14"] = Figures.Score(scores.ErrorAt14),
        ["late25"] = Figures.Score(scores.Late),
        ["within20"] = Figures.Score(scores.Within20),
        ["coverage80"] = Figures.Score(scores.Coverage!.Value),
        ["width80"] = double.IsFinite(scores.Width!.Value) ? Figures.Score(scores.Width.Value) : null,
    };

    private static JsonObject Versus(CapacityScores ours, CapacityScores peer) => new()
    {
        ["relative_error"] = Figures.Versus(ours.RelativeError, peer.RelativeError),
        ["days_at_14"] = Figures.Versus(ours.ErrorAt14, peer.ErrorAt14),
        ["late25"] = Figures.Versus(ours.Late, peer.Late),
    };

    /// <summary>An answer more than twice too late.</summary>
    private static JsonObject Failure(CapacityCase one) => EvaluationJson.Failure(
        string.Create(CultureInfo.InvariantCulture, $"{one.Volume} day {one.Day} +{one.Horizon}"),
        one.Actual.ToString("0", CultureInfo.InvariantCulture),
        one.Answer.ToString("0.#", CultureInfo.InvariantCulture));

    private void Line(string name, CapacityScores scores)
    {
        var interval = scores.Coverage is { } share
            ? string.Create(CultureInfo.InvariantCulture, $"{share,6:0.000} {scores.Width,6:0.00}")
            : "     -      -";
        Line($"{name,-26} {scores.Cases,6} {scores.RelativeError,6:0.000} {scores.ErrorAt14,8:0.00} "
            + $"{scores.Late,6:0.000} {scores.Within20,6:0.000} {interval}");
    }
}
