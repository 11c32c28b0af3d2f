using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.TwinUi.Model.Diagram;

/// <summary>A node of the graph to be laid out: an entity or a fold of many.</summary>
/// <param name="Key">Identity in the drawing.</param>
/// <param name="Label">What is written on it.</param>
/// <param name="Members">Entities, sorted.</param>
/// <param name="IsTile">True for a fold.</param>
internal sealed record CallNode(string Key, string Label, ImmutableArray<EntityId> Members, bool IsTile);

/// <summary>The calls of a topology between things that call, folded into tiles when there are too many to
/// read.</summary>
internal sealed class CallGraph
{
    /// <summary>More nodes than this are slow to draw and, long before, impossible to read.</summary>
    public const int MaxNodes = 300;

    private static readonly string[] FoldLabels = ["sibling.group", "team", "zone"];

    private CallGraph(
        ImmutableArray<CallNode> nodes,
        ImmutableArray<(int From, int To, int Count)> calls,
        ImmutableHashSet<(int From, int To)> asynchronous)
    {
        Nodes = nodes;
        Calls = calls;
        Asynchronous = asynchronous;
        LinksDrawn = calls.Sum(call => call.Count);
    }

    /// <summary>Nodes by key.</summary>
    public ImmutableArray<CallNode> Nodes { get; }

    /// <summary>Calls between nodes, without those inside a node, by (from, to).</summary>
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
        var nodes = shown.Length <= MaxNodes ? Plain(shown) : Folded(shown);
        var indexOf = nodes
            .SelectMany((node, index) => node.Members.Select(member => (member, index)))
            .ToDictionary(pair => pair.member, pair => pair.index);
        var bundles = links
            .Where(link => indexOf.ContainsKey(link.Dependent) && indexOf.ContainsKey(link.On))
            .Select(link => (From: indexOf[link.Dependent], To: indexOf[link.On], link.Kind))
            .Where(call => call.From != call.To)
            .GroupBy(call => (call.From, call.To))
            .OrderBy(group => group.Key)
            .ToArray();
        return new CallGraph(
            nodes,
            [.. bundles.Select(group => (group.Key.From, group.Key.To, group.Count()))],
            [.. bundles.Where(group => group.All(call => call.Kind == DependencyKind.CallsAsync))
                .Select(group => group.Key)]);
    }

    /// <summary>True for a link along which work is handed over.</summary>
    public static bool IsCall(Dependency link) => link.Kind is DependencyKind.CallsSync or DependencyKind.CallsAsync;

    private static bool IsLogical(EntityKind kind) =>
        kind is EntityKind.Service or EntityKind.Datastore or EntityKind.Queue or EntityKind.External;

    private static ImmutableArray<CallNode> Plain(IEnumerable<Entity> entities) =>
        [.. entities.Select(entity => new CallNode(entity.Id.Text, entity.Id.Name, [entity.Id], false))];

    private static ImmutableArray<CallNode> Folded(IEnumerable<Entity> entities)
    {
        var groups = entities.GroupBy(FoldOf, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal);
        return
        [
            .. groups.Select(group => group.Count() == 1
                ? Plain(group)[0]
                : new CallNode($"tile:{group.Key}", group.Key, [.. group.Select(entity => entity.Id).Order()], true))
                .OrderBy(node => node.Key, StringComparer.Ordinal),
        ];
    }

    private static string FoldOf(Entity entity)
    {
        var label = Array.Find(FoldLabels, entity.Labels.ContainsKey);
        return label is null ? $"{KindWords.Word(entity.Id.Kind)}s" : entity.Labels[label];
    }
}
