using System.Collections.Concurrent;
using AiopsTwin.Contracts.Twins;
using AiopsTwin.Engine.Telemetry;
using Microsoft.Extensions.Options;

namespace AiopsTwin.Grains.Twins;

/// <summary>
/// Knows, once per process, which partition holds which entity of every twin it is asked about. A map is fetched once
/// and renewed only when somebody misses an entity and the topology really moved on, so that neither the samples of an
/// unknown entity nor a thousand activations make a thousand copies of the map.
/// </summary>
internal sealed class PartitionDirectory(IGrainFactory grains, IOptions<TwinOptions> options)
{
    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private long _asked;

    /// <summary>Twins remembered.</summary>
    public int Count => _entries.Count;

    /// <summary>The map at hand, fetched when there is none yet.</summary>
    public async ValueTask<PartitionMap> Map(string twin)
    {
        var entry = EntryOf(twin);
        return entry.Map ?? await Renew(twin, -1);
    }

    /// <summary>A map newer than a version, when there is one; else the map at hand.</summary>
    public async Task<PartitionMap> Renew(string twin, long knownVersion)
    {
        var entry = EntryOf(twin);
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

    // Names come from addresses, so anybody can ask for any number of them. Whoever is in the middle of a fetch keeps
    // the entry it holds; the next one who asks makes another.
    private Entry EntryOf(string twin)
    {
        var entry = _entries.GetOrAdd(twin, static _ => new Entry());
        entry.AskedAt = Interlocked.Increment(ref _asked);
        while (_entries.Count > options.Value.MapsKept)
        {
            var oldest = _entries.MinBy(pair => pair.Value.AskedAt);
            if (_entries.TryRemove(oldest))
            {
                GrainInstruments.LimitHit("twin.maps");
            }
        }

        return entry;
    }

    private sealed class Entry
    {
        public long AskedAt { get; set; }

        public SemaphoreSlim Gate { get; } = new(1, 1);

        public PartitionMap? Map { get; set; }
    }
}
