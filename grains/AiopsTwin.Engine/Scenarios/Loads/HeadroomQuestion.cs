using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;
using Orleans;

namespace AiopsTwin.Engine.Scenarios.Loads;

/// <summary>What is asked about headroom.</summary>
/// <param name="Service">The service; null for the whole estate and every service.</param>
/// <param name="Minutes">Simulated minutes with each amount of work.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.scenario.HeadroomQuestion")]
public sealed record HeadroomQuestion([property: Id(0)] EntityId? Service, [property: Id(1)] int Minutes = 10)
{
    /// <summary>Most simulated minutes with each amount of work.</summary>
    public const int MostMinutes = 60;

    /// <summary>What is wrong with the question; empty when it can be asked.</summary>
    public ImmutableArray<string> Problems() => Minutes is < HeadroomTrial.FewestMinutes or > MostMinutes
        ? [$"minutes are {HeadroomTrial.FewestMinutes} to {MostMinutes}"]
        : [];
}
