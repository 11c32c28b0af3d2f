using System.Collections.Immutable;
using AiopsTwin.Contracts.Capacity;
using AiopsTwin.Engine.Forecasting;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Grains.Views;

/// <summary>Puts the answers of many entities in the order in which they concern somebody.</summary>
internal static class CapacityLines
{
    /// <summary>The lines of one entity.</summary>
    public static IEnumerable<CapacityLine> Of(EntityId entity, ImmutableArray<CapacityForecast> forecasts) =>
        forecasts.Select(forecast => new CapacityLine(
            entity, MetricCatalog.Describe(forecast.Resource).Unit, forecast));

    /// <summary>The board of all lines: the first ones are kept, all are counted.</summary>
    public static CapacityBoard Board(
        DateTimeOffset? now, IReadOnlyCollection<CapacityLine> lines, CapacityQuery query) => new(
            now,
            lines.Count,
            lines.Count(line => line.Forecast.Verdict == CapacityVerdict.TooEarly),
            lines.Count(line => line.Forecast.Verdict is CapacityVerdict.Full or CapacityVerdict.FullOnDate),
            [.. Sorted(lines).Take(Math.Clamp(query.Limit, 1, 200))]);

    /// <summary>What is full, then by date, then by the odds of a year, then what cannot be told yet.</summary>
    public static IEnumerable<CapacityLine> Sorted(IEnumerable<CapacityLine> lines) => lines
        .OrderBy(line => Rank(line.Forecast.Verdict))
        .ThenBy(line => line.Forecast.FullOn ?? DateTimeOffset.MaxValue)
        .ThenByDescending(line => line.Forecast.Window.IsDefaultOrEmpty ? 0 : line.Forecast.Window[^1].Probability)
        .ThenBy(line => line.Entity)
        .ThenBy(line => line.Forecast.Resource, StringComparer.Ordinal);

    private static int Rank(CapacityVerdict verdict) => verdict switch
    {
        CapacityVerdict.Full => 0,
        CapacityVerdict.FullOnDate => 1,
        CapacityVerdict.NotWithinYear => 2,
        _ => 3,
    };
}
