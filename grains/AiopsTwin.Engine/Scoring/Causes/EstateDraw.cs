using System.Collections.Immutable;
using AiopsTwin.Engine.Numerics;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Scoring.Correlations;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;
using AiopsTwin.Engine.World;

namespace AiopsTwin.Engine.Scoring.Causes;

/// <summary>
/// Draws an estate that works: two zones of two racks each, two switches in every rack with two or three hosts behind
/// each, a power feed for every second rack, and on the hosts services in layers, stores, a cache, and a queue with its
/// consumer. Names, sizes, calls and placement are drawn; half of the services stand on one host alone. Every place
/// holds something that no other of its level holds, so that causes of two levels never look the same from outside.
/// Healthy: hosts use about a third of their cores.
/// </summary>
internal sealed class EstateDraw
{
    private const int Racks = 4;
    private const double HostUse = 0.35;

    private readonly EstateSketch _sketch;
    private readonly List<EntityId> _hosts = [];
    private readonly List<EntityId> _works = [];
    private readonly List<CallModel> _calls = [];
    private readonly List<ProcessModel> _processes = [];
    private readonly SortedDictionary<EntityId, double> _rates = [];
    private readonly SortedDictionary<EntityId, ImmutableArray<EntityId>> _homes = [];
    private SeededRandom _random;

    private EstateDraw(SeededRandom random)
    {
        _random = random;
        _sketch = new EstateSketch(random.Fork("sketch"));
    }

    /// <summary>Draws one.</summary>
    public static CauseEstate Of(SeededRandom random) => new EstateDraw(random).Draw();

    private CauseEstate Draw()
    {
        DrawPlaces();
        var entries = _sketch.Add(EntityKind.Service, 2);
        var services = _sketch.Add(EntityKind.Service, 10 + _random.NextInt(7));
        var stores = _sketch.Add(EntityKind.Datastore, 4 + _random.NextInt(3));
        var load = entries.Select(entry => new LoadSource(
            entry, "customers", Between(40, 120), Between(0.05, 0.2), Between(0, 24), 0.02)).ToImmutableArray();
        foreach (var source in load)
        {
            _rates[source.Entry] = source.RatePerSecond;
        }

        _works.AddRange(entries);
        _works.AddRange(services);
        DrawCalls(entries.Count, services.Count, stores);
        DrawQueue(services, stores);
        DrawCache(services, stores);
        _works.AddRange(stores);
        foreach (var work in _works)
        {
            DrawProcess(work);
        }

        return new CauseEstate(
            new Estate("drawn", _sketch.Build(), World()), load, _rates.ToImmutableSortedDictionary(),
            _homes.ToImmutableSortedDictionary());
    }

    private void DrawPlaces()
    {
        var feeds = _sketch.Add(EntityKind.External, 2);
        var zones = _sketch.Add(EntityKind.Zone, 2);
        var racks = _sketch.Add(EntityKind.Rack, Racks);
        for (var i = 0; i < racks.Count; i++)
        {
            // Zones and feeds cut across each other: the loss of one does not look like the loss of the other.
            _sketch.Link(racks[i], zones[i / 2], DependencyKind.InRack);
            _sketch.Link(racks[i], feeds[i % 2], DependencyKind.PoweredBy);
            DrawRow(racks[i]);
            DrawRow(racks[i]);
        }
    }

    private void DrawRow(EntityId rack)
    {
        var access = _sketch.Add(EntityKind.Switch);
        _sketch.Link(access, rack, DependencyKind.InRack);
        foreach (var host in _sketch.Add(EntityKind.Host, 2 + _random.NextInt(2)))
        {
            _sketch.Link(host, rack, DependencyKind.InRack);
            _sketch.Link(host, access, DependencyKind.ConnectsThrough);
            _hosts.Add(host);
        }
    }

    /// <summary>Every service is called by one before it at least, and the last ones by nobody but their callers.
    /// </summary>
    private void DrawCalls(int entries, int services, List<EntityId> stores)
    {
        for (var i = 0; i < entries; i++)
        {
            Call(_works[i], _works[entries + i]);
            Call(_works[i], _works[entries + entries + _random.NextInt(3)]);
        }

        for (var i = entries; i < entries + services; i++)
        {
            var one = _works[i];
            if (!_rates.ContainsKey(one))
            {
                Call(_works[Math.Max(entries, i - 1 - _random.NextInt(3)) is var from && from < i ? from : 0], one);
            }

            var below = entries + services - i - 1;
            for (var drawn = _random.NextInt(3); drawn > 0 && below > 0; drawn--)
            {
                Call(one, _works[i + 1 + _random.NextInt(Math.Min(below, 5))]);
            }

            if (_random.NextInt(5) < 3 || below == 0)
            {
                Call(one, stores[_random.NextInt(stores.Count)]);
            }
        }

        foreach (var store in stores.Where(store => !_rates.ContainsKey(store)))
        {
            Call(_works[entries + _random.NextInt(services)], store);
        }
    }

