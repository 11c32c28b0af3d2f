using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.Engine.Detection.Pooling;

/// <summary>
/// What leans anywhere in a twin now, and what entities make of it with those who call them. The driver's memory
/// between two steps, so that entities which report at different instants hear of each other; it is never stored: what
/// is lost with it is told again with the next samples. The readings do not depend on the order of signals, nor on who
/// collected them.
/// </summary>
/// <remarks>A step costs the links of the entities that lean, whatever the size of the graph.</remarks>
public sealed class LeanBoard
{
    private readonly SortedDictionary<EntityId, (LeanSignal Signal, DateTimeOffset Until)> _leaning = [];

    /// <summary>Entities at which something leans, or that alert.</summary>
    public int Count => _leaning.Count;

    /// <summary>Takes what was signalled since the last step, forgets what is no longer valid, and reads the pools of
    /// the entities that signalled.</summary>
    /// <param name="signals">In any order; of an entity the newest counts, of its newest the loudest.</param>
    /// <param name="graph">Who calls whom; entities it does not know are left out.</param>
    /// <param name="now">The twin's clock.</param>
    /// <returns>Sorted by entity; one for each entity that signalled a leaning.</returns>
    public ImmutableArray<PooledReading> Read(
        IEnumerable<LeanSignal> signals, TopologyGraph graph, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(signals);
        ArgumentNullException.ThrowIfNull(graph);
        var fresh = new SortedSet<EntityId>();
        foreach (var signal in signals)
        {
            if (graph.TryIndex(signal.Entity, out _)
                && (Find(signal.Entity) is not { } known || Supersedes(signal, known)))
            {
                _leaning[signal.Entity] = (signal, now + signal.ValidFor);
                fresh.Add(signal.Entity);
            }
        }

        Forget(graph, now);
        fresh.RemoveWhere(entity => Find(entity) is not { Terms.IsEmpty: false });
        return fresh.Count == 0 ? [] : Read(fresh, new LeanPools(_leaning.Values.Select(one => one.Signal), graph));
    }

    private static ImmutableArray<PooledReading> Read(SortedSet<EntityId> fresh, LeanPools pools)
    {
        pools.Lead();
        return [.. fresh.Select(pools.ReadingOf)];
    }

    /// <summary>The newer counts, of two of one instant the louder.</summary>
    private static bool Supersedes(LeanSignal signal, LeanSignal known) => signal.At != known.At
        ? signal.At > known.At
        : signal.Terms.Sum(term => term.Score) >= known.Terms.Sum(term => term.Score);

    private LeanSignal? Find(EntityId entity) => _leaning.GetValueOrDefault(entity).Signal;

    private void Forget(TopologyGraph graph, DateTimeOffset now)
    {
        foreach (var (signal, until) in _leaning.Values.ToArray())
        {
            var isOver = until <= now || (signal.Terms.IsEmpty && !signal.IsAlerting);
            if (isOver || !graph.TryIndex(signal.Entity, out _))
            {
                _leaning.Remove(signal.Entity);
            }
        }
    }
}
