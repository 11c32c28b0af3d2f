using System.Collections.Immutable;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Scenarios.Estates;

/// <summary>What became of an estate, for the checks of a scenario that stands on it.</summary>
/// <param name="Estate">The estate; null when it has problems.</param>
/// <param name="Entities">The entities that could be read, generated ones included.</param>
/// <param name="IsComplete">False when entities are missing: nothing can then be said of a name that is not among
/// them.</param>
internal sealed record EstateReading(Estate? Estate, ImmutableArray<EntityDraft> Entities, bool IsComplete)
{
    /// <summary>An estate of which nothing could be read.</summary>
    public static EstateReading Nothing { get; } = new(null, [], false);

    /// <summary>Usual work from outside, as the estate's file gives it; empty when it gives none.</summary>
    public ImmutableArray<LoadDraft> Load { get; init; } = [];

    public HashSet<EntityId> Known() => [.. Entities.Select(entity => entity.Id)];

    public IEnumerable<EntityId> Working() =>
        Entities.Where(entity => entity.Process is not null).Select(entity => entity.Id).Order();
}
