using System.Collections.Immutable;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.Engine.Propagation;

/// <summary>Cuts slices of one graph; the nodes are sorted into partitions once for all of them.</summary>
internal sealed class SliceCut
{
    private readonly TopologyGraph _graph;
    private readonly ImmutableArray<int> _partitionOf;
    private readonly FloodSettings _settings;
    private readonly int[] _placeOf;
    private readonly int[] _sizes;

    public SliceCut(TopologyGraph graph, ImmutableArray<int> partitionOfNode, FloodSettings settings)
    {
        _graph = graph;
        _partitionOf = partitionOfNode;
        _settings = settings;
        _placeOf = new int[graph.NodeCount];
        _sizes = new int[partitionOfNode.IsEmpty ? 0 : partitionOfNode.Max() + 1];
        for (var node = 0; node < _placeOf.Length; node++)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(partitionOfNode[node], nameof(partitionOfNode));
            _placeOf[node] = _sizes[partitionOfNode[node]]++;
        }
    }

    public PartitionSlice Of(int partition)
    {
        var nodes = NodesOf(partition);
        var tables = new SliceTables();
        return new PartitionSlice(
            _graph.Version,
            partition,
            nodes,
            [.. nodes.Select(_graph.IdOf)],
            Remote: default,
            Rates: default,
            LinksOf(nodes, FloodDirection.TowardDependents, tables),
            LinksOf(nodes, FloodDirection.TowardDependencies, tables),
            GroupsOf(nodes))
        {
            Remote = tables.Remote.ToImmutable(),
            Rates = tables.Rates.ToImmutable(),
        };
    }

    private ImmutableArray<int> NodesOf(int partition)
    {
        var nodes = ImmutableArray.CreateBuilder<int>(partition < _sizes.Length ? _sizes[partition] : 0);
        for (var node = 0; node < _partitionOf.Length; node++)
        {
            if (_partitionOf[node] == partition)
            {
                nodes.Add(node);
            }
        }

        return nodes.MoveToImmutable();
    }

    private SliceLinks LinksOf(ImmutableArray<int> nodes, FloodDirection direction, SliceTables tables)
    {
        var first = ImmutableArray.CreateBuilder<int>(nodes.Length + 1);
        var firstRemote = ImmutableArray.CreateBuilder<int>(nodes.Length);
        var links = ImmutableArray.CreateBuilder<SliceLink>();
        foreach (var node in nodes)
        {
            first.Add(links.Count);
            var own = direction is FloodDirection.TowardDependents
                ? _graph.LinksToDependents(node)
                : _graph.LinksToDependencies(node);
            AddLinks(own, direction, isRemote: false);
            firstRemote.Add(links.Count);
            AddLinks(own, direction, isRemote: true);
        }

        first.Add(links.Count);
        return new SliceLinks(first.DrainToImmutable(), firstRemote.DrainToImmutable(), links.DrainToImmutable());

        void AddLinks(ReadOnlySpan<int> own, FloodDirection way, bool isRemote)
        {
            foreach (var link in own)
            {
                var (near, far) = way is FloodDirection.TowardDependents
                    ? (_graph.DependencyOf(link), _graph.DependentOf(link))
                    : (_graph.DependentOf(link), _graph.DependencyOf(link));
                if (_partitionOf[near] != _partitionOf[far] == isRemote)
                {
                    links.Add(LinkTo(link, far, way, isRemote, tables));
                }
            }
        }
    }

    private SliceLink LinkTo(int link, int far, FloodDirection way, bool isRemote, SliceTables tables)
    {
        var target = isRemote ? ~tables.RemotePlace(new RemoteNode(far, _partitionOf[far])) : _placeOf[far];
        var rate = tables.RatePlace(EdgeRule.RateOf(_graph, link, way, _settings));
        var asksGroup = way is FloodDirection.TowardDependents && _graph.GroupOf(link) >= 0;
        return new SliceLink(target, link, asksGroup ? ~rate : rate);
    }

    private SliceGroups GroupsOf(ImmutableArray<int> nodes)
    {
        var owner = ImmutableArray.CreateBuilder<int>();
        var needed = ImmutableArray.CreateBuilder<int>();
        var first = ImmutableArray.CreateBuilder<int>();
        var members = ImmutableArray.CreateBuilder<int>();
        foreach (var node in nodes)
        {
            foreach (var group in GroupsAt(node))
            {
                owner.Add(_placeOf[node]);
                needed.Add(_graph.FailuresNeeded(group));
                first.Add(members.Count);
                members.AddRange(_graph.MembersOf(group));
            }
        }

        first.Add(members.Count);
        return new SliceGroups(
            owner.ToImmutable(), needed.ToImmutable(), first.ToImmutable(), members.ToImmutable());
    }

    private SortedSet<int> GroupsAt(int node)
    {
        var groups = new SortedSet<int>();
        foreach (var link in _graph.LinksToDependencies(node))
        {
            if (_graph.GroupOf(link) >= 0)
            {
                groups.Add(_graph.GroupOf(link));
            }
        }

        return groups;
    }

    /// <summary>Things many links of a slice share, each kept once, in order of first use.</summary>
    private sealed class SliceTables
    {
        private readonly Dictionary<SliceRate, int> _rateAt = [];
        private readonly Dictionary<RemoteNode, int> _remoteAt = [];

        public ImmutableArray<SliceRate>.Builder Rates { get; } = ImmutableArray.CreateBuilder<SliceRate>();

        public ImmutableArray<RemoteNode>.Builder Remote { get; } = ImmutableArray.CreateBuilder<RemoteNode>();

        public int RatePlace(SliceRate rate) => PlaceOf(rate, _rateAt, Rates);

        public int RemotePlace(RemoteNode node) => PlaceOf(node, _remoteAt, Remote);

        private static int PlaceOf<T>(T item, Dictionary<T, int> at, ImmutableArray<T>.Builder items)
            where T : notnull
        {
            if (!at.TryGetValue(item, out var place))
            {
                place = items.Count;
                at.Add(item, place);
                items.Add(item);
            }

            return place;
        }
    }
}
