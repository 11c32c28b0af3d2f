using System.Globalization;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;
using AiopsTwin.Scenarios.Estates;

namespace AiopsTwin.Scenarios.Generators;

/// <summary>
/// The machines of a generated estate: one entity in ten is a host; sixteen hosts to a rack, which has a switch; two to
/// six zones of eight racks and more, with two power feeds each, either of which is enough.
/// </summary>
internal sealed class GeneratedPlaces
{
    /// <summary>Copies of one thing stand on at most so many hosts.</summary>
    private const int MostHosts = 3;

    /// <summary>Cores are bought for two and a half times what is used.</summary>
    private const double Spare = 2.5;

    private readonly EntityId[] _hosts;
    private readonly double[] _cores;
    private readonly int _racks;
    private readonly int _zones;
    private int _next;

    public GeneratedPlaces(int entities)
    {
        _hosts = [.. Enumerable.Range(0, entities / 10).Select(i => Id(EntityKind.Host, "h", i))];
        _cores = new double[_hosts.Length];
        _racks = Math.Max(2, (_hosts.Length + 15) / 16);
        _zones = Math.Clamp(_racks / 8, 2, 6);
    }

    /// <summary>Entities in all: hosts, racks with their switches, zones with their feeds.</summary>
    public int Count => _hosts.Length + (2 * _racks) + (3 * _zones);

    /// <summary>Hosts for copies, each in another rack; they are handed out in turn.</summary>
    public EntityId[] Spread(int copies, double cores)
    {
        var count = Math.Min(Math.Min(copies, MostHosts), Math.Min(_racks, _hosts.Length));
        var hosts = new EntityId[count];
        for (var i = 0; i < count; i++, _next++)
        {
            hosts[i] = _hosts[_next % _hosts.Length];
            _cores[_next % _hosts.Length] += cores / count;
        }

        return hosts;
    }

    public void Write(EstateSketch sketch)
    {
        for (var z = 0; z < _zones; z++)
        {
            sketch.Place(Id(EntityKind.Zone, "z", z));
            sketch.Place(Id(EntityKind.External, "feed-a-z", z), ("zone", Id(EntityKind.Zone, "z", z).Name));
            sketch.Place(Id(EntityKind.External, "feed-b-z", z), ("zone", Id(EntityKind.Zone, "z", z).Name));
        }

        for (var r = 0; r < _racks; r++)
        {
            WriteRack(sketch, Id(EntityKind.Rack, "r", r), Id(EntityKind.Switch, "r", r), r % _zones);
        }

        for (var h = 0; h < _hosts.Length; h++)
        {
            // Neighbours by number stand in different racks, so that copies handed out in turn do too.
            var (rack, link) = (Id(EntityKind.Rack, "r", h % _racks), Id(EntityKind.Switch, "r", h % _racks));
            sketch.Host(
                _hosts[h], Cores(_cores[h]), ("host.name", _hosts[h].Name), ("rack", rack.Name),
                ("zone", Id(EntityKind.Zone, "z", h % _racks % _zones).Name));
            sketch.Link(_hosts[h], rack, DependencyKind.InRack);
            sketch.Link(_hosts[h], link, DependencyKind.ConnectsThrough);
        }
    }

    private static void WriteRack(EstateSketch sketch, EntityId rack, EntityId link, int zone)
    {
        const string Power = "power";
        var place = Id(EntityKind.Zone, "z", zone);
        sketch.Place(rack, ("zone", place.Name));
        sketch.Place(link, ("rack", rack.Name), ("zone", place.Name));
        sketch.Link(rack, place, DependencyKind.InRack);
        sketch.Link(link, rack, DependencyKind.InRack);
        sketch.Link(rack, Id(EntityKind.External, "feed-a-z", zone), DependencyKind.PoweredBy, Power);
        sketch.Link(rack, Id(EntityKind.External, "feed-b-z", zone), DependencyKind.PoweredBy, Power);
        sketch.Group(rack, Power, 1);
    }

    // Machines come with 4, 8, 16 ... cores.
    private static double Cores(double used) =>
        Math.Pow(2, Math.Max(2, Math.Ceiling(Math.Log2(Math.Max(1, Spare * used)))));

    private static EntityId Id(EntityKind kind, string prefix, int i) =>
        EntityId.Of(kind, string.Create(CultureInfo.InvariantCulture, $"{prefix}{i:D5}"));
}
