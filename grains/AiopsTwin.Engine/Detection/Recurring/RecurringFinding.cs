using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;
using Orleans;

namespace AiopsTwin.Engine.Detection.Recurring;

/// <summary>Something unusual that an entity does again and again at the same time: one finding, however often it
/// came.</summary>
/// <param name="Entity">The entity.</param>
/// <param name="Metrics">The metrics that deviate then, by name.</param>
/// <param name="Pattern">When it comes.</param>
/// <param name="NextAt">When it is expected next.</param>
/// <param name="Summary">One sentence for people.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.RecurringFinding")]
public sealed record RecurringFinding(
    [property: Id(0)] EntityId Entity,
    [property: Id(1)] ImmutableArray<string> Metrics,
    [property: Id(2)] RecurringPattern Pattern,
    [property: Id(3)] DateTimeOffset NextAt,
    [property: Id(4)] string Summary);
