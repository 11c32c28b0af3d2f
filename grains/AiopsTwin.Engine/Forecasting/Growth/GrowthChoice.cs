namespace AiopsTwin.Engine.Forecasting.Growth;

/// <summary>The curves believed, with their weights, and the errors their combination made in the past.</summary>
/// <param name="Indices">Places in <see cref="GrowthCandidates.Names"/>, the weightiest first.</param>
/// <param name="Curves">The curves as fitted now, in the same order.</param>
/// <param name="Weights">Their weights, summing to one, in the same order.</param>
/// <param name="Errors">For each trial, the oldest first: log(actual / answered) of the combination.</param>
internal sealed record GrowthChoice(int[] Indices, GrowthCurve[] Curves, double[] Weights, double[] Errors)
{
    private const int Combined = 5;
    private const double ParameterPenalty = 0.05;

    /// <summary>Errors below this are as good as none.</summary>
    private const double Floor = 1e-5;

    /// <summary>Four times too early or too late is wrong, and more is not more wrong.</summary>
    private static readonly double MostError = Math.Log(4);

    /// <summary>Curves that differ by less are equally good, and the plainer goes first.</summary>
    private const double Equal = 1e-4;

    /// <summary>The line that stands alone when nothing could be tried.</summary>
    private const int Plainest = 7;

    /// <summary>The best five by mean error at the asked horizon, weighted by its inverse square.</summary>
    public static GrowthChoice Of(GrowthCurve[] curves, GrowthTrials trials)
    {
        var count = trials.Errors.Count;
        if (count == 0)
        {
            return new GrowthChoice([Plainest], [curves[Plainest]], [1], []);
        }

        var errors = new double[curves.Length];
        for (var j = 0; j < curves.Length; j++)
        {
            foreach (var trial in trials.Errors)
            {
                errors[j] += Math.Min(MostError, Math.Abs(trial[j])) / count;
            }
        }

        var best = Enumerable.Range(0, curves.Length)
            .OrderBy(j => (errors[j] + Equal) * Price(j))
            .Take(Combined)
            .ToArray();
        var weights = Array.ConvertAll(best, j => 1 / Math.Pow((errors[j] * Price(j)) + Floor, 2));
        var total = weights.Sum();
        weights = Array.ConvertAll(weights, weight => weight / total);
        var own = new double[count];
        for (var k = 0; k < count; k++)
        {
            for (var i = 0; i < best.Length; i++)
            {
                own[count - 1 - k] += weights[i] * trials.Errors[k][best[i]];
            }
        }

        return new GrowthChoice(best, Array.ConvertAll(best, j => curves[j]), weights, own);
    }

    private static double Price(int candidate) => 1 + (ParameterPenalty * GrowthCandidates.Extra[candidate]);

    /// <summary>Days until a level is reached: the weighted geometric mean of the curves' answers.</summary>
    public double DayReaching(GrowthSeries series, double level, double cap)
    {
        var sum = 0.0;
        for (var i = 0; i < Curves.Length; i++)
        {
            var day = series.DayReaching(Curves[i], series.Values.Length - 1, level, cap);
            sum += Weights[i] * Math.Log(Math.Max(day, 1e-3));
        }

        return Math.Exp(sum);
    }

    /// <summary>The growing level some days from now.</summary>
    public double At(double days)
    {
        var sum = 0.0;
        for (var i = 0; i < Curves.Length; i++)
        {
            sum += Weights[i] * Curves[i].At(days);
        }

        return sum;
    }
}
