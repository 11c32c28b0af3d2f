using System.Globalization;
using AiopsTwin.Engine.Numerics;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.Testing;

/// <summary>
/// Large topologies for benches and tests, the same for the same size and seed: racks of twenty hosts in zones of forty
/// racks, and services that run on two or three of the hosts and call services generated before them. The number of
/// calls is heavy-tailed (Pareto, most often three to four, at most two hundred); six in ten go to services that are
/// much called already, so a few hubs carry nearly everything. About five links for each entity. Names are shuffled, so
/// that order of name says nothing of place. A few calls go back to callers, so that there are cycles.
/// </summary>
/// <param name="Entities">How many entities, at least 50.</param>
/// <param name="Seed">The seed.</param>
public sealed record TopologyGraphGenerator(int Entities, ulong Seed)
{
    private const int HostsPerRack = 20;
    private const int RacksPerZone = 40;
    private const double HostShare = 0.3;
    private const int MaxCalls = 200;

    private static readonly double[] Couplings = [1, 1, 0.8, 0.5, 0.3];

    /// <summary>True for links of coupling 1 without groups, fallbacks and back calls: a graph for plain
    /// reachability.</summary>
    public bool IsPlain { get; init; }

    /// <summary>Makes the topology, version 1.</summary>
    public TopologySnapshot Generate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Entities, 50);
        var random = new SeededRandom(Seed);
        var racks = Math.Max(1, (int)(Entities * HostShare / HostsPerRack));
        var zones = (racks + RacksPerZone - 1) / RacksPerZone;
        var hosts = Math.Min(racks * HostsPerRack, (int)(Entities * HostShare));
        var builder = new TopologyBuilder();
        for (var zone = 0; zone < zones; zone++)
        {
            builder.Add(Zone(zone));
        }

        for (var rack = 0; rack < racks; rack++)
        {
            builder.Add(Rack(rack)).Link(Rack(rack), Zone(rack / RacksPerZone), DependencyKind.InRack);
        }

        for (var host = 0; host < hosts; host++)
        {
            builder.Add(Host(host)).Link(Host(host), Rack(host / HostsPerRack), DependencyKind.InRack);
        }

        AddServices(builder, Entities - zones - racks - hosts, hosts, ref random);
        return builder.Build();
    }

    private static EntityId Zone(int zone) => EntityId.Of(EntityKind.Zone, Numbered("z", zone));

    private static EntityId Rack(int rack) => EntityId.Of(EntityKind.Rack, Numbered("r", rack));

    private static EntityId Host(int host) => EntityId.Of(EntityKind.Host, Numbered("h", host));

    private static string Numbered(string prefix, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{prefix}{number:D6}");

    private static int[] Shuffled(int count, ref SeededRandom random)
    {
        var numbers = Enumerable.Range(0, count).ToArray();
        for (var i = count - 1; i > 0; i--)
        {
            var other = random.NextInt(i + 1);
            (numbers[i], numbers[other]) = (numbers[other], numbers[i]);
        }

        return numbers;
    }

    private void AddServices(TopologyBuilder builder, int services, int hosts, ref SeededRandom random)
    {
        var numbers = Shuffled(services, ref random);
        var called = new List<int>();
        for (var service = 0; service < services; service++)
        {
            var id = Service(service);
            builder.Add(id);
            Place(builder, id, hosts, ref random);
            var targets = new HashSet<int>();
            var calls = Math.Min(MaxCalls, (int)(2 / Math.Pow(1 - random.NextDouble(), 1 / 1.6)));
            for (var call = 0; service > 0 && call < calls; call++)
            {
                var target = random.NextDouble() < 0.6 && called.Count > 0
                    ? called[random.NextInt(called.Count)]
                    : random.NextInt(service);
                if (targets.Add(target))
                {
                    called.Add(target);
                    builder.Link(Call(id, Service(target), ref random));
                }
            }

            if (!IsPlain && service > 0 && random.NextDouble() < 0.01)
            {
                builder.Link(Call(Service(random.NextInt(service)), id, ref random));
            }
        }

        EntityId Service(int service) => EntityId.Of(EntityKind.Service, Numbered("s", numbers[service]));
    }

    private void Place(TopologyBuilder builder, EntityId service, int hosts, ref SeededRandom random)
    {
        var first = random.NextInt(hosts);
        var second = (first + 1 + random.NextInt(Math.Min(hosts - 1, HostsPerRack))) % hosts;
        if (IsPlain)
        {
            builder.Link(service, Host(first), DependencyKind.RunsOn);
            builder.Link(service, Host(second), DependencyKind.RunsOn);
        }
        else
        {
            var group = new RedundancyGroup(service, "replicas", 1);
            builder.AnyOf(group, DependencyKind.RunsOn, Host(first), Host(second));
        }
    }

    private Dependency Call(EntityId caller, EntityId callee, ref SeededRandom random)
    {
        if (IsPlain)
        {
            return new Dependency(caller, callee, DependencyKind.CallsSync, 1, Criticality.Required, null);
        }

        var kind = random.NextDouble() < 0.15 ? DependencyKind.CallsAsync : DependencyKind.CallsSync;
        var criticality = random.NextDouble() < 0.1 ? Criticality.Optional : Criticality.Required;
        return new Dependency(caller, callee, kind, Couplings[random.NextInt(Couplings.Length)], criticality, null);
    }
}
