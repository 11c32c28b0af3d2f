using System.Globalization;
using AiopsTwin.Engine.Numerics;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;
using AiopsTwin.Engine.World;
using AiopsTwin.Scenarios.Estates;

namespace AiopsTwin.Scenarios.Generators;

/// <summary>
/// An estate of a given size as large ones are: a few things everybody calls, many that hardly anyone does. Of what
/// works, 13 % are entries and 39 % are leaves, as in the largest published deployment (Winchester et al. 2025,
/// "Complexity at Scale", table 1); the calls a service makes follow a power law (<see cref="FanOut"/>), and the calls
/// something gets do too, because callees are picked by popularity. Three to six tiers by size; stores, caches and
/// queues are shared; hosts stand in racks with a switch each and two power feeds a zone. Healthy: what works is given
/// room for three times the work under way. Deterministic: same size and seed, same estate. O(entities + calls).
/// </summary>
public static class HeavyTailedEstate
{
    /// <summary>Fewest entities: fewer leave a tier empty.</summary>
    public const int FewestEntities = 100;

    /// <summary>Most entities.</summary>
    public const int MostEntities = 1_000_000;

    private const double EntryShare = 0.13;
    private const double LeafShare = 0.39;

    // Of what works, what stores, remembers or queues; with the services that call nobody they are the leaves.
    private const double StoreShare = 0.13;
    private const double CacheShare = 0.05;
    private const double QueueShare = 0.02;

    /// <summary>Makes the estate and its usual load.</summary>
    /// <param name="entities">How many entities, within <see cref="FewestEntities"/> and
    /// <see cref="MostEntities"/>.</param>
    /// <param name="seed">What is drawn hangs on it.</param>
    public static LoadedEstate Of(int entities, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(entities, FewestEntities);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(entities, MostEntities);
        var random = new SeededRandom(seed);
        var sketch = new EstateSketch();
        var places = new GeneratedPlaces(entities);
        var working = entities - places.Count;
        var tiers = TiersOf(working, entities);
        var graph = new TieredCalls(tiers, Kinds(tiers[^1]), random.Fork("calls"));
        graph.Draw(LeafServiceShare(tiers, working));
        var load = Loads(tiers[0], random.Fork("load"));
        var flow = new TieredFlow(graph, load, random.Fork("work"));
        flow.Run();
        for (var i = 0; i < graph.Count; i++)
        {
            flow.Write(sketch, i, Id(graph, i));
            sketch.Run(Id(graph, i), places.Spread(flow.CopiesOf(i), flow.CoresOf(i)));
        }

        foreach (var call in graph.Calls)
        {
            sketch.Call(
                flow.Model(call, Id(graph, call.Caller), Id(graph, call.Callee)),
                graph.KindOf(call.Callee) == WorkKind.Queue ? DependencyKind.CallsAsync : DependencyKind.CallsSync);
        }

        places.Write(sketch);
        return new LoadedEstate(
            sketch.Build(string.Create(CultureInfo.InvariantCulture, $"generated-{entities}-{seed}")),
            [.. load.Select((rate, i) => new LoadSource(Id(graph, i), "users", rate, 0.2, 14, 0.03))]);
    }

    /// <summary>How many of each tier, the entries first, what stores last: three tiers for a hundred entities, four
    /// for a thousand, six for a hundred thousand.</summary>
    private static int[] TiersOf(int working, int entities)
    {
        var count = Math.Clamp((int)Math.Floor(Math.Log10(entities)) + 1, 3, 6);
        var sizes = new int[count];
        sizes[0] = (int)Math.Round(working * EntryShare);
        sizes[^1] = (int)Math.Round(working * (StoreShare + CacheShare + QueueShare));
        var rest = working - sizes[0] - sizes[^1];
        for (var tier = 1; tier < count - 1; tier++)
        {
            sizes[tier] = (rest / (count - 2)) + (tier <= rest % (count - 2) ? 1 : 0);
        }

        return sizes;
    }

    private static WorkKind[] Kinds(int stores)
    {
        var all = StoreShare + CacheShare + QueueShare;
        return [.. Enumerable.Range(0, stores).Select(i => ((i + 0.5) / stores * all) switch
        {
            < StoreShare => WorkKind.Store,
            < StoreShare + CacheShare => WorkKind.Cache,
            _ => WorkKind.Queue,
        })];
    }

    // What stores is a leaf anyway; the rest of the leaves are services.
    private static double LeafServiceShare(int[] tiers, int working) =>
        ((working * LeafShare) - tiers[^1]) / (working - tiers[0] - tiers[^1]);

    // Entries differ by an order of magnitude: a few pages get most of the visits.
    private static double[] Loads(int entries, SeededRandom random) =>
        [.. Enumerable.Range(0, entries)
            .Select(_ => Math.Round(10 / Math.Sqrt(0.01 + (0.99 * random.NextDouble())), 1))];

    private static EntityId Id(TieredCalls graph, int i)
    {
        var (kind, tier) = (graph.KindOf(i), graph.TierOf(i));
        var (of, prefix) = kind switch
        {
            WorkKind.Store => (EntityKind.Datastore, "db"),
            WorkKind.Cache => (EntityKind.Datastore, "cache"),
            WorkKind.Queue => (EntityKind.Queue, "topic"),
            WorkKind.Entry => (EntityKind.Service, "edge"),
            _ => (EntityKind.Service, "app" + tier.ToString(CultureInfo.InvariantCulture)),
        };
        return EntityId.Of(of, string.Create(CultureInfo.InvariantCulture, $"{prefix}-{i:D6}"));
    }
}
