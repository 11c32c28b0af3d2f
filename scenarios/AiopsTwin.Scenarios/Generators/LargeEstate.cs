using System.Collections.Immutable;
using System.Globalization;
using AiopsTwin.Engine.Numerics;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;
using AiopsTwin.Engine.World;

namespace AiopsTwin.Scenarios.Generators;

/// <summary>
/// An estate of a given size for measurements, the same for the same size: nine entities in ten work, one in eleven is
/// a host in a rack; every service runs on two hosts and calls a few others further down, with retries, and one call in
/// four goes through a pool. Healthy: use between 0.3 and 0.6. Of even density, unlike <see cref="HeavyTailedEstate"/>:
/// the figures of <c>docs/BENCHMARKS.md</c> are for links per entity, which a heavy tail would blur.
/// </summary>
public static class LargeEstate
{
    /// <summary>Fewest entities: fewer leave no host for a rack.</summary>
    public const int FewestEntities = 110;

    /// <summary>Most entities: names are numbered with six figures.</summary>
    public const int MostEntities = 1_000_000;

    /// <summary>Calls a service makes in an estate whose world is simulated.</summary>
    public const int FewCalls = 3;

    /// <summary>Calls a service makes in an estate with about five links for each entity, the density of the largest
    /// published service graphs.</summary>
    public const int ManyCalls = 4;

    private static readonly ImmutableSortedDictionary<string, string> NoLabels =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Makes the estate and the work that enters it at one service in twenty.</summary>
    /// <param name="entities">How many entities.</param>
    /// <param name="callsPerService">How many calls a service makes at most, at least 1; of those drawn twice one
    /// stays.</param>
    public static (Estate Estate, ImmutableArray<LoadSource> Load) Of(int entities, int callsPerService)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(entities, FewestEntities);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(entities, MostEntities);
        ArgumentOutOfRangeException.ThrowIfLessThan(callsPerService, 1);
        var random = new SeededRandom(7);
        var hosts = Enumerable.Range(0, entities / 11)
            .Select(i => EntityId.Of(EntityKind.Host, Numbered("h", i))).ToArray();
        var racks = Enumerable.Range(0, Math.Max(1, entities / 110))
            .Select(i => EntityId.Of(EntityKind.Rack, Numbered("r", i))).ToArray();
        var services = Enumerable.Range(0, entities - hosts.Length - racks.Length)
            .Select(i => EntityId.Of(EntityKind.Service, Numbered("s", i))).ToArray();
        var links = new List<Dependency>();
        var calls = new List<CallModel>();
        var rates = new double[services.Length];
        var share = 0.99 / callsPerService;
        var entries = Math.Max(1, services.Length / 20);
        Array.Fill(rates, 50, 0, entries);
        for (var i = 0; i < services.Length; i++)
        {
            links.Add(Link(services[i], hosts[i % hosts.Length], DependencyKind.RunsOn));
            links.Add(Link(services[i], hosts[(i + 1) % hosts.Length], DependencyKind.RunsOn));
            var first = Math.Max(entries, i + 1);
            foreach (var to in Enumerable.Range(0, callsPerService)
                .Select(_ => first + random.NextInt(Math.Max(1, services.Length / 8)))
                .Where(to => to < services.Length).Distinct().Order())
            {
                links.Add(Link(services[i], services[to], DependencyKind.CallsSync));
                calls.Add(new CallModel(
                    services[i], services[to], share, random.NextInt(2), TimeSpan.FromSeconds(2), 2,
                    TimeSpan.FromMilliseconds(100), random.NextInt(4) == 0 ? 200 : 0));
                rates[to] += rates[i] * share;
            }
        }

        links.AddRange(hosts.Select((host, i) => Link(host, racks[i % racks.Length], DependencyKind.InRack)));
        var processes = services.Select((id, i) =>
            new ProcessModel(id, 2, Slots(rates[i]), TimeSpan.FromMilliseconds(20), 1, 0.0005, 0.002, 1000, 0));
        var topology = new TopologySnapshot(
            1,
            [.. hosts.Concat(racks).Concat(services).Order().Select(id => new Entity(id, NoLabels))],
            [.. links.OrderBy(link => link.Dependent).ThenBy(link => link.On).ThenBy(link => link.Kind)],
            []);
        var world = new WorldModel(
            [.. processes],
            [.. calls.OrderBy(call => call.Caller).ThenBy(call => call.Callee)],
            [.. hosts.Select(host => new HostModel(host, 64))]);
        var load = services.Take(entries).Select(id => new LoadSource(id, "users", 50, 0.3, 14, 0.02));
        return (new Estate($"large-{entities}", topology, world), [.. load]);
    }

    /// <summary>
    /// As <see cref="Of"/>, in parts that know nothing of each other, as the estates of so many tenants: what moves in
    /// one is not felt in another.
    /// </summary>
    /// <param name="entities">How many entities in all, at least <see cref="FewestEntities"/> a part.</param>
    /// <param name="callsPerService">How many calls a service makes at most, at least 1.</param>
    /// <param name="parts">How many parts, at least 1.</param>
    public static (Estate Estate, ImmutableArray<LoadSource> Load) InParts(
        int entities, int callsPerService, int parts)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(parts, 1);
        var (one, load) = Of(entities / parts, callsPerService);
        var all = Enumerable.Range(0, parts).Select(part => (One: one, Id: Named(part))).ToArray();
        var topology = new TopologySnapshot(
            1,
            [.. all.SelectMany(part => part.One.Topology.Entities.Select(
                entity => entity with { Id = part.Id(entity.Id) })).OrderBy(entity => entity.Id)],
            [.. all.SelectMany(part => part.One.Topology.Dependencies.Select(
                link => link with { Dependent = part.Id(link.Dependent), On = part.Id(link.On) }))
                .OrderBy(link => link.Dependent).ThenBy(link => link.On).ThenBy(link => link.Kind)],
            []);
        var world = new WorldModel(
            [.. all.SelectMany(part => part.One.World.Processes.Select(
                process => process with { Entity = part.Id(process.Entity) }))],
            [.. all.SelectMany(part => part.One.World.Calls.Select(
                call => call with { Caller = part.Id(call.Caller), Callee = part.Id(call.Callee) }))
                .OrderBy(call => call.Caller).ThenBy(call => call.Callee)],
            [.. all.SelectMany(part => part.One.World.Hosts.Select(
                host => host with { Host = part.Id(host.Host) }))]);
        return (
            new Estate($"large-{entities}-in-{parts}", topology, world),
            [.. all.SelectMany(part => load.Select(source => source with { Entry = part.Id(source.Entry) }))]);

        static Func<EntityId, EntityId> Named(int part)
        {
            var prefix = Numbered("p", part);
            return id => EntityId.Of(id.Kind, $"{prefix}-{id.Name}");
        }
    }

    private static string Numbered(string prefix, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{prefix}{number:D6}");

    private static int Slots(double rate) => Math.Max(2, (int)Math.Ceiling(rate * 0.02 / 2 / 0.45));

    private static Dependency Link(EntityId dependent, EntityId on, DependencyKind kind) =>
        new(dependent, on, kind, 1, Criticality.Required, null);
}
