using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.TwinUi.Model.Diagram;

/// <summary>The calls of a topology between things that call.</summary>
internal sealed class CallGraph
{
    private CallGraph(
        ImmutableArray<EntityId> nodes,
        ImmutableArray<(int From, int To, int Count)> calls,
        ImmutableHashSet<(int From, int To)> asynchronous)
    {
        Nodes = nodes;
        Calls = calls;
        Asynchronous = asynchronous;
        LinksDrawn = calls.Sum(call => call.Count);
    }

    /// <summary>Entities, by id.</summary>
    public ImmutableArray<EntityId> Nodes { get; }

    /// <summary>Calls between them, by (from, to); those of both kinds between the same two are one.</summary>
    public ImmutableArray<(int From, int To, int Count)> Calls { get; }

    /// <summary>Pairs of nodes between which nobody waits for an answer.</summary>
    public ImmutableHashSet<(int From, int To)> Asynchronous { get; }

    /// <summary>How many links of the topology the calls stand for.</summary>
    public int LinksDrawn { get; }

    public static CallGraph Of(TopologySnapshot topology)
    {
        var links = topology.Dependencies.Where(IsCall).ToArray();
        var calling = links.SelectMany(link => new[] { link.Dependent, link.On }).ToHashSet();
        var shown = topology.Entities
            .Where(entity => IsLogical(entity.Id.Kind) || calling.Contains(entity.Id))
            .ToArray();
        var indexOf = shown.Select((entity, index) => (entity.Id, index))
            .ToDictionary(pair => pair.Id, pair => pair.index);
        var bundles = links
            .Where(link => indexOf.ContainsKey(link.Dependent) && indexOf.ContainsKey(link.On))
            .Select(link => (From: indexOf[link.Dependent], To: indexOf[link.On], link.Kind))
            .Where(call => call.From != call.To)
            .GroupBy(call => (call.From, call.To))
            .OrderBy(group => group.Key)
            .ToArray();
        return new CallGraph(
            [.. shown.Select(entity => entity.Id)],
            [.. bundles.Select(group => (group.Key.From, group.Key.To, group.Count()))],
            [.. bundles.Where(group => group.All(call => call.Kind == DependencyKind.CallsAsync))
                .Select(group => group.Key)]);
    }

    /// <summary>True for a link along which work is handed over.</summary>
    public static bool IsCall(Dependency link) => link.Kind is DependencyKind.CallsSync or DependencyKind.CallsAsync;

    private static bool IsLogical(EntityKind kind) =>
        kind is EntityKind.Service or EntityKind.Datastore or EntityKind.Queue or EntityKind.External;
}
