using System.Collections.Immutable;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Scoring.Peers;

/// <summary>One series as a peer sees it.</summary>
/// <param name="Entity">Whose.</param>
/// <param name="Metric">The catalogue's name where it has one, else the published one.</param>
/// <param name="Before">Samples of the time before the trouble.</param>
/// <param name="Since">Samples since.</param>
public sealed record PeerSeries(
    EntityId Entity, string Metric, ImmutableArray<TimedValue> Before, ImmutableArray<TimedValue> Since)
{
    /// <summary>Median of the time before; null without samples.</summary>
    internal double? Centre => Quantile(0.5);

    /// <summary>Mean since; null without samples.</summary>
    internal double? Now => Since.IsEmpty ? null : Since.Average(value => value.Value);

    /// <summary>Quantile of the time before, between neighbours on a line; null without samples.</summary>
    internal double? Quantile(double share)
    {
        if (Before.IsEmpty)
        {
            return null;
        }

        var sorted = Before.Select(value => value.Value).Order().ToArray();
        var place = share * (sorted.Length - 1);
        var (low, high) = (sorted[(int)place], sorted[Math.Min(sorted.Length - 1, (int)place + 1)]);
        return low + ((high - low) * (place - (int)place));
    }
}
