using AiopsTwin.Engine.Diagnosis;

namespace AiopsTwin.Engine.Scoring;

/// <summary>
/// Fits a scale of belief to stated causes: maximum likelihood of what was at fault among those listed and "something
/// else" (temperature scaling, Guo et al., ICML 2017, with one more class), by a search over a grid that is drawn
/// closer around its best point. O(causes x suspects) a point.
/// </summary>
public static class BeliefFit
{
    private const int Points = 13;
    private const int Rounds = 9;

    /// <summary>The likeliest scale; the same causes give the same scale, whatever their order.</summary>
    /// <param name="stated">Causes with all that was listed.</param>
    public static BeliefScale Of(IEnumerable<StatedBelief> stated)
    {
        ArgumentNullException.ThrowIfNull(stated);
        var all = stated.Where(one => !one.Suspects.IsEmpty).ToList();
        var (sharpness, other, reach, span) = (0.8, 2.0, 0.7, 6.0);
        for (var round = 0; round < Rounds; round++)
        {
            var best = double.NegativeInfinity;
            var (middle, center) = (sharpness, other);
            for (var i = 0; i < Points; i++)
            {
                for (var j = 0; j < Points; j++)
                {
                    var scale = new BeliefScale(
                        Math.Max(0.01, middle + (reach * Offset(i))), center + (span * Offset(j)));
                    var found = Likelihood(scale, all);
                    if (found > best)
                    {
                        (best, sharpness, other) = (found, scale.Sharpness, scale.Other);
                    }
                }
            }

            (reach, span) = (reach / 3, span / 3);
        }

        return new BeliefScale(Math.Round(sharpness, 2), Math.Round(other, 2));
    }

    /// <summary>Mean log-likelihood of what was at fault, in nats; never above 0.</summary>
    /// <param name="scale">The scale.</param>
    /// <param name="stated">Causes with all that was listed.</param>
    public static double Likelihood(BeliefScale scale, IReadOnlyCollection<StatedBelief> stated)
    {
        ArgumentNullException.ThrowIfNull(scale);
        ArgumentNullException.ThrowIfNull(stated);

        // Rounded before they are added: the sum must not depend on the order of the causes.
        return stated.Count == 0
            ? 0 : (double)stated.Sum(one => (decimal)Math.Round(Of(scale, one), 12)) / stated.Count;
    }

    private static double Of(BeliefScale scale, StatedBelief one)
    {
        var beliefs = scale.Of([.. one.Suspects.Select(suspect => suspect.Score)]);
        var right = one.Suspects.Select((suspect, i) => suspect.IsRight ? beliefs[i] : 0).Sum();
        return Math.Log(Math.Max(1e-9, right > 0 ? right : 1 - beliefs.Sum()));
    }

    private static double Offset(int point) => (2.0 * point / (Points - 1)) - 1;
}
