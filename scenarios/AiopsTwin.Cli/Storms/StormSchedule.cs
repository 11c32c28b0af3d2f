using System.Collections.Immutable;
using AiopsTwin.Engine.Numerics;
using AiopsTwin.Scenarios.Storms;

namespace AiopsTwin.Cli.Storms;

/// <summary>When which alerts are sent: switches die one after the other, and what a monitoring system says of each
/// arrives over the ten seconds after, in any order.</summary>
internal static class StormSchedule
{
    /// <summary>How long the alerts of a row go on arriving, in seconds.</summary>
    public const double Spread = 10;

    /// <summary>Batches in the order in which they are due.</summary>
    /// <param name="rows">Rows whose switches die.</param>
    /// <param name="seconds">When the last alert is due.</param>
    /// <param name="batch">Alerts of a batch; the last one may be smaller.</param>
    /// <param name="begun">The instant the storm begins.</param>
    public static ImmutableArray<StormBatch> Of(
        IReadOnlyList<int> rows, double seconds, int batch, DateTimeOffset begun)
    {
        var random = new SeededRandom(1);
        var spread = Math.Min(Spread, seconds);
        var all = new List<(double At, StormAlert Alert, DateTimeOffset Begun)>();
        for (var i = 0; i < rows.Count; i++)
        {
            var strikes = (seconds - spread) * i / Math.Max(1, rows.Count - 1);
            foreach (var alert in StormEstate.Dead(rows[i]))
            {
                all.Add((strikes + (spread * random.NextDouble()), alert, begun.AddSeconds(strikes)));
            }
        }

        return
        [
            .. all.OrderBy(one => one.At).ThenBy(one => one.Alert.Fingerprint, StringComparer.Ordinal).Chunk(batch)
                .Select(some => new StormBatch(
                    some[^1].At, [.. some.Select(one => one.Alert)],
                    AlertJson.ForTwin(some.Select(one => (one.Alert, one.Begun))))),
        ];
    }
}

/// <summary>Alerts sent together.</summary>
/// <param name="At">When they are due, in seconds since the storm began.</param>
/// <param name="Alerts">Which.</param>
/// <param name="Body">The request.</param>
internal sealed record StormBatch(double At, ImmutableArray<StormAlert> Alerts, byte[] Body);
