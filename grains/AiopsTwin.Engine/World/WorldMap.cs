using System.Collections.Immutable;
using AiopsTwin.Engine.Numerics.States;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.Engine.World;

/// <summary>
/// An estate with numbers for names: nodes are all entities in id order, processes those that do work, hosts the
/// machines. Never changes once built, but for calls appended by a reroute.
/// </summary>
[UnchangingParts]
internal sealed class WorldMap
{
    /// <summary>Cores of a host the model says nothing about: a common size of server, so that estates need not be
    /// complete.</summary>
    public const double DefaultCores = 16;

    private readonly Dictionary<EntityId, int> _nodes;

    private WorldMap(Estate estate, ImmutableArray<LoadSource> load)
    {
        Estate = estate;
        Load = [.. load.OrderBy(source => source.Entry).ThenBy(source => source.Name, StringComparer.Ordinal)];
        Entities = [.. estate.Topology.Entities.OrderBy(entity => entity.Id).Select(entity => entity.Id)];
        Kinds = [.. Entities.Select(id => id.Kind)];
        _nodes = Entities.Select((id, node) => (id, node)).ToDictionary(pair => pair.id, pair => pair.node);
        Processes = [.. estate.World.Processes.OrderBy(process => process.Entity)];
        ProcessNode = Array.ConvertAll(Processes, process => NodeOf(process.Entity, "a process"));
        ProcessOfNode = Inverse(ProcessNode);
        var calls = CallReader.Read(this);
        var order = CallersFirst(calls);
        var number = new int[order.Length];
        for (var p = 0; p < order.Length; p++)
        {
            number[order[p]] = p;
        }

        Processes = Array.ConvertAll(order, old => Processes[old]);
        ProcessNode = Array.ConvertAll(order, old => ProcessNode[old]);
        ProcessOfNode = Inverse(ProcessNode);
        ProcessesByEntity = number;
        ServiceSeconds = Array.ConvertAll(Processes, process => process.ServiceTime.TotalSeconds);
        ServiceVariability = Array.ConvertAll(Processes, process => process.ServiceVariability);
        CpuSeconds = Array.ConvertAll(Processes, process => process.CpuSecondsPerRequest);
        ErrorRatio = Array.ConvertAll(Processes, process => process.ErrorRatio);
        QueueLimit = Array.ConvertAll(Processes, process => process.QueueLimit);
        IsContended = Array.ConvertAll(Processes, process => process.Contention is not null);
        HostNode = [.. Enumerable.Range(0, Entities.Length).Where(node => Kinds[node] == EntityKind.Host)];
        HostOfNode = Inverse(HostNode);
        Cores = new double[HostNode.Length];
        Array.Fill(Cores, DefaultCores);
        foreach (var host in estate.World.Hosts)
        {
            var node = NodeOf(host.Host, "a host model");
            Cores[HostOfNode[node] >= 0 ? HostOfNode[node] : throw Unusable(host.Host, "has cores but is no host")] =
                host.Cores;
        }

        SourceProcess = Array.ConvertAll(Load, source => ProcessOf(source.Entry) is >= 0 and var process
            ? process
            : throw Unusable(source.Entry, "has load but no process model"));
        Graph = new CallGraph(
            ProcessNode, calls.Select(call => call with { From = number[call.From], To = number[call.To] }));
        Placement = new Placement(this);
    }

    public Estate Estate { get; }

    public LoadSource[] Load { get; }

    public EntityId[] Entities { get; }

    public EntityKind[] Kinds { get; }

    /// <summary>Those that work, callers before callees: the order in which a step visits them, so that it reads its
    /// columns from front to back.</summary>
    public ProcessModel[] Processes { get; }

    public int[] ProcessNode { get; }

    /// <summary>All process numbers in the order of their entities: the order of sums over processes, which must not
    /// depend on how these are numbered.</summary>
    public int[] ProcessesByEntity { get; }

    /// <summary>Process number of a node, -1 for a place.</summary>
    public int[] ProcessOfNode { get; }

    // The columns a step reads; the models above are for building.

    public double[] ServiceSeconds { get; }

    public double[] ServiceVariability { get; }

    public double[] CpuSeconds { get; }

    public double[] ErrorRatio { get; }

    public double[] QueueLimit { get; }

    public bool[] IsContended { get; }

    public int[] HostNode { get; }

    /// <summary>Host number of a node, -1 for anything else.</summary>
    public int[] HostOfNode { get; }

    public double[] Cores { get; }

    public int[] SourceProcess { get; }

    [field: Moving]
    public CallGraph Graph { get; }

    public Placement Placement { get; }

    /// <summary>Gives every part of an estate its number.</summary>
    /// <exception cref="ArgumentException">The model names something the topology does not have.</exception>
    public static WorldMap Of(Estate estate, ImmutableArray<LoadSource> load) => new(estate, load);

    /// <summary>Number of an entity; -1 when there is no such entity.</summary>
    public int TryNodeOf(EntityId id) => _nodes.GetValueOrDefault(id, -1);

    /// <summary>Process number of an entity; -1 when it does no work or is unknown.</summary>
    public int ProcessOf(EntityId id) => TryNodeOf(id) is >= 0 and var node ? ProcessOfNode[node] : -1;

    /// <summary>Number of an entity that must be there.</summary>
    public int NodeOf(EntityId id, string what) =>
        _nodes.TryGetValue(id, out var node) ? node : throw Unusable(id, $"has {what} but is not in the topology");

    /// <summary>Share of a process' requests that write to disk, in [0, 1].</summary>
    public double WriteShare(int p) => WriteShareOf(Processes[p]);

    /// <summary>Share of the requests that write to disk: what the model says, or else what the kind does.</summary>
    public static double WriteShareOf(ProcessModel process) => process.WriteRatio ?? process.Entity.Kind switch
    {
        EntityKind.Datastore => 0.3,
        EntityKind.Queue => 1,
        _ => 0,
    };

    private int[] CallersFirst(List<Call> calls)
    {
        var start = new int[Processes.Length + 1];
        var callees = new int[calls.Count];
        foreach (var call in calls)
        {
            start[call.From + 1]++;
        }

        for (var p = 0; p < Processes.Length; p++)
        {
            start[p + 1] += start[p];
        }

        var next = start[..^1];
        foreach (var call in calls)
        {
            callees[next[call.From]++] = call.To;
        }

        return CallOrder.CallersFirst(Processes.Length, start, callees);
    }

    private static ArgumentException Unusable(EntityId id, string why) => new($"{id} {why}.");

    private int[] Inverse(int[] nodes)
    {
        var inverse = new int[Entities.Length];
        Array.Fill(inverse, -1);
        for (var i = 0; i < nodes.Length; i++)
        {
            inverse[nodes[i]] = i;
        }

        return inverse;
    }

    /// <summary>The links of the topology of the given kinds, in its own order, as node numbers.</summary>
    public IEnumerable<(int Dependent, int On, Dependency Link)> Links(params DependencyKind[] kinds) =>
        Estate.Topology.Dependencies
            .Where(link => kinds.Contains(link.Kind))
            .Select(link => (NodeOf(link.Dependent, "a link"), NodeOf(link.On, "a link"), link));
}
