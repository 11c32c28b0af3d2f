using AiopsTwin.Contracts.Entities;

namespace AiopsTwin.TwinUi.Model;

/// <summary>Says when the band of a series does not fit what comes.</summary>
public static class DriftWords
{
    // Below it the band is too narrow; the twin calls a band that holds more than that and is adrift far too wide.
    private const double LeastWithin = 0.95;

    /// <summary>The warning in one sentence; null while the band fits, or too little is known.</summary>
    public static string? Of(SeriesDetails series)
    {
        ArgumentNullException.ThrowIfNull(series);
        return series switch
        {
            { IsAdrift: false } => null,
            { Coverage: { } share and < LeastWithin } =>
                $"Its band does not fit: {Units.Share(share)} of the last week's values lay within it, where 98 to "
                    + "100 % should. Its deviations mean little until it does.",
            _ => "Its band is far too wide for the last week's values: it would not tell what is unusual.",
        };
    }
}
