namespace AiopsTwin.Engine.Diagnosis.Traces;

/// <summary>Whether durations became longer: by the share of requests beyond what one in twenty exceeded before.
/// A share cannot be moved by one request that hung.</summary>
/// <param name="Change">The share beyond, now against before.</param>
/// <param name="Before">Median before, in seconds.</param>
/// <param name="Now">Median now, in seconds.</param>
internal readonly record struct DurationChange(ShareChange Change, double Before, double Now)
{
    private const double Beyond = 0.95;

    // Nobody is harmed by less; the floor of reference 4.4b.
    private const double FloorSeconds = 0.02;

    private const int Least = 5;
    private const int LeastSamples = 2;

    // A sample over an interval stands for many requests at once.
    private const int RequestsOfSample = 8;

    /// <summary>Compares; null with fewer than five durations now or before.</summary>
    public static DurationChange? Of(BoundedSample now, IEnumerable<BoundedSample> before)
    {
        var windows = before.Select(window => window.Sorted()).ToList();
        var pooled = windows.SelectMany(window => window).Order().ToArray();
        var current = now.Sorted();
        if (pooled.Length < Least || current.Length < Least)
        {
            return null;
        }

        var median = pooled[pooled.Length / 2];
        var limit = pooled[(int)((pooled.Length - 1) * Beyond)] + FloorSeconds;
        var change = ShareChange.Of(
            Tally(current, limit), windows.ConvertAll(window => Tally(window, limit)).ToArray());
        return new DurationChange(change, median, current[current.Length / 2]);
    }

    /// <summary>Compares levels over intervals; null with fewer than five before or two now.</summary>
    public static DurationChange? Of(IReadOnlyCollection<double> now, IReadOnlyCollection<double> before)
    {
        if (now.Count < LeastSamples || before.Count < Least)
        {
            return null;
        }

        var (current, known) = (now.Order().ToArray(), before.Order().ToArray());
        var limit = known[(int)((known.Length - 1) * Beyond)] + FloorSeconds;
        var tally = Tally(current, limit);
        var change = ShareChange.Of(
            new Tally(tally.Hits * RequestsOfSample, tally.Requests * RequestsOfSample),
            known.Select(value => new Tally(value > limit ? RequestsOfSample : 0, RequestsOfSample)).ToArray());
        return new DurationChange(change, known[known.Length / 2], current[current.Length / 2]);
    }

    /// <summary>The strength of a rise; 0 when durations fell.</summary>
    public double Strength => Change.Effect > 0 ? Change.Strength : 0;

    private static Tally Tally(double[] sorted, double limit) =>
        new(sorted.Length - sorted.Count(value => value <= limit), sorted.Length);
}
