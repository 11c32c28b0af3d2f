using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.TwinUi.Model.Diagram;

/// <summary>Cuts an estate into areas: by place (region, zone, rack, host, what runs there), or by who belongs
/// together among what calls and is called.</summary>
internal static class AreaTree
{
    /// <summary>Label that names the region of a zone, or of something in it.</summary>
    public const string RegionLabel = "region";

    private static readonly string[] GroupLabels = ["sibling.group", "team", "zone", "tier"];

    /// <summary>The areas of a mode.</summary>
    public static ImmutableArray<Area> Of(TopologySnapshot topology, DiagramMode mode) =>
        mode == DiagramMode.Calls ? Groups(topology) : Places(topology);

    /// <summary>Services, datastores, queues and what else calls, by the first label of a group they have; what has
    /// none by its row in the order of calls. Callers come first.</summary>
    private static ImmutableArray<Area> Groups(TopologySnapshot topology)
    {
        var graph = CallGraph.Of(topology);
        var calls = graph.Calls.Select(call => (call.From, call.To)).ToImmutableArray();
        var layers = LayerAssignment.Assign(graph.Nodes.Length, calls);
        var labels = topology.Entities.ToDictionary(entity => entity.Id, entity => entity.Labels);
        return
        [
            .. graph.Nodes
                .Select((node, index) => (Entity: node, Layer: layers[index]))
                .GroupBy(
                    one => GroupOf(labels[one.Entity]) ?? $"row {one.Layer + 1} of calls", StringComparer.Ordinal)
                .OrderBy(group => group.Average(one => one.Layer))
                .ThenBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => new Area(
                    $"group:{group.Key}", null, group.Key, [], [.. group.Select(one => one.Entity).Order()])),
        ];
    }

    private static string? GroupOf(ImmutableSortedDictionary<string, string> labels) =>
        Array.Find(GroupLabels, labels.ContainsKey) switch
        {
            null => null,
            // A tier is a number more often than a name.
            "tier" => $"tier {labels["tier"]}",
            var label => labels[label],
        };

    private static ImmutableArray<Area> Places(TopologySnapshot topology)
    {
        var labels = topology.Entities.ToDictionary(entity => entity.Id, entity => entity.Labels);
        var placed = new HashSet<EntityId>();
        var running = Running(topology);
        var zones = PlaceTree.Of(topology)
            .Select(zone => (Area: Zone(zone, running, placed), Region: RegionOf(zone, labels)))
            .ToArray();
        // What stands in no rack but names its zone, such as a power feed, is drawn in that zone.
        var zoneOf = zones.Where(zone => zone.Area.Entity is not null)
            .ToDictionary(zone => zone.Area.Entity!.Value.Name, zone => zone.Area.Key, StringComparer.Ordinal);
        var loose = topology.Entities.Select(entity => entity.Id)
            .Where(id => !placed.Contains(id))
            .ToLookup(
                id => zoneOf.GetValueOrDefault(labels[id].GetValueOrDefault("zone", ""), ""), StringComparer.Ordinal);
        var filled = zones
            .Select(zone => (Area: With(zone.Area, loose[zone.Area.Key]), zone.Region))
            .Where(zone => zone.Area.Entity is not null || zone.Area.Areas.Length + zone.Area.Entities.Length > 0)
            .ToArray();
        var nowhere = loose[""].Order().ToImmutableArray();
        return
        [
            .. filled.Where(zone => zone.Region is not null)
                .GroupBy(zone => zone.Region!, StringComparer.Ordinal)
                .OrderBy(region => region.Key, StringComparer.Ordinal)
                .Select(region => new Area(
                    $"region:{region.Key}", null, $"region {region.Key}", [.. region.Select(zone => zone.Area)], [])),
            .. filled.Where(zone => zone.Region is null).Select(zone => zone.Area),
            .. nowhere.IsEmpty
                ? Array.Empty<Area>()
                : [new Area("group:nowhere", null, "no place given", [], nowhere)],
        ];
    }

    private static Area With(Area area, IEnumerable<EntityId> more) =>
        area with { Entities = [.. area.Entities.Concat(more).Order()] };

    private static string? RegionOf(
        ZonePlace zone, Dictionary<EntityId, ImmutableSortedDictionary<string, string>> labels) =>
        zone.Racks.SelectMany(rack => rack.Residents)
            .Prepend(zone.Zone ?? default)
            .Where(id => !id.IsNone)
            .Select(id => labels.GetValueOrDefault(id)?.GetValueOrDefault(RegionLabel))
            .FirstOrDefault(region => region is not null);

    private static Area Zone(ZonePlace zone, ILookup<EntityId, EntityId> running, HashSet<EntityId> placed)
    {
        Mark(zone.Zone, placed);
        var key = zone.Zone?.Text ?? "place:none";
        var racks = zone.Racks.Select(rack => Rack(rack, key, (running, placed))).ToArray();
        return new Area(
            key, zone.Zone, zone.Zone is { } id ? Area.LabelOf(id) : "no zone given",
            [.. racks.Where(rack => rack.Entity is not null || rack.Areas.Length + rack.Entities.Length > 0)], []);
    }

    private static Area Rack(
        RackPlace rack, string zone, (ILookup<EntityId, EntityId> Running, HashSet<EntityId> Placed) context)
    {
        Mark(rack.Rack, context.Placed);
        // What runs on something in the rack is drawn in there and not beside it.
        var inner = rack.Residents.Where(id => context.Running[id].Any()).ToArray();
        var hosts = inner.Where(context.Placed.Add).Select(host => Host(host, context)).ToImmutableArray();
        return new Area(
            rack.Rack?.Text ?? $"{zone}/none", rack.Rack, rack.Rack is { } id ? Area.LabelOf(id) : "in no rack",
            hosts, [.. rack.Residents.Where(context.Placed.Add)]);
    }

    private static Area Host(
        EntityId host, (ILookup<EntityId, EntityId> Running, HashSet<EntityId> Placed) context) => new(
        host.Text, host, Area.LabelOf(host), [],
        [
            .. context.Running[host]
                .SelectMany(guest => context.Running[guest].Prepend(guest))
                .Where(context.Placed.Add)
                .Order(),
        ]);

    private static void Mark(EntityId? place, HashSet<EntityId> placed)
    {
        if (place is { } id)
        {
            placed.Add(id);
        }
    }

    // A copy that may run on several hosts is drawn on the first of them; its links say the rest.
    private static ILookup<EntityId, EntityId> Running(TopologySnapshot topology) => topology.Dependencies
        .Where(link => link.Kind == DependencyKind.RunsOn)
        .GroupBy(link => link.Dependent)
        .Select(links => links.First())
        .ToLookup(link => link.On, link => link.Dependent);
}
