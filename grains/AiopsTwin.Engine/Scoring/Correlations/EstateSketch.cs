using AiopsTwin.Engine.Numerics;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.Engine.Scoring.Correlations;

/// <summary>
/// Draws an estate. Every name is drawn at random, so that nothing can be fitted to one; the wiring varies too: racks
/// per switch, machines per host, and whether machines are mapped to their switch directly or through their host alone.
/// </summary>
internal sealed class EstateSketch
{
    private const string Consonants = "bdfgklmnprstvz";
    private const string Vowels = "aeiou";

    private readonly TopologyBuilder _builder = new();
    private readonly HashSet<string> _names = [];
    private readonly bool _isMachineWired;
    private SeededRandom _random;

    public EstateSketch(SeededRandom random)
    {
        _random = random;
        _isMachineWired = _random.NextInt(2) == 0;
    }

    /// <summary>A new entity.</summary>
    public EntityId Add(EntityKind kind)
    {
        var id = EntityId.Of(kind, Name());
        _builder.Add(id);
        return id;
    }

    public List<EntityId> Add(EntityKind kind, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => Add(kind))];

    public void Link(EntityId dependent, EntityId on, DependencyKind kind, double coupling = 1) =>
        _builder.Link(dependent, on, kind, coupling);

    public void Call(EntityId caller, EntityId callee) => Link(caller, callee, DependencyKind.CallsSync);

    /// <summary>Links that can stand in for one another.</summary>
    public void AnyOf(EntityId dependent, DependencyKind kind, params ReadOnlySpan<EntityId> members) =>
        _builder.AnyOf(new RedundancyGroup(dependent, $"any {kind}", 1), kind, members);

    /// <summary>A switch with everything behind it.</summary>
    /// <param name="machines">Machines behind it.</param>
    /// <param name="spine">What the switch hangs on; null for nothing.</param>
    public NetworkRow Row(int machines, EntityId? spine = null)
    {
        var access = Add(EntityKind.Switch);
        if (spine is { } above)
        {
            Link(access, above, DependencyKind.ConnectsThrough);
        }

        var racks = Add(EntityKind.Rack, 1 + _random.NextInt(3));
        Link(access, racks[0], DependencyKind.InRack);
        var perHost = 10 + _random.NextInt(15);
        var hosts = Add(EntityKind.Host, (machines + perHost - 1) / perHost);
        for (var i = 0; i < hosts.Count; i++)
        {
            Link(hosts[i], racks[i % racks.Count], DependencyKind.InRack);
            Link(hosts[i], access, DependencyKind.ConnectsThrough);
        }

        var all = Add(EntityKind.Instance, machines);
        for (var i = 0; i < all.Count; i++)
        {
            Link(all[i], hosts[i % hosts.Count], DependencyKind.RunsOn);
            if (_isMachineWired)
            {
                Link(all[i], access, DependencyKind.ConnectsThrough);
            }
        }

        return new NetworkRow(access, racks, hosts, all);
    }

    /// <summary>A service on two of the machines.</summary>
    public EntityId ServiceOn(NetworkRow row)
    {
        var service = Add(EntityKind.Service);
        var first = _random.NextInt(row.Machines.Count);
        var second = (first + 1 + _random.NextInt(row.Machines.Count - 1)) % row.Machines.Count;
        AnyOf(service, DependencyKind.RunsOn, row.Machines[first], row.Machines[second]);
        return service;
    }

    public List<EntityId> ServicesOn(NetworkRow row, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => ServiceOn(row))];

    public TopologySnapshot Build() => _builder.Build();

    private string Name()
    {
        while (true)
        {
            var letters = new char[7];
            for (var i = 0; i < letters.Length; i++)
            {
                var from = i % 2 == 0 ? Consonants : Vowels;
                letters[i] = from[_random.NextInt(from.Length)];
            }

            var name = new string(letters);
            if (_names.Add(name))
            {
                return name;
            }
        }
    }
}
