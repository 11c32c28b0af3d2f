using System.Collections.Immutable;

namespace AiopsTwin.Engine.Scoring.Detections;

/// <summary>
/// Fixes one threshold for all series of a data set on the first half of each, and tells what it does on the second.
/// Candidates are quantiles of the scores of the first halves, from 1 in 100 to 1 in a million, so that no detector
/// gains by the unit of its scores.
/// </summary>
public sealed class ThresholdSweep
{
    private const double LargestTail = 0.01;
    private const double SmallestTail = 1e-6;
    private const int StepsPerDecade = 24;

    private readonly List<DetectionSeries> _series = [];
    private readonly List<float[]> _scores = [];
    private List<(DetectionSeries Series, long[] Ticks, float[] Scores)>? _high;

    /// <summary>Adds a series with the scores of the detector in question.</summary>
    /// <exception cref="InvalidOperationException">Thresholds were already asked for.</exception>
    public void Add(DetectionSeries series, float[] scores)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(scores);
        if (_high is not null)
        {
            throw new InvalidOperationException("Series are added before thresholds are asked for.");
        }

        _series.Add(series);
        _scores.Add(scores);
    }

    /// <summary>The outcome of all thresholds of interest.</summary>
    /// <param name="budgets">False alarms a week of one series that a threshold may give on the first halves.</param>
    public SweptScores Run(params ReadOnlySpan<double> budgets)
    {
        var candidates = Candidates();
        _high = Keep(candidates.Length == 0 ? float.PositiveInfinity : candidates[0]);
        var tuned = Array.ConvertAll(candidates, threshold => Tally(threshold, isFirstHalf: true));
        var best = MiddleOfBest(tuned);
        var within = ImmutableArray.CreateBuilder<BudgetScore>();
        foreach (var budget in budgets)
        {
            var lowest = tuned.Length;
            while (lowest > 0 && tuned[lowest - 1].FalseAlarmsPerWeek <= budget)
            {
                lowest--;
            }

            within.Add(new BudgetScore(
                budget, lowest < tuned.Length ? Tally(candidates[lowest], isFirstHalf: false) : new EventTally()));
        }

        var threshold = candidates.Length == 0 ? float.PositiveInfinity : candidates[best];
        return new SweptScores(threshold, Tally(threshold, isFirstHalf: false), within.ToImmutable());
    }

    /// <summary>Of thresholds that do equally well the middle one: neither end has anything to spare.</summary>
    private static int MiddleOfBest(EventTally[] tuned)
    {
        var highest = tuned.Length == 0 ? 0 : tuned.Max(tally => tally.F1);
        var places = Enumerable.Range(0, tuned.Length).Where(i => tuned[i].F1 >= highest).ToList();
        return places.Count == 0 ? 0 : places[places.Count / 2];
    }

    /// <summary>Ascending, without repeats.</summary>
    private float[] Candidates()
    {
        var pooled = new List<float>();
        for (var k = 0; k < _series.Count; k++)
        {
            var (from, until) = (EventRule.ScoredFrom(_series[k]), _series[k].Half);
            for (var i = 0; i < _scores[k].Length; i++)
            {
                if (_series[k].Ticks[i] >= from && _series[k].Ticks[i] < until)
                {
                    pooled.Add(_scores[k][i]);
                }
            }
        }

        pooled.Sort();
        var steps = (int)Math.Round(StepsPerDecade * Math.Log10(LargestTail / SmallestTail));
        return [.. Enumerable.Range(0, pooled.Count == 0 ? 0 : steps + 1)
            .Select(step => LargestTail * Math.Pow(10, -step / (double)StepsPerDecade))
            .Select(tail => pooled[Math.Min(pooled.Count - 1, (int)((1 - tail) * pooled.Count))])
            .Where(score => score > 0)
            .Distinct()
            .Order()];
    }

    private List<(DetectionSeries Series, long[] Ticks, float[] Scores)> Keep(float lowest)
    {
        var kept = new List<(DetectionSeries Series, long[] Ticks, float[] Scores)>();
        for (var k = 0; k < _series.Count; k++)
        {
            var (series, scores) = (_series[k], _scores[k]);
            var places = Enumerable.Range(0, scores.Length).Where(i => scores[i] >= lowest).ToArray();
            kept.Add((
                series, Array.ConvertAll(places, i => series.Ticks[i]), Array.ConvertAll(places, i => scores[i])));
        }

        return kept;
    }

    private EventTally Tally(float threshold, bool isFirstHalf)
    {
        var tally = new EventTally();
        foreach (var (series, ticks, scores) in _high!)
        {
            var alarms = ticks.Where((_, i) => scores[i] >= threshold).ToArray();
            var start = EventRule.ScoredFrom(series);
            var (from, until) = isFirstHalf
                ? (start, series.Half)
                : (Math.Max(start, series.Half), series.Ticks[^1] + 1);
            EventRule.Count(series, alarms, from, until, tally);
        }

        return tally;
    }
}
