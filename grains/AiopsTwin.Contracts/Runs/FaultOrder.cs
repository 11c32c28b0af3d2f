using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Contracts.Runs;

/// <summary>A fault that a person injects into a run.</summary>
/// <param name="Kind">Its kind, one of those offered.</param>
/// <param name="Target">The entity it strikes.</param>
/// <param name="Magnitude">Its magnitude in the unit offered; null for the usual one.</param>
/// <param name="Duration">How long it lasts; 1 min to 2 h.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.FaultOrder")]
public sealed record FaultOrder(
    [property: Id(0)] string Kind,
    [property: Id(1)] EntityId Target,
    [property: Id(2)] double? Magnitude,
    [property: Id(3)] TimeSpan Duration);

/// <summary>A kind of fault that can strike an entity.</summary>
/// <param name="Kind">Its name.</param>
/// <param name="Summary">What it does, in a sentence.</param>
/// <param name="Meaning">What its magnitude means; empty for a kind without any.</param>
/// <param name="Unit">Unit of the magnitude, UCUM.</param>
/// <param name="Magnitude">Its usual value.</param>
/// <param name="Minimum">Smallest value taken.</param>
/// <param name="Maximum">Largest value taken.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.FaultOffer")]
public sealed record FaultOffer(
    [property: Id(0)] string Kind,
    [property: Id(1)] string Summary,
    [property: Id(2)] string Meaning,
    [property: Id(3)] string Unit,
    [property: Id(4)] double Magnitude,
    [property: Id(5)] double Minimum,
    [property: Id(6)] double Maximum);
