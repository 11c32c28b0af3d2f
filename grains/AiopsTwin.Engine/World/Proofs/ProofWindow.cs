using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Detection;

namespace AiopsTwin.Engine.World.Proofs;

/// <summary>
/// The time a proof compares, cut into equal pieces of whole sampling intervals: courses of what was observed and of
/// what is simulated have one number for each piece.
/// </summary>
/// <param name="Since">Start of the first piece, exclusive of samples stamped with it.</param>
/// <param name="Piece">Length of a piece.</param>
/// <param name="Pieces">Number of pieces.</param>
/// <param name="Interval">Usual distance of two samples.</param>
internal readonly record struct ProofWindow(DateTimeOffset Since, TimeSpan Piece, int Pieces, TimeSpan Interval)
{
    // Enough for a course a person can read; more would only follow the noise of single samples.
    private const int MostPieces = 12;

    // What an entity keeps of a series (SeriesEvidence.Recent), less a few for the time before.
    private const int MostSamples = 60;

    // Two samples are no course: one bad sample would be half of it.
    private const int FewestSamples = 3;

    // Nothing samples faster; a window cut finer is one that has hardly begun.
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromSeconds(1);

    /// <summary>End of the last piece.</summary>
    public DateTimeOffset Until => Since + (Piece * Pieces);

    /// <summary>The window of a case; null when too few samples have come since the onset.</summary>
    public static ProofWindow? Of(CounterfactualCase source)
    {
        // Where everybody fell silent nobody tells how often; the time is cut into as few parts as are a course.
        var interval = IntervalOf(source) ?? (source.Now - source.Onset) / FewestSamples;
        if (interval < ShortestInterval)
        {
            return null;
        }

        var samples = (int)Math.Min(MostSamples, (source.Now - source.Onset).Ticks / interval.Ticks);
        if (samples < FewestSamples)
        {
            return null;
        }

        // An incident longer than what entities keep is compared over its newest part.
        var since = source.Now - (interval * samples);
        since = since > source.Onset + interval ? since : source.Onset;
        var perPiece = (samples + MostPieces - 1) / MostPieces;
        return new ProofWindow(since, interval * perPiece, samples / perPiece, interval);
    }

    /// <summary>The piece an instant belongs to; -1 before the first, <see cref="Pieces"/> after the last.</summary>
    public int PieceOf(DateTimeOffset at) => at <= Since
        ? -1
        : (int)Math.Min(Pieces, ((at - Since).Ticks - 1) / Piece.Ticks);

    private static TimeSpan? IntervalOf(CounterfactualCase source)
    {
        var gaps = source.Evidence
            .Select(entity => entity.Series.Where(series => series.Recent.Length > 2).Select(Gap).FirstOrDefault())
            .Where(gap => gap > 0).Order().ToArray();
        return gaps.Length == 0 ? null : TimeSpan.FromTicks(gaps[gaps.Length / 2]);
    }

    private static long Gap(SeriesEvidence series)
    {
        var gaps = series.Recent.Skip(1).Zip(series.Recent, (later, earlier) => (later.At - earlier.At).Ticks)
            .Order().ToArray();
        return gaps[gaps.Length / 2];
    }
}
