using System.Collections.Immutable;
using AiopsTwin.Engine.Numerics;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Scenarios.Storms;

namespace AiopsTwin.Benchmarks.Storms;

/// <summary>What a monitoring system says when the switches of rows die one after the other, over ten seconds each and
/// in any order. It is what <c>aiopstwin storm</c> sends over HTTP.</summary>
internal static class StormStream
{
    private const double Spread = 10;

    public static readonly DateTimeOffset Start = new(2026, 3, 2, 14, 0, 0, TimeSpan.Zero);

    /// <summary>Alerts of rows that die within some seconds, with when each arrives.</summary>
    public static ImmutableArray<(double At, Alert Alert)> Dying(int firstRow, int rows, double from, double seconds)
    {
        var random = new SeededRandom((ulong)firstRow + 1);
        var all = new List<(double At, Alert Alert)>();
        for (var i = 0; i < rows; i++)
        {
            var strikes = from + ((seconds - Spread) * i / Math.Max(1, rows - 1));
            foreach (var alert in StormEstate.Dead(firstRow + i))
            {
                all.Add((strikes + (Spread * random.NextDouble()), Of(alert, Start.AddSeconds(strikes))));
            }
        }

        return [.. all.OrderBy(one => one.At).ThenBy(one => one.Alert.Fingerprint, StringComparer.Ordinal)];
    }

    private static Alert Of(StormAlert alert, DateTimeOffset begun) => new(
        alert.Fingerprint, alert.Entity, alert.Name, Enum.Parse<AlertSeverity>(alert.Severity, ignoreCase: true),
        AlertStatus.Firing, begun, begun, null, "storm", null, 0, null, null, alert.Name);
}
