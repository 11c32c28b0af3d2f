using System.Globalization;
using System.Text.Json.Nodes;
using AiopsTwin.Engine.Scoring;
using AiopsTwin.Engine.Scoring.Impacts;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Scenarios.Recorded.Impacts;

namespace AiopsTwin.Cli.Output;

/// <summary>All cases with one assumption about how bad faults are.</summary>
/// <param name="Magnitudes">The assumption.</param>
/// <param name="Cases">The cases.</param>
internal sealed record BlastRadiusRun(FaultMagnitudes Magnitudes, List<BlastRadiusCase> Cases);

/// <summary>What a person or a program sees of predicted and observed blast radii.</summary>
internal sealed class BlastRadiusScreen(TextWriter output, TextWriter error, bool isJson)
    : Screen(output, error, isJson)
{
    private const string All = "all";

    /// <summary>Shows everything.</summary>
    /// <param name="dataset">Name of the data set.</param>
    /// <param name="all">Cases there are, also those that could not be read.</param>
    /// <param name="runs">The first is the answer, the others tell what hangs on the magnitude.</param>
    public void Show(string dataset, int all, List<BlastRadiusRun> runs)
    {
        if (IsJson)
        {
            Write(ToJson(dataset, all, runs));
        }
        else
        {
            Print(dataset, all, runs);
        }
    }

    private static IEnumerable<(string Name, List<BlastRadiusCase> Cases)> Slices(List<BlastRadiusCase> cases) => cases
        .GroupBy(one => one.Group, StringComparer.Ordinal)
        .Concat(cases.GroupBy(one => $"{one.Group}/{one.Symptom}", StringComparer.Ordinal))
        .OrderBy(group => group.Key, StringComparer.Ordinal)
        .Select(group => (group.Key, group.ToList()));

    private static ImpactTally Fitted(IEnumerable<BlastRadiusCase> cases) =>
        ImpactTally.Sum(cases.Select(one => one.Fitted));

    private static ImpactTally Reachable(IEnumerable<BlastRadiusCase> cases) =>
        ImpactTally.Sum(cases.Select(one => one.Reachable));

    /// <summary>Mean error of the first impact in samples; NaN when nobody was rightly predicted.</summary>
    private static double FirstImpactError(IEnumerable<BlastRadiusCase> cases) =>
        cases.SelectMany(one => one.FirstImpactErrors).Select(error => (double)error).DefaultIfEmpty(double.NaN)
            .Average();

    private void Print(string dataset, int all, List<BlastRadiusRun> runs)
    {
        var cases = runs[0].Cases;
        Line($"Blast radius, {dataset}, {cases.Count} of {all} incidents, engine {RunScorer.EngineVersion}");
        Line("observed: beyond mean + 4 sd and 1.2 x median of a normal run and 1.2 x the entity's own value before");
        Line($"{"",-34} {"",9} | {"reachable upward",-29} | {"fitted world",-29} | first");
        Line($"{"incidents",-34} {"observed",9} | {"per inc.",8} {"P",6} {"R",6} {"F1",6} | {"per inc.",8} {"P",6} "
            + $"{"R",6} {"F1",6} | impact");
        foreach (var (name, slice) in Slices(cases).Append((All, cases)))
        {
            var fitted = Fitted(slice);
            var observed = (double)(fitted.Hits + fitted.Missed) / slice.Count;
            Line($"{$"{name} ({slice.Count})",-34} {Number(observed, 1),9} | {Cells(Reachable(slice))} | "
                + $"{Cells(fitted)} | {Number(FirstImpactError(slice), 2)}");
        }

        var restless = ImpactTally.Sum(cases.Select(one => one.Unstruck));
        var struck = ImpactTally.Sum(cases.Select(one => one.Struck));
        Line($"{"without any fault (noise alone)",-76} | {Cells(restless)}");
        Line($"{"only those who do not shift without a fault",-76} | {Cells(struck)}");
        foreach (var run in runs.Skip(1))
        {
            var fault = $"slowness x{Number(run.Magnitudes.Slowness[0], 0)}, failing "
                + Number(run.Magnitudes.Failing[0], 2);
            Line($"{fault,-76} | {Cells(Fitted(run.Cases))}");
        }

        foreach (var one in cases)
        {
            Line($"{one.Name}: {one.Symptom} of {one.Root.Name}");
            Line($"  right   {Names(one.Predicted.Where(one.Hit.Contains))}");
            Line($"  false   {Names(one.Predicted.Except(one.Hit))}");
            Line($"  missed  {Names(one.Hit.Except(one.Predicted))}");
        }
    }

    private static string Cells(ImpactTally tally) =>
        $"{Number((double)(tally.Hits + tally.False) / Math.Max(1, tally.Incidents), 1),8} "
        + $"{Number(tally.Precision, 3),6} {Number(tally.Recall, 3),6} {Number(tally.F1, 3),6}";

    private static string Number(double value, int digits) => double.IsNaN(value)
        ? "-" : value.ToString("F" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static string Names(IEnumerable<EntityId> entities) =>
        string.Join(", ", entities.Select(entity => entity.Name).DefaultIfEmpty("-"));

    private static JsonObject ToJson(string dataset, int all, List<BlastRadiusRun> runs)
    {
        var cases = runs[0].Cases;
        var result = EvaluationJson.Head(
            "blast-radius", dataset, (all, cases.Count(one => !one.Forecast.IsEmpty)));
        result["scores"] = Scores(cases);
        result["slices"] = Figures.Each(Slices(cases), slice => slice.Name, slice => Scores(slice.Cases));
        result["sensitivity"] = new JsonArray([.. runs.Skip(1).Select(run => (JsonNode)new JsonObject
        {
            ["slowness"] = run.Magnitudes.Slowness[0],
            ["failing"] = run.Magnitudes.Failing[0],
            ["scores"] = Scores(run.Cases),
        })]);
        result["failures"] = EvaluationJson.Failures(
            cases.Where(one => one.Fitted is not { False: 0, Missed: 0 }),
            one => new JsonObject
            {
                ["case"] = one.Name,
                ["root"] = one.Root.Text,
                ["symptom"] = one.Symptom,
                ["right"] = Figures.Words(one.Predicted.Where(one.Hit.Contains).Select(entity => entity.Text)),
                ["false"] = Figures.Words(one.Predicted.Except(one.Hit).Select(entity => entity.Text)),
                ["missed"] = Figures.Words(one.Hit.Except(one.Predicted).Select(entity => entity.Text)),
            });
        return result;
    }

    private static JsonObject Scores(List<BlastRadiusCase> cases)
    {
        var (fitted, reachable) = (Fitted(cases), Reachable(cases));
        var (restless, struck) = (
            ImpactTally.Sum(cases.Select(one => one.Unstruck)), ImpactTally.Sum(cases.Select(one => one.Struck)));
        var timing = FirstImpactError(cases);
        return new JsonObject
        {
            ["incidents"] = cases.Count,
            ["observed"] = fitted.Hits + fitted.Missed,
            ["predicted"] = fitted.Hits + fitted.False,
            ["precision"] = Figures.Score(fitted.Precision),
            ["recall"] = Figures.Score(fitted.Recall),
            ["f1"] = Figures.Score(fitted.F1),
            ["first_impact_error"] = double.IsNaN(timing) ? null : Figures.Score(timing),
            ["reachable.predicted"] = reachable.Hits + reachable.False,
            ["reachable.precision"] = Figures.Score(reachable.Precision),
            ["reachable.recall"] = Figures.Score(reachable.Recall),
            ["reachable.f1"] = Figures.Score(reachable.F1),
            ["noise.f1"] = Figures.Score(restless.F1),
            ["struck.precision"] = Figures.Score(struck.Precision),
            ["struck.recall"] = Figures.Score(struck.Recall),
            ["struck.f1"] = Figures.Score(struck.F1),
        };
    }
}
