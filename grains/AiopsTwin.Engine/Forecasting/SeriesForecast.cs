using System.Collections.Immutable;
using Orleans;

namespace AiopsTwin.Engine.Forecasting;

/// <summary>The coming values of a series, as far as its past tells.</summary>
/// <param name="Expected">One value for each coming step, in the series' unit.</param>
/// <param name="Low">Lower end of the interval at each step.</param>
/// <param name="High">Upper end of the interval at each step; never below <paramref name="Low"/>.</param>
/// <param name="Confidence">Share of coming values the interval is meant to hold, in (0, 1).</param>
/// <param name="Models">The models combined, the weightiest first; names as shown to people.</param>
/// <param name="Periods">Seasons that were found, in steps, ascending; empty when there is none.</param>
/// <param name="Error">Mean absolute error of the combination over the rolling origins, in the series' unit; null when
/// the history was too short to look back.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.SeriesForecast")]
public sealed record SeriesForecast(
    [property: Id(0)] ImmutableArray<double> Expected,
    [property: Id(1)] ImmutableArray<double> Low,
    [property: Id(2)] ImmutableArray<double> High,
    [property: Id(3)] double Confidence,
    [property: Id(4)] ImmutableArray<string> Models,
    [property: Id(5)] ImmutableArray<int> Periods,
    [property: Id(6)] double? Error);
