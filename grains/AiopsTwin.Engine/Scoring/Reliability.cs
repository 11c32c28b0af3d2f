using System.Collections.Immutable;

namespace AiopsTwin.Engine.Scoring;

/// <summary>Causes stated with about the same belief.</summary>
/// <param name="From">Least belief, inclusive.</param>
/// <param name="To">Greatest belief, exclusive but for 1.</param>
/// <param name="Stated">How many were stated.</param>
/// <param name="Belief">Mean belief.</param>
/// <param name="Right">Share that was right.</param>
/// <param name="Low">Lower end of the 95 % interval of that share.</param>
/// <param name="High">Upper end.</param>
public sealed record ReliabilityBand(
    double From, double To, int Stated, double Belief, double Right, double Low, double High);

/// <summary>
/// How far stated beliefs can be relied upon: the share that was right among causes stated with about the same belief,
/// with Wilson's interval (Wilson 1927); Brier's score (Brier 1950), the mean square of belief less truth; and the
/// expected calibration error (Naeini, Cooper, Hauskrecht, AAAI 2015), the mean distance of belief and truth over the
/// bands. O(n log n).
/// </summary>
/// <param name="Stated">How many causes were stated.</param>
/// <param name="Right">Share that was right.</param>
/// <param name="Bands">Bands that hold any, by belief.</param>
/// <param name="Brier">Brier's score, 0 the best.</param>
/// <param name="Error">Expected calibration error, 0 the best.</param>
public sealed record Reliability(
    int Stated, double Right, ImmutableArray<ReliabilityBand> Bands, double Brier, double Error)
{
    private const double Normal95 = 1.959964;

    private static readonly double[] Edges = [0, 0.2, 0.4, 0.6, 0.7, 0.8, 0.85, 0.95, 1];

    /// <summary>Sums up beliefs; zeros without any.</summary>
    public static Reliability Of(IEnumerable<StatedBelief> stated)
    {
        ArgumentNullException.ThrowIfNull(stated);
        var all = stated.OrderBy(one => one.Belief).ThenBy(one => one.Truth).ToList();
        if (all.Count == 0)
        {
            return new Reliability(0, 0, [], 0, 0);
        }

        var bands = Enumerable.Range(0, Edges.Length - 1)
            .Select(i => Band(Edges[i], Edges[i + 1], all)).OfType<ReliabilityBand>().ToImmutableArray();
        return new Reliability(
            all.Count, all.Average(one => one.Truth), bands,
            all.Average(one => (one.Belief - one.Truth) * (one.Belief - one.Truth)),
            bands.Sum(band => band.Stated * Math.Abs(band.Belief - band.Right)) / all.Count);
    }

    private static ReliabilityBand? Band(double from, double to, List<StatedBelief> all)
    {
        var inside = all.FindAll(one => one.Belief >= from && (one.Belief < to || to >= 1));
        if (inside.Count == 0)
        {
            return null;
        }

        var (n, right) = (inside.Count, inside.Average(one => one.Truth));
        var square = Normal95 * Normal95;
        var middle = (right + (square / (2 * n))) / (1 + (square / n));
        var half = Normal95 / (1 + (square / n)) * Math.Sqrt((right * (1 - right) / n) + (square / (4.0 * n * n)));
        return new ReliabilityBand(
            from, to, n, inside.Average(one => one.Belief), right, Math.Max(0, middle - half),
            Math.Min(1, middle + half));
    }
}
