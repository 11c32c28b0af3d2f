using AiopsTwin.Engine.Scoring;

namespace AiopsTwin.Cli.Output;

/// <summary>What a person or a program sees of rankings on a data set of which root causes are known.</summary>
internal sealed class RankingScreen(TextWriter output, TextWriter error, bool isJson)
    : Screen(output, error, isJson)
{
    private const int NameWidth = 34;

    public void Show(RankingReport report)
    {
        if (IsJson)
        {
            Write(RankingJson.Of(report));
            return;
        }

        Line($"{report.Dataset} root cause, onset {RankingFigures.Name(report.Onset)}, engine "
            + RunScorer.EngineVersion);
        Line($"{Head("slice")} {"AC@1",6} {"AC@3",6} {"AC@5",6} {"Avg@5",6} {"MRR",6} {"cover",6}");
        foreach (var slice in RankingFigures.Slices(report.Cases))
        {
            Line(slice.Key, RankingFigures.Of(slice));
        }

        Line("all", RankingFigures.Of(report.Cases));
        Line($"AC@1 lies in [{report.Interval.Low:0.000}, {report.Interval.High:0.000}] with 95 % confidence");
        if (report.Folded.Count > 0)
        {
            Line("RCAEval folded", RankingScores.Of(report.Folded));
        }

        if (report.Fine.Count > 0)
        {
            Line("with the kind of trouble", RankingScores.Of(report.Fine));
        }

        ShowPeers(report);
        ShowQuiet(report);
        ShowCosts(report);
        foreach (var broken in report.Broken)
        {
            Line($"broken {broken.Case} {broken.Slice}: {broken.Breakage}");
        }

        foreach (var missed in RankingFigures.Missed(report.Cases))
        {
            Line($"missed {missed.Case} {missed.Slice}: {RankingFigures.Tell(missed)}");
        }
    }

    private void ShowPeers(RankingReport report)
    {
        if (report.Peers is not [var strongest, ..] peers)
        {
            return;
        }

        foreach (var (name, scores) in peers)
        {
            Line($"peer: {name}", scores);
        }

        var against = report.Against(strongest.Name);
        Line($"against {strongest.Name}: better in {against.Better} cases, worse in {against.Worse}, "
            + $"{Figures.P(against.P)}");
    }

    private void ShowQuiet(RankingReport report)
    {
        foreach (var windows in report.Quiet)
        {
            Line($"quiet {windows.Group}: {windows.Windows} windows, incidents in {windows.Slowness} for slowness or "
                + $"load, in {windows.Failures} for failures");
        }

        if (report.OnsetErrors is { Count: > 0 } errors)
        {
            Line($"onset off by {errors[errors.Count / 2].TotalSeconds:0} s in the middle case, at most "
                + $"{errors[^1].TotalSeconds:0} s");
        }
    }

    private void ShowCosts(RankingReport report)
    {
        var (p50, p95, max) = Figures.Milliseconds(report.Cases.Select(one => one.Elapsed));
        var learning = Figures.Milliseconds(report.Cases.Select(one => one.Learning)).P50;
        var loading = Figures.Milliseconds(report.Cases.Select(one => one.Loading)).P50;
        Line($"milliseconds a case: p50 {p50:0.0}, p95 {p95:0.0}, max {max:0.0}; before it, learning p50 "
            + $"{learning:0.0}, reading files p50 {loading:0.0}");
        Line($"memory at most {Figures.PeakMebibytes} MiB, of the whole process");
    }

    private static string Head(string name) => name.PadRight(NameWidth) + $" {"cases",5}";

    private void Line(string name, RankingScores scores) => Line(
        $"{name.PadRight(NameWidth)} {scores.Cases,5} {scores.Top1,6:0.000} {scores.Top3,6:0.000} "
        + $"{scores.Top5,6:0.000} {scores.Avg5,6:0.000} {scores.Mrr,6:0.000} {scores.Covered,6}");
}
