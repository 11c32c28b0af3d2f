namespace AiopsTwin.Engine.Forecasting.Growth;

/// <summary>
/// How each candidate would have answered the asked question in the past: from several origins, when is the level
/// reached that was truly reached about as many days later as are asked now.
/// </summary>
internal sealed class GrowthTrials
{
    /// <summary>Errors beyond a factor of twenty count as one of twenty.</summary>
    public static readonly double MostError = Math.Log(20);

    private GrowthTrials(List<double[]> errors, List<int> origins)
    {
        Errors = errors;
        Origins = origins;
    }

    /// <summary>For each origin, the latest first: log(actual / answered) of each candidate, within +-log 20.</summary>
    public List<double[]> Errors { get; }

    /// <summary>The origins.</summary>
    public List<int> Origins { get; }

    /// <summary>Tries all candidates.</summary>
    /// <param name="series">The series taken apart.</param>
    /// <param name="horizon">Days asked; at least 1.</param>
    /// <param name="most">Most origins.</param>
    public static GrowthTrials Run(GrowthSeries series, int horizon, int most)
    {
        var trials = new GrowthTrials([], []);
        var last = series.Values.Length - 1 - horizon;
        var least = Math.Max(GrowthCandidates.LeastDays - 1, series.Values.Length / 4);
        var stride = Math.Clamp((last - least) / Math.Max(1, most), 1, Math.Max(1, (horizon / 2) + 1));
        for (var origin = last; origin >= least && trials.Origins.Count < most; origin -= stride)
        {
            trials.Try(series, origin, horizon);
        }

        return trials;
    }

    private void Try(GrowthSeries series, int origin, int horizon)
    {
        var values = series.Values;
        var level = values[origin + horizon];
        if (level <= values[origin])
        {
            return;
        }

        var actual = 1;
        while (values[origin + actual] < level)
        {
            actual++;
        }

        var curves = GrowthCandidates.At(series, origin);
        var errors = new double[curves.Length];
        for (var j = 0; j < curves.Length; j++)
        {
            var answer = Math.Max(0.5, series.DayReaching(curves[j], origin, level, 4 * horizon));
            errors[j] = Math.Clamp(Math.Log(actual / answer), -MostError, MostError);
        }

        Errors.Add(errors);
        Origins.Add(origin);
    }
}
