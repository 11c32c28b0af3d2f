using System.Collections.Immutable;
using AiopsTwin.Engine.Baselines;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Forecasting;

namespace AiopsTwin.Engine.Twins;

/// <summary>When the resources of an entity are full, read from what its monitor remembers of them.</summary>
public static class CapacityReader
{
    /// <summary>
    /// One forecast for each resource whose limit is known, by metric name: shares are full at 1, amounts at the newest
    /// value of the metric that tells their limit. Cost: about 4 ms a resource.
    /// </summary>
    /// <param name="state">The entity's state; not changed.</param>
    /// <param name="now">The instant of asking.</param>
    /// <param name="leadDays">Days it takes to provide more; at least 1.</param>
    /// <param name="workFactor">The amount of work of the what-if, as a factor; at least 0.</param>
    /// <param name="hasCourse">True to have the answers' courses drawn, too.</param>
    public static ImmutableArray<CapacityForecast> Read(
        EntityMonitorState state, DateTimeOffset now, int leadDays, double workFactor, bool hasCourse = false)
    {
        ArgumentNullException.ThrowIfNull(state);
        var forecasts = ImmutableArray.CreateBuilder<CapacityForecast>();
        foreach (var series in state.Series)
        {
            if (series.Use is not { } use || Limit(state, series.Metric) is not { } limit)
            {
                continue;
            }

            var question = new CapacityQuestion($"{state.Entity.Text} {series.Metric}", limit, now)
            {
                Unit = series.Descriptor.Unit,
                LeadDays = leadDays,
                WorkFactor = workFactor,
                HasCourse = hasCourse,
            };
            forecasts.Add(CapacityForecaster.Forecast(use, question) with { Resource = series.Metric });
        }

        return forecasts.ToImmutable();
    }

    private static double? Limit(EntityMonitorState state, string metric) =>
        LimitedResource.LimitOf(metric) is not { } name ? 1
        : state.Find(name)?.NewestValue is { } limit && limit > 0 ? limit
        : null;
}
