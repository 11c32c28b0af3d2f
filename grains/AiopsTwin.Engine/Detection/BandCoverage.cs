using Orleans;

namespace AiopsTwin.Engine.Detection;

/// <summary>
/// The audit of a baseline by its own band over about the last week: what share of the values lay within it. A baseline
/// that fits holds 98 to 100 of a hundred within three deviations, and neither nearly all nor few within one; what does
/// not fit was set and forgotten. O(1).
/// </summary>
[GenerateSerializer, Alias("aiopstwin.BandCoverage")]
internal struct BandCoverage
{
    /// <summary>Deviations to either side of the centre that the band reaches.</summary>
    private const double Reach = 3;

    private const double LeastWithin = 0.95;
    private const double LeastDays = 2;

    // Of normal residuals 68 of a hundred lie within one deviation; floors and spiky series make it more. All but all
    // of them within one means a band three times too wide.
    private const double MostNear = 0.995;

    /// <summary>Share of the values within the band.</summary>
    [Id(0)]
    public float Within;

    /// <summary>Share of the values within one deviation.</summary>
    [Id(1)]
    public float Near;

    /// <summary>Time heard, in days, counted up to a week.</summary>
    [Id(2)]
    public float Days;

    /// <summary>The share of the last week's values within the band; null before two days.</summary>
    public readonly double? Share => Days >= LeastDays ? Within : null;

    /// <summary>True when the band does not fit what comes: too narrow, or far too wide.</summary>
    public readonly bool IsAdrift => Days >= LeastDays && (Within < LeastWithin || Near > MostNear);

    /// <summary>Hears one judged value.</summary>
    /// <param name="z">Its residual, in deviations.</param>
    /// <param name="interval">Interval of the series, ticks.</param>
    public void Take(double z, long interval)
    {
        var days = (float)(interval / (double)TimeSpan.TicksPerDay);
        Days = Math.Min(7, Days + days);
        var gain = days / Days;
        Within += gain * ((Math.Abs(z) <= Reach ? 1 : 0) - Within);
        Near += gain * ((Math.Abs(z) <= 1 ? 1 : 0) - Near);
    }
}
