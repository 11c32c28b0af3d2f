using System.Collections.Immutable;
using AiopsTwin.Engine.Forecasting;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Twins;

/// <summary>What an entity answered when it was asked for its capacity.</summary>
/// <param name="Changed">Alerts raised, renewed or ended, by fingerprint.</param>
/// <param name="Forecasts">One for each resource whose limit is known, by metric.</param>
public readonly record struct CapacityFindings(
    ImmutableArray<Alert> Changed, ImmutableArray<CapacityForecast> Forecasts);
