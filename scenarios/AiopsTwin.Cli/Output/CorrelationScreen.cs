using System.Text.Json.Nodes;
using AiopsTwin.Engine.Scoring;
using AiopsTwin.Engine.Scoring.Correlations;

namespace AiopsTwin.Cli.Output;

/// <summary>What a person or a program sees of an evaluation of correlation.</summary>
internal sealed class CorrelationScreen(TextWriter output, TextWriter error, bool isJson)
    : Screen(output, error, isJson)
{
    public void Show(List<ulong> seeds, List<CorrelationTally> cases, List<TimeSpan> times)
    {
        if (IsJson)
        {
            Write(ToJson(seeds, cases, times));
        }
        else
        {
            Print(seeds, cases, times);
        }
    }

    private void Print(List<ulong> seeds, List<CorrelationTally> cases, List<TimeSpan> times)
    {
        Line($"Correlation on generated estates, {seeds.Count} seeds ({seeds[0]} to {seeds[^1]}), engine "
            + $"{RunScorer.EngineVersion}; mean/worst");
        Line($"{"case",-9} {"clear",7} {"over-merge",12} {"split",12} {"F1",12} {"top1",10} {"top3",10} {"told",8} "
            + $"{"incident s",11} {"root s",10} {"compr.",6} {"lost",4}");
        foreach (var one in cases)
        {
            Line($"{one.Case.Name,-9} {$"{one.Seeds - one.Misses.Length}/{one.Seeds}",7} {Pair(one.OverMerge, 12, 4)} "
                + $"{Pair(one.Split, 12, 4)} {Pair(one.F1, 12, 3)} {Pair(one.Top1, 10, 2)} {Pair(one.Top3, 10, 2)} "
                + $"{Pair(one.Notifications, 8, 1)} {Pair(one.ToIncident, 11, 0)} {Pair(one.ToRoot, 10, 0)} "
                + $"{one.Compression.Mean,6:0.000} {one.Lost,4}");
        }

        foreach (var one in cases)
        {
            Line($"{one.Case.Name}: {one.Case.Title}. Target: {one.Case.Target}. "
                + (one.IsCleared ? "Cleared." : $"Missed with {one.Misses.Length} of {one.Seeds} seeds.")
                + FormattableString.Invariant(
                    $" Alone {one.Unresolved.Mean:0.000}/{one.Unresolved.Worst:0.000}, belief in the best suspect ")
                + FormattableString.Invariant($"{one.Posterior.Mean:0.000}/{one.Posterior.Worst:0.000}."));
        }

        Line($"cases cleared with every seed: {cases.Count(one => one.IsCleared)} of {cases.Count}");
        var (p50, p95, max) = Figures.Milliseconds(times);
        Line(FormattableString.Invariant($"milliseconds a seed of a case: p50 {p50:0}, p95 {p95:0}, max {max:0}"));
        foreach (var one in cases)
        {
            foreach (var (seed, misses) in one.Misses)
            {
                Line($"missed {one.Case.Name} seed {seed}: {string.Join("; ", misses)}");
            }
        }
    }

    private static JsonObject ToJson(List<ulong> seeds, List<CorrelationTally> cases, List<TimeSpan> times)
    {
        var result = EvaluationJson.Head(
            "correlation", "generated", (cases.Count, cases.Count), seeds[0], new("seeds", seeds.Count));
        result["scores"] = new JsonObject
        {
            ["cleared"] = cases.Count(one => one.IsCleared),
            ["cleared_runs"] = cases.Sum(one => one.Seeds - one.Misses.Length),
            ["runs"] = cases.Sum(one => one.Seeds),
            ["lost"] = cases.Sum(one => one.Lost),
        };
        result["slices"] = Figures.Each(cases, one => one.Case.Name, ToJson);
        result["milliseconds"] = Figures.MillisecondsOf(times, 1);
        result["failures"] = EvaluationJson.Failures(
            cases.SelectMany(one => one.Misses.Select(missed => (one.Case, missed.Seed, missed.Misses))),
            missed => EvaluationJson.Failure(
                FormattableString.Invariant($"{missed.Case.Name} seed {missed.Seed}"), missed.Case.Target,
                missed.Misses));
        return result;
    }

    private static JsonObject ToJson(CorrelationTally one) => new()
    {
        ["title"] = one.Case.Title,
        ["target"] = one.Case.Target,
        ["seeds"] = one.Seeds,
        ["scripts"] = one.Scripts,
        ["cleared"] = one.Seeds - one.Misses.Length,
        ["compression"] = ToJson(one.Compression),
        ["over_merge"] = ToJson(one.OverMerge),
        ["split"] = ToJson(one.Split),
        ["f1"] = ToJson(one.F1),
        ["top1"] = ToJson(one.Top1),
        ["top3"] = ToJson(one.Top3),
        ["notifications"] = ToJson(one.Notifications),
        ["seconds_to_incident"] = ToJson(one.ToIncident),
        ["seconds_to_root"] = ToJson(one.ToRoot),
        ["alone"] = ToJson(one.Unresolved),
        ["posterior"] = ToJson(one.Posterior),
        ["lost"] = one.Lost,
    };

    private static JsonObject ToJson(MeanAndWorst value) => new()
    {
        ["mean"] = Figures.Score(value.Mean),
        ["worst"] = Figures.Score(value.Worst),
    };

    private static string Pair(MeanAndWorst value, int width, int digits)
    {
        var format = "F" + digits.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var culture = System.Globalization.CultureInfo.InvariantCulture;
        return $"{value.Mean.ToString(format, culture)}/{value.Worst.ToString(format, culture)}".PadLeft(width);
    }
}
