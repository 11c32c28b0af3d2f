using MathNet.Numerics;

namespace AiopsTwin.Engine.Diagnosis;

/// <summary>The tail of the hypergeometric distribution: Fisher's exact test, one-sided (Fisher 1922).</summary>
public static class Hypergeometric
{
    /// <summary>
    /// Chance of at least <paramref name="hits"/> marked items in a draw without putting back. O(draw).
    /// </summary>
    /// <param name="all">Items in all, at least <paramref name="draw"/> and <paramref name="marked"/>.</param>
    /// <param name="marked">Marked items, at least 0.</param>
    /// <param name="draw">Items drawn, at least 0.</param>
    /// <param name="hits">Marked items among the drawn.</param>
    /// <returns>In [0, 1].</returns>
    public static double Tail(int all, int marked, int draw, int hits)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(marked);
        ArgumentOutOfRangeException.ThrowIfNegative(draw);
        ArgumentOutOfRangeException.ThrowIfLessThan(all, Math.Max(marked, draw));
        var whole = LogChoose(all, draw);
        var chance = 0.0;
        for (var k = Math.Max(hits, draw + marked - all); k <= Math.Min(draw, marked); k++)
        {
            chance += Math.Exp(LogChoose(marked, k) + LogChoose(all - marked, draw - k) - whole);
        }

        return Math.Min(1, chance);
    }

    private static double LogChoose(int n, int k) => k < 0 || k > n
        ? double.NegativeInfinity
        : SpecialFunctions.FactorialLn(n) - SpecialFunctions.FactorialLn(k) - SpecialFunctions.FactorialLn(n - k);
}
