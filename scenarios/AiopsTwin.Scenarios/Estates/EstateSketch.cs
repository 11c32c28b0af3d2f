using System.Collections.Immutable;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;
using AiopsTwin.Engine.World;

namespace AiopsTwin.Scenarios.Estates;

/// <summary>
/// An estate put together part by part, in any order, by a generator or an importer. What it builds is sorted as the
/// models ask for; it checks nothing that <see cref="TopologyRules"/> checks.
/// </summary>
internal sealed class EstateSketch
{
    /// <summary>Name of the group of hosts that stand in for one another.</summary>
    private const string Hosts = "hosts";

    private static readonly ImmutableSortedDictionary<string, string> NoLabels =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    private readonly List<Entity> _entities = [];
    private readonly List<Dependency> _links = [];
    private readonly List<RedundancyGroup> _groups = [];
    private readonly List<ProcessModel> _processes = [];
    private readonly List<CallModel> _calls = [];
    private readonly List<HostModel> _hosts = [];

    /// <summary>A place, or something that is only there.</summary>
    public void Place(EntityId id, params ReadOnlySpan<(string Key, string Value)> labels) =>
        _entities.Add(new Entity(id, LabelsOf(labels)));

    /// <summary>A machine.</summary>
    public void Host(EntityId id, double cores, params ReadOnlySpan<(string Key, string Value)> labels)
    {
        Place(id, labels);
        _hosts.Add(new HostModel(id, cores));
    }

    /// <summary>Something that works.</summary>
    public void Work(ProcessModel process, params ReadOnlySpan<(string Key, string Value)> labels)
    {
        Place(process.Entity, labels);
        _processes.Add(process);
    }

    /// <summary>A link that carries no calls.</summary>
    public void Link(EntityId dependent, EntityId on, DependencyKind kind, string? group = null) =>
        _links.Add(new Dependency(dependent, on, kind, 1, Criticality.Required, group));

    /// <summary>Links of which a number must be healthy.</summary>
    public void Group(EntityId dependent, string name, int least) =>
        _groups.Add(new RedundancyGroup(dependent, name, least));

    /// <summary>Runs something on hosts; any of several is enough.</summary>
    public void Run(EntityId dependent, IReadOnlyCollection<EntityId> hosts)
    {
        var group = hosts.Count > 1 ? Hosts : null;
        foreach (var host in hosts)
        {
            Link(dependent, host, DependencyKind.RunsOn, group);
        }

        if (group is not null)
        {
            Group(dependent, group, 1);
        }
    }

    /// <summary>Calls; the link they travel over couples as strongly as there are calls for a request.</summary>
    public void Call(CallModel call, DependencyKind kind)
    {
        _calls.Add(call);
        _links.Add(new Dependency(
            call.Caller, call.Callee, kind, Math.Min(1, call.CallsPerRequest), Criticality.Required, null));
    }

    /// <summary>The estate.</summary>
    public Estate Build(string name) => new(
        name,
        new TopologySnapshot(
            1,
            [.. _entities.OrderBy(entity => entity.Id)],
            [.. _links.OrderBy(link => link.Dependent).ThenBy(link => link.On).ThenBy(link => link.Kind)],
            [.. _groups.OrderBy(group => group.Dependent).ThenBy(group => group.Name, StringComparer.Ordinal)]),
        new WorldModel(
            [.. _processes.OrderBy(process => process.Entity)],
            [.. _calls.OrderBy(call => call.Caller).ThenBy(call => call.Callee)],
            [.. _hosts.OrderBy(host => host.Host)]));

    private static ImmutableSortedDictionary<string, string> LabelsOf(ReadOnlySpan<(string Key, string Value)> labels)
    {
        if (labels.IsEmpty)
        {
            return NoLabels;
        }

        var map = NoLabels.ToBuilder();
        foreach (var (key, value) in labels)
        {
            map[key] = value;
        }

        return map.ToImmutable();
    }
}
