using System.Text.Json.Nodes;
using AiopsTwin.Engine.Scoring;
using AiopsTwin.Engine.Scoring.Causes;

namespace AiopsTwin.Cli.Output;

/// <summary>What a person or a program sees of causes sought in drawn estates.</summary>
internal sealed class CauseScreen(TextWriter output, TextWriter error, bool isJson) : Screen(output, error, isJson)
{
    public void Show(string dataset, List<ulong> seeds, List<(CauseResult Result, TimeSpan Elapsed)> played)
    {
        var results = played.ConvertAll(one => one.Result);
        if (IsJson)
        {
            Write(ToJson(dataset, seeds, played));
            return;
        }

        Line($"{dataset} root cause, onset self, {seeds.Count} cases (seeds {seeds[0]} to {seeds[^1]}), engine "
            + RunScorer.EngineVersion);
        Line($"{"kind",-26} {"roots",5} {"AC@1",6} {"AC@3",6} {"Avg@5",6} {"MRR",6} {"level",6} {"cover",6}");
        foreach (var kind in Kinds(results))
        {
            Line(kind.Key, CauseFigures.Of(kind));
        }

        Line("all", CauseFigures.Of(results));
        var interval = Interval(results);
        Line($"AC@1 lies in [{interval.Low:0.000}, {interval.High:0.000}] with 95 % confidence");
        var quiet = results.Where(one => one.Case.Roots.IsEmpty).ToList();
        if (quiet.Count > 0)
        {
            Line($"nothing wrong: {quiet.Count} cases, without an incident "
                + $"{quiet.Count(one => one.Incidents.IsEmpty)}");
        }

        var (p50, p95, max) = Figures.Milliseconds(played.Select(one => one.Elapsed));
        Line($"milliseconds a case, world included: p50 {p50:0}, p95 {p95:0}, max {max:0}");
        foreach (var missed in Missed(results))
        {
            Line($"missed seed {missed.Case.Seed} {missed.Case.Kind}: {Expected(missed)}; "
                + (missed.Got.IsEmpty
                    ? $"{missed.Incidents.Length} incidents" : "ranked " + string.Join(", ", missed.Got)));
        }
    }

    private static JsonObject ToJson(
        string dataset, List<ulong> seeds, List<(CauseResult Result, TimeSpan Elapsed)> played)
    {
        var results = played.ConvertAll(one => one.Result);
        var all = CauseFigures.Of(results);
        var head = EvaluationJson.Head(
            "rca", dataset, (results.Count, all.Ranking.Covered), seeds[0], new("onset", "self"));
        var scores = ToJson(all);
        var interval = Interval(results);
        scores["top1.low"] = Figures.Score(interval.Low);
        scores["top1.high"] = Figures.Score(interval.High);
        scores["quiet.cases"] = results.Count(one => one.Case.Roots.IsEmpty);
        scores["quiet.kept"] = results.Count(one => one.Case.Roots.IsEmpty && one.Incidents.IsEmpty);
        head["scores"] = scores;
        head["slices"] = Figures.Each(Kinds(results), kind => kind.Key, kind => ToJson(CauseFigures.Of(kind)));
        head["milliseconds"] = Figures.MillisecondsOf(played.Select(one => one.Elapsed), 1);
        head["failures"] = EvaluationJson.Failures(Missed(results), missed => EvaluationJson.Failure(
            FormattableString.Invariant($"{missed.Case.Kind} seed {missed.Case.Seed}"), Expected(missed),
            missed.Got.Select(entity => entity.Text)));
        return head;
    }

    private static JsonObject ToJson(CauseFigures figures)
    {
        var scores = RankingFigures.ToJson(figures.Ranking);
        scores["cases"] = figures.Ranking.Cases;
        scores["level"] = Figures.Score(figures.Level);
        return scores;
    }

    /// <summary>Results by kind, in the order of the kinds; a case in which nothing is wrong has no cause to rank.
    /// </summary>
    private static IEnumerable<IGrouping<string, CauseResult>> Kinds(IEnumerable<CauseResult> results) =>
        results.Where(one => !one.Case.Roots.IsEmpty).GroupBy(one => one.Case.Kind)
            .OrderBy(kind => kind.Key, StringComparer.Ordinal);

    private static ScoreInterval Interval(IEnumerable<CauseResult> results) => ScoreInterval.Of(
        results.SelectMany(one => one.Answers.Select(answer => (one.Case.Kind, answer.HitAt(1)))));

    private static IEnumerable<CauseResult> Missed(IEnumerable<CauseResult> results) => results.Where(one =>
        one.Case.Roots.IsEmpty ? !one.Incidents.IsEmpty : one.Answers.Any(answer => answer.HitAt(1) < 1));

    private static string Expected(CauseResult missed) =>
        missed.Case.Roots.IsEmpty ? "nothing" : string.Join(" and ", missed.Case.Roots);

    private void Line(string name, CauseFigures figures) => Line(
        $"{name,-26} {figures.Ranking.Cases,5} {figures.Ranking.Top1,6:0.000} {figures.Ranking.Top3,6:0.000} "
        + $"{figures.Ranking.Avg5,6:0.000} {figures.Ranking.Mrr,6:0.000} {figures.Level,6:0.000} "
        + $"{figures.Ranking.Covered,6}");
}
