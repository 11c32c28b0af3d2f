using AiopsTwin.Engine.Numerics;
using AiopsTwin.Engine.Numerics.States;

namespace AiopsTwin.Engine.World;

/// <summary>
/// One stream for every entity, purpose and interval, told apart by name and number and never by order: an entity added
/// elsewhere, or a fault that changes how many draws are needed, leaves every other number as it was.
/// </summary>
[Unchanging]
internal sealed class Draws
{
    private readonly SeededRandom[] _entities;

    public Draws(WorldMap map, SeededRandom random) =>
        _entities = Array.ConvertAll(map.Entities, id => random.Fork(id.Text));

    /// <summary>The stream of a node for a purpose in an interval.</summary>
    public SeededRandom Of(int node, Purpose purpose, long interval) =>
        _entities[node].Fork((ulong)purpose).Fork((ulong)interval);
}

/// <summary>What is drawn; the numbers are part of the seed's meaning.</summary>
internal enum Purpose : ulong
{
    Count = 1,
    Duration = 2,
    Percentile = 3,
    Errors = 4,
    Processor = 5,
    Memory = 6,
    Connections = 7,
    Pool = 8,
    Depth = 9,
    Locks = 10,
    Hits = 11,
    Received = 12,
    Sent = 13,
    Reports = 14,
}
