using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace AiopsTwin.Grains.Durability;

/// <summary>Keys of the twins and partitions that live on this silo, so that its orderly stop can keep what they
/// know.</summary>
internal sealed class LocalGrains
{
    private readonly ConcurrentDictionary<string, byte> _twins = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte> _partitions = new(StringComparer.Ordinal);
    private volatile bool _isStopping;

    /// <summary>Twins here, in order of key.</summary>
    public ImmutableArray<string> Twins => [.. _twins.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Partitions here, in order of key.</summary>
    public ImmutableArray<string> Partitions => [.. _partitions.Keys.Order(StringComparer.Ordinal)];

    /// <summary>True once the silo was told to stop and its partitions hold what their entities know: nothing is left
    /// to hand over.</summary>
    public bool IsStored(string partition) => _isStopping && _partitions.ContainsKey(partition);

    /// <summary>The silo is stopping, and its partitions made their last checkpoint.</summary>
    public void Stopping() => _isStopping = true;

    /// <summary>A twin woke.</summary>
    public void AddTwin(string key) => _twins.TryAdd(key, 0);

    /// <summary>A twin was put to rest.</summary>
    public void RemoveTwin(string key) => _twins.TryRemove(key, out _);

    /// <summary>A partition woke.</summary>
    public void AddPartition(string key) => _partitions.TryAdd(key, 0);

    /// <summary>A partition was put to rest. One that rests because the silo stops is still known as stored.</summary>
    public void RemovePartition(string key)
    {
        if (!_isStopping)
        {
            _partitions.TryRemove(key, out _);
        }
    }
}
