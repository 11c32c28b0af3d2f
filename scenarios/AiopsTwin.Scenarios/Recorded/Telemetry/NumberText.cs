using System.Globalization;

namespace AiopsTwin.Scenarios.Recorded.Telemetry;

/// <summary>Numbers and instants as recordings write them.</summary>
internal static class NumberText
{
    // 9999-12-31T23:59:59Z, and the first instant that is told in milliseconds rather than seconds: the year 5138.
    private const double LastSecond = 253_402_300_799;
    private const double FirstMillisecond = 1e11;
    private const double FirstMicrosecond = 1e14;
    private const double FirstNanosecond = 1e17;

    // Before 2001 nobody recorded any of this: a shorter number is a truncated one.
    private const double FirstSecond = 1e9;

    /// <summary>A finite number.</summary>
    public static bool TryValue(string text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);

    /// <summary>An instant since 1970 in seconds, milliseconds, microseconds or nanoseconds: their numbers of digits do
    /// not overlap between 2001 and 5138.</summary>
    public static bool TryInstant(string text, out DateTimeOffset at)
    {
        at = default;
        if (!TryValue(text, out var number) || number < FirstSecond)
        {
            return false;
        }

        var ticks = number switch
        {
            < FirstMillisecond => number * TimeSpan.TicksPerSecond,
            < FirstMicrosecond => number * TimeSpan.TicksPerMillisecond,
            < FirstNanosecond => number * TimeSpan.TicksPerMicrosecond,
            _ => number / 100,
        };
        if (ticks > LastSecond * TimeSpan.TicksPerSecond)
        {
            return false;
        }

        at = DateTimeOffset.UnixEpoch.AddTicks((long)ticks);
        return true;
    }
}
