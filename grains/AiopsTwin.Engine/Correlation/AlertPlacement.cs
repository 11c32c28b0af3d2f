using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;
using Orleans;

namespace AiopsTwin.Engine.Correlation;

/// <summary>Why an alert is where it is: in an incident, in none, or not in a certain one.</summary>
/// <param name="Fingerprint">Identity of the alert.</param>
/// <param name="Entity">The entity it speaks of.</param>
/// <param name="Incident">The incident it is in; null when it is in none.</param>
/// <param name="At">When its condition began.</param>
/// <param name="Path">The entities by which the answer relates it to the cause or to another member, each linked to the
/// next on the map, in either direction; the entity alone when no link is claimed.</param>
/// <param name="Reason">The answer in a sentence, with entity, links and time.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.AlertPlacement")]
public sealed record AlertPlacement(
    [property: Id(0)] string Fingerprint,
    [property: Id(1)] EntityId Entity,
    [property: Id(2)] string? Incident,
    [property: Id(3)] DateTimeOffset At,
    [property: Id(4)] ImmutableArray<EntityId> Path,
    [property: Id(5)] string Reason);
