using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Scoring.Causes;

/// <summary>What of the world's telemetry reaches the twin: not everything is measured everywhere, and clocks
/// differ.</summary>
internal sealed record Hearing
{
    /// <summary>All of it, with the right time.</summary>
    public static Hearing Full { get; } = new();

    /// <summary>Entities nobody measures.</summary>
    public ImmutableSortedSet<EntityId> Mute { get; init; } = [];

    /// <summary>Series nobody measures.</summary>
    public ImmutableHashSet<(EntityId Entity, string Metric)> Without { get; init; } = [];

    /// <summary>How far an entity's clock is ahead.</summary>
    public ImmutableSortedDictionary<EntityId, TimeSpan> Ahead { get; init; } =
        ImmutableSortedDictionary<EntityId, TimeSpan>.Empty;

    /// <summary>What is heard of batches, in their order.</summary>
    public ImmutableArray<ObserveBatch> Of(ImmutableArray<ObserveBatch> batches) =>
        ReferenceEquals(this, Full) ? batches
            : [.. batches.Where(batch => !Mute.Contains(batch.Entity)).Select(Heard)];

    private ObserveBatch Heard(ObserveBatch batch)
    {
        var ahead = Ahead.GetValueOrDefault(batch.Entity);
        return batch with
        {
            Samples = [.. batch.Samples
                .Where(sample => !Without.Contains((batch.Entity, sample.Metric)))
                .Select(sample => ahead == TimeSpan.Zero ? sample : sample with { At = sample.At + ahead })],
        };
    }
}
