using AiopsTwin.Engine.Numerics;

namespace AiopsTwin.Engine.Scoring;

/// <summary>How far a mean over cases may be off by the choice of cases: the middle 95 % of the means of resamples
/// (Efron's bootstrap, 1979), drawn within each slice so that its share of the cases stays (diagnosis reference,
/// section 6).</summary>
/// <param name="Low">The 2.5 % quantile.</param>
/// <param name="High">The 97.5 % quantile.</param>
public sealed record ScoreInterval(double Low, double High)
{
    private const int Resamples = 2_000;
    private const ulong Seed = 1;

    /// <summary>The interval; (0, 0) without values. The same values give the same interval.</summary>
    /// <param name="values">One value per case with the slice it belongs to.</param>
    public static ScoreInterval Of(IEnumerable<(string Slice, double Value)> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var slices = values.GroupBy(pair => pair.Slice, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => group.Select(pair => pair.Value).Order().ToArray()).ToList();
        var cases = slices.Sum(slice => slice.Length);
        if (cases == 0)
        {
            return new ScoreInterval(0, 0);
        }

        var random = new SeededRandom(Seed);
        var means = new double[Resamples];
        for (var i = 0; i < means.Length; i++)
        {
            var sum = 0.0;
            foreach (var slice in slices)
            {
                for (var drawn = 0; drawn < slice.Length; drawn++)
                {
                    sum += slice[random.NextInt(slice.Length)];
                }
            }

            means[i] = sum / cases;
        }

        Array.Sort(means);
        return new ScoreInterval(means[(int)(0.025 * (Resamples - 1))], means[(int)(0.975 * (Resamples - 1))]);
    }
}
