using System.Collections.Concurrent;
using AiopsTwin.Contracts.Twins;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Grains.Twins;

/// <summary>
/// Knows, once per process, which partition holds which entity of every twin it is asked about. A map is fetched once
/// and renewed only when somebody misses an entity and the topology really moved on, so that neither the samples of an
/// unknown entity nor a thousand activations make a thousand copies of the map.
/// </summary>
internal sealed class PartitionDirectory(IGrainFactory grains)
{
    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>The map at hand, fetched when there is none yet.</summary>
    public async ValueTask<PartitionMap> Map(string twin)
    {
        var entry = _entries.GetOrAdd(twin, static _ => new Entry());
        return entry.Map ?? await Renew(twin, -1);
    }

    /// <summary>A map newer than a version, when there is one; else the map at hand.</summary>
    public async Task<PartitionMap> Renew(string twin, long knownVersion)
    {
        var entry = _entries.GetOrAdd(twin, static _ => new Entry());
        await entry.Gate.WaitAsync();
        try
        {
            if (entry.Map is { } map && map.TopologyVersion > knownVersion)
            {
                return map;
            }

            var newest = await grains.GetGrain<ITwinGrain>(twin).PartitionsAfter(entry.Map?.TopologyVersion ?? -1);
            return entry.Map = newest ?? entry.Map!;
        }
        finally
        {
            entry.Gate.Release();
        }
    }

    /// <summary>The partition of an entity; null when the newest topology does not have it.</summary>
    public async ValueTask<int?> Find(string twin, EntityId entity)
    {
        var map = await Map(twin);
        if (map.Of.TryGetValue(entity, out var partition))
        {
            return partition;
        }

        var newer = await Renew(twin, map.TopologyVersion);
        return newer.Of.TryGetValue(entity, out partition) ? partition : null;
    }

    private sealed class Entry
    {
        public SemaphoreSlim Gate { get; } = new(1, 1);

        public PartitionMap? Map { get; set; }
    }
}