    /// <summary>A queue that a service sends to, and a consumer that lives on its messages.</summary>
    private void DrawQueue(List<EntityId> services, List<EntityId> stores)
    {
        var queue = _sketch.Add(EntityKind.Queue);
        var consumer = _sketch.Add(EntityKind.Service);
        var sender = services[_random.NextInt(services.Count / 2)];
        _works.Add(queue);
        _works.Add(consumer);
        Call(sender, queue, DependencyKind.CallsAsync);
        _sketch.Link(consumer, queue, DependencyKind.CallsAsync);
        _calls.Add(new CallModel(consumer, queue, 1, 0, TimeSpan.FromSeconds(2), 0, TimeSpan.Zero, 0));
        _rates[consumer] = _rates[queue];
        Call(consumer, stores[_random.NextInt(stores.Count)]);
    }

    /// <summary>A cache before one of the stores: it answers nine look-ups in ten.</summary>
    private void DrawCache(List<EntityId> services, List<EntityId> stores)
    {
        var cache = _sketch.Add(EntityKind.Datastore);
        _works.Add(cache);
        Call(services[_random.NextInt(services.Count / 2)], cache);
        _sketch.Link(cache, stores[0], DependencyKind.CallsSync, 0.1);
        _calls.Add(new CallModel(
            cache, stores[0], 1, 0, TimeSpan.FromSeconds(2), 0, TimeSpan.FromMilliseconds(100), 0));
        _rates[stores[0]] = _rates.GetValueOrDefault(stores[0]) + (_rates[cache] * 0.1);
        _processes.Add(Process(cache, Between(0.5, 1), 1) with { CacheHitRatio = 0.9, CpuSecondsPerRequest = 0.0004 });
    }

    private void Call(EntityId caller, EntityId callee, DependencyKind kind = DependencyKind.CallsSync)
    {
        if (_calls.Exists(call => call.Caller == caller && call.Callee == callee))
        {
            return;
        }

        // Kept below 300 requests a second, so that no callee of many becomes the estate's bottleneck.
        var calls = Math.Min(Between(0.4, 1.2), 300 / Math.Max(1, _rates.GetValueOrDefault(caller)));
        _sketch.Link(caller, callee, kind, Math.Min(1, calls));
        var isStore = callee.Kind == EntityKind.Datastore;
        _calls.Add(new CallModel(
            caller, callee, calls, _random.NextInt(2), TimeSpan.FromSeconds(Between(1, 3)),
            kind == DependencyKind.CallsSync ? _random.NextInt(2) : 0, TimeSpan.FromMilliseconds(100),
            isStore ? 20 + _random.NextInt(40) : 0));
        _rates[callee] = _rates.GetValueOrDefault(callee) + (_rates.GetValueOrDefault(caller) * calls);
    }

    private void DrawProcess(EntityId id)
    {
        var isService = id.Kind == EntityKind.Service;
        var hosts = isService && _random.NextInt(2) == 0 ? TwoHosts() : [_hosts[_random.NextInt(_hosts.Count)]];
        _homes[id] = [.. hosts.Order()];
        if (hosts.Length > 1)
        {
            _sketch.AnyOf(id, DependencyKind.RunsOn, hosts);
        }
        else
        {
            _sketch.Link(id, hosts[0], DependencyKind.RunsOn);
        }

        if (!_processes.Exists(process => process.Entity == id))
        {
            var milliseconds = isService ? Between(3, 15) : Between(1.5, 5);
            _processes.Add(Process(id, milliseconds, 2 * hosts.Length));
        }
    }

    /// <summary>Slots are so many that only a fault fills them.</summary>
    private ProcessModel Process(EntityId id, double milliseconds, int replicas) => new(
        id, replicas, Math.Max(16, (int)Math.Ceiling(_rates[id] * milliseconds / 1000 / replicas / 0.3)),
        TimeSpan.FromMilliseconds(milliseconds), Between(0.3, 1), Between(0.0002, 0.002),
        milliseconds / 1000 * Between(0.4, 0.8), 2000, 0);

    private EntityId[] TwoHosts()
    {
        var first = _random.NextInt(_hosts.Count);
        var second = (first + (_hosts.Count / Racks) + _random.NextInt(_hosts.Count / 2)) % _hosts.Count;
        return first == second ? [_hosts[first]] : [_hosts[first], _hosts[second]];
    }

    private WorldModel World()
    {
        var wanted = new SortedDictionary<EntityId, double>();
        foreach (var process in _processes)
        {
            foreach (var home in _homes[process.Entity])
            {
                wanted[home] = wanted.GetValueOrDefault(home)
                    + (_rates[process.Entity] * process.CpuSecondsPerRequest / _homes[process.Entity].Length);
            }
        }

        return new WorldModel(
            [.. _processes.OrderBy(process => process.Entity)],
            [.. _calls.OrderBy(call => call.Caller).ThenBy(call => call.Callee)],
            [.. _hosts.Order().Select(host => new HostModel(
                host, Math.Max(2, Math.Ceiling(wanted.GetValueOrDefault(host) / HostUse))))]);
    }

    private double Between(double low, double high) => low + ((high - low) * _random.NextDouble());
}
