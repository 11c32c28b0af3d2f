using System.Collections.Immutable;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;
using AiopsTwin.Engine.World;

namespace AiopsTwin.Testing;

/// <summary>
/// Builds small estates from text. A line is a chain, each operator linking what stands before it to what stands after
/// it:
/// <c>-&gt;</c> calls, <c>~&gt;</c> sends to, <c>@</c> runs on, <c>in</c> stands in, <c>by</c> takes power from,
/// <c>via</c> connects through. <c>web -&gt; api -&gt; db @ host1 in rack1</c>; a term may be a list: <c>api @
/// host1,host2</c>. A name without a kind gets one from its beginning (host, rack, zone, switch, db, queue, vm, feed),
/// else it is a service. Services, datastores and queues that call or are called get an ordinary process model; change
/// it with the methods.
/// </summary>
public sealed class EstateBuilder
{
    private static readonly (string Prefix, EntityKind Kind)[] Prefixes =
    [
        ("host", EntityKind.Host), ("rack", EntityKind.Rack), ("zone", EntityKind.Zone), ("switch", EntityKind.Switch),
        ("db", EntityKind.Datastore), ("queue", EntityKind.Queue), ("vm", EntityKind.Instance),
        ("feed", EntityKind.External),
    ];

    private static readonly Dictionary<string, DependencyKind> Operators = new(StringComparer.Ordinal)
    {
        ["->"] = DependencyKind.CallsSync,
        ["~>"] = DependencyKind.CallsAsync,
        ["@"] = DependencyKind.RunsOn,
        ["in"] = DependencyKind.InRack,
        ["by"] = DependencyKind.PoweredBy,
        ["via"] = DependencyKind.ConnectsThrough,
    };

    private readonly SortedDictionary<EntityId, Entity> _entities = [];
    private readonly SortedDictionary<(string, string, DependencyKind), Dependency> _links = [];
    private readonly SortedDictionary<EntityId, ProcessModel> _processes = [];
    private readonly SortedDictionary<(string, string), CallModel> _calls = [];
    private readonly SortedDictionary<EntityId, HostModel> _hosts = [];
    private readonly SortedDictionary<(string, string), RedundancyGroup> _groups = [];

    /// <summary>Starts from lines.</summary>
    public static EstateBuilder Of(params string[] lines)
    {
        var builder = new EstateBuilder();
        foreach (var line in lines)
        {
            builder.Add(line);
        }

        return builder;
    }

    /// <summary>The id of a name of this builder's text.</summary>
    public static EntityId Id(string name) => name.Contains(':', StringComparison.Ordinal)
        ? EntityId.Parse(name)
        : EntityId.Of(
            Prefixes.Where(prefix => name.StartsWith(prefix.Prefix, StringComparison.Ordinal))
                .Select(prefix => prefix.Kind).FirstOrDefault(EntityKind.Service),
            name);

    /// <summary>Adds a line.</summary>
    public EstateBuilder Add(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var left = Term(words[0]);
        for (var i = 1; i < words.Length; i += 2)
        {
            var right = Term(words[i + 1]);
            foreach (var dependent in left)
            {
                foreach (var on in right)
                {
                    Link(dependent, on, Operators[words[i]]);
                }
            }

            left = right;
        }

        return this;
    }

    /// <summary>Changes how an entity works; it gets an ordinary process model first if it has none.</summary>
    public EstateBuilder Process(string name, Func<ProcessModel, ProcessModel> change)
    {
        var id = Entity(Id(name));
        _processes[id] = change(_processes.GetValueOrDefault(id) ?? Ordinary(id));
        return this;
    }

    /// <summary>Changes how calls travel.</summary>
    public EstateBuilder Call(string caller, string callee, Func<CallModel, CallModel> change)
    {
        var key = (Id(caller).Text, Id(callee).Text);
        _calls[key] = change(_calls[key]);
        return this;
    }

    /// <summary>Sets the cores of a host.</summary>
    public EstateBuilder Cores(string host, double cores)
    {
        _hosts[Entity(Id(host))] = new HostModel(Id(host), cores);
        return this;
    }

    /// <summary>Lets the caller do without the callee.</summary>
    public EstateBuilder Optional(string caller, string callee) =>
        Change(caller, callee, link => link with { Criticality = Criticality.Optional });

    /// <summary>Puts links of one dependent into a redundancy group.</summary>
    public EstateBuilder Group(string dependent, string name, int minHealthy, params string[] on)
    {
        foreach (var dependency in on)
        {
            Change(dependent, dependency, link => link with { Group = name });
        }

        _groups[(Id(dependent).Text, name)] = new RedundancyGroup(Id(dependent), name, minHealthy);
        return this;
    }

    /// <summary>Labels an entity.</summary>
    public EstateBuilder Label(string name, string key, string value)
    {
        var id = Entity(Id(name));
        _entities[id] = _entities[id] with { Labels = _entities[id].Labels.SetItem(key, value) };
        return this;
    }

    /// <summary>The estate.</summary>
    public Estate Build(string name = "test") => new(
        name,
        new TopologySnapshot(1, [.. _entities.Values], [.. _links.Values], [.. _groups.Values]),
        new WorldModel([.. _processes.Values], [.. _calls.Values], [.. _hosts.Values]));

    private static ProcessModel Ordinary(EntityId id) =>
        new(id, 2, 8, TimeSpan.FromMilliseconds(10), 1, 0.0005, 0.002, 1000, 0);

    private EntityId[] Term(string word) => [.. word.Split(',').Select(name => Entity(Id(name)))];

    private EntityId Entity(EntityId id)
    {
        _entities.TryAdd(id, new Entity(id, ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal)));
        return id;
    }

    private void Link(EntityId dependent, EntityId on, DependencyKind kind)
    {
        _links.TryAdd(
            (dependent.Text, on.Text, kind), new Dependency(dependent, on, kind, 1, Criticality.Required, null));
        if (kind is DependencyKind.CallsSync or DependencyKind.CallsAsync)
        {
            _processes.TryAdd(dependent, Ordinary(dependent));
            _processes.TryAdd(on, Ordinary(on));
            _calls.TryAdd(
                (dependent.Text, on.Text),
                new CallModel(dependent, on, 1, 0, TimeSpan.FromSeconds(1), 0, TimeSpan.Zero, 0));
        }
    }

    private EstateBuilder Change(string dependent, string on, Func<Dependency, Dependency> change)
    {
        var (left, right) = (Id(dependent).Text, Id(on).Text);
        foreach (var key in _links.Keys.Where(key => key.Item1 == left && key.Item2 == right).ToList())
        {
            _links[key] = change(_links[key]);
        }

        return this;
    }
}
