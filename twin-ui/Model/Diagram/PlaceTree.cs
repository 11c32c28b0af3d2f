using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.TwinUi.Model.Diagram;

/// <summary>A rack, or the part of a zone that is in no rack, with what stands in it.</summary>
/// <param name="Rack">The rack; null for things of a zone outside any rack.</param>
/// <param name="Residents">Hosts, switches and instances in it, sorted by id.</param>
internal sealed record RackPlace(EntityId? Rack, ImmutableArray<EntityId> Residents);

/// <summary>A zone with its racks.</summary>
/// <param name="Zone">The zone; null for things without one.</param>
/// <param name="Racks">Racks by id, things outside racks last.</param>
internal sealed record ZonePlace(EntityId? Zone, ImmutableArray<RackPlace> Racks);

/// <summary>Who stands where, from the links of kind "in rack" and "runs on".</summary>
internal static class PlaceTree
{
    /// <summary>Zones by id, things without a zone last.</summary>
    public static ImmutableArray<ZonePlace> Of(TopologySnapshot topology)
    {
        var standsIn = FirstTarget(topology, DependencyKind.InRack);
        var runsOn = FirstTarget(topology, DependencyKind.RunsOn);
        var residents = topology.Entities.Select(entity => entity.Id).Where(IsResident);
        var racks = residents
            .Select(resident => (Resident: resident, Place: PlaceOf(resident, standsIn, runsOn)))
            .Concat(topology.Entities
                .Where(entity => entity.Id.Kind == EntityKind.Rack)
                .Select(rack => (Resident: default(EntityId), Place: (EntityId?)rack.Id)))
            .Select(found => (
                found.Resident, Rack: OfKind(found.Place, EntityKind.Rack), Zone: ZoneOf(found.Place, standsIn)))
            .ToArray();
        var emptyZones = topology.Entities
            .Where(entity => entity.Id.Kind == EntityKind.Zone)
            .Select(entity => (EntityId?)entity.Id)
            .Except(racks.Select(found => found.Zone))
            .Select(zone => new ZonePlace(zone, []));
        return
        [
            .. racks.GroupBy(found => found.Zone)
                .Select(zone => new ZonePlace(zone.Key, Racks(zone.Select(found => (found.Resident, found.Rack)))))
                .Concat(emptyZones)
                .OrderBy(zone => zone.Zone is null)
                .ThenBy(zone => zone.Zone?.Text, StringComparer.Ordinal),
        ];
    }

    private static ImmutableArray<RackPlace> Racks(IEnumerable<(EntityId Resident, EntityId? Rack)> found) =>
    [
        .. found.GroupBy(one => one.Rack)
            .Select(rack => new RackPlace(
                rack.Key, [.. rack.Where(one => !one.Resident.IsNone).Select(one => one.Resident).Order()]))
            .OrderBy(rack => rack.Rack is null)
            .ThenBy(rack => rack.Rack?.Text, StringComparer.Ordinal),
    ];

    private static bool IsResident(EntityId id) =>
        id.Kind is EntityKind.Host or EntityKind.Switch or EntityKind.Instance;

    // Links are sorted by (dependent, on), so the first is the same every time. A copy that may run on several hosts is
    // drawn at the first of them.
    private static Dictionary<EntityId, EntityId> FirstTarget(
        TopologySnapshot topology, DependencyKind kind) => topology.Dependencies
        .Where(link => link.Kind == kind)
        .GroupBy(link => link.Dependent)
        .ToDictionary(links => links.Key, links => links.First().On);

    // Bounded walk: a topology with a cycle of places is wrong, but must not hang the page.
    private static EntityId? PlaceOf(
        EntityId resident, Dictionary<EntityId, EntityId> standsIn, Dictionary<EntityId, EntityId> runsOn)
    {
        var at = resident;
        for (var steps = 0; steps < 8; steps++)
        {
            if (standsIn.TryGetValue(at, out var place))
            {
                return place;
            }

            if (!runsOn.TryGetValue(at, out var host))
            {
                return null;
            }

            at = host;
        }

        return null;
    }

    private static EntityId? ZoneOf(EntityId? place, Dictionary<EntityId, EntityId> standsIn) => place switch
    {
        null => null,
        { Kind: EntityKind.Zone } zone => zone,
        { } rack => standsIn.TryGetValue(rack, out var zone) ? OfKind(zone, EntityKind.Zone) : null,
    };

    private static EntityId? OfKind(EntityId? place, EntityKind kind) => place?.Kind == kind ? place : null;
}
