namespace AiopsTwin.Engine.Topology;

/// <summary>A division in the making: who is where, and how full each partition is.</summary>
internal sealed class PartitionPlan
{
    private readonly TopologyGraph _graph;
    private readonly int[] _sizes;
    private readonly int[] _votes;
    private readonly int _limit;
    private readonly int _target;
    private int _open;

    public PartitionPlan(TopologyGraph graph, PartitioningSettings settings)
    {
        _graph = graph;
        var wanted = (graph.NodeCount + settings.TargetSize - 1) / settings.TargetSize;
        _limit = Math.Clamp(wanted, 1, settings.MaxPartitions);
        var least = (graph.NodeCount + settings.MaxPartitions - 1) / settings.MaxPartitions;
        _target = Math.Max(settings.TargetSize, least);
        _sizes = new int[settings.MaxPartitions];
        _votes = new int[settings.MaxPartitions];
        PartitionOf = new int[graph.NodeCount];
        Array.Fill(PartitionOf, -1);
    }

    /// <summary>Partition by node; -1 while unassigned.</summary>
    public int[] PartitionOf { get; }

    public void Put(int node, int partition)
    {
        PartitionOf[node] = partition;
        _sizes[partition]++;
    }

    /// <summary>Puts the unassigned of a block with its assigned ones, or together into a partition with
    /// room.</summary>
    public void PutBlock(List<int> block)
    {
        Array.Clear(_votes);
        var unassigned = 0;
        foreach (var node in block)
        {
            if (PartitionOf[node] >= 0)
            {
                _votes[PartitionOf[node]]++;
            }
            else
            {
                unassigned++;
            }
        }

        // A newcomer to a known place may overfill its partition by a quarter: neighbours are worth that much.
        var home = MostVotes();
        var room = home < 0 ? 0 : _target + (_target / 4);
        foreach (var node in block.Where(node => PartitionOf[node] < 0))
        {
            if (home < 0 || _sizes[home] >= room)
            {
                home = WithRoomFor(Math.Min(unassigned, _target));
                room = _target;
            }

            Put(node, home);
            unassigned--;
        }
    }

    /// <summary>Puts a node where most of its assigned neighbours are, if there is room, else where there is.</summary>
    public void PutByNeighbours(int node)
    {
        Array.Clear(_votes);
        foreach (var link in _graph.LinksToDependencies(node))
        {
            Vote(_graph.DependencyOf(link));
        }

        foreach (var link in _graph.LinksToDependents(node))
        {
            Vote(_graph.DependentOf(link));
        }

        var home = MostVotes();
        Put(node, home >= 0 && _sizes[home] < _target ? home : WithRoomFor(1));
    }

    private void Vote(int neighbour)
    {
        if (PartitionOf[neighbour] >= 0)
        {
            _votes[PartitionOf[neighbour]]++;
        }
    }

    private int MostVotes()
    {
        var best = -1;
        for (var partition = 0; partition < _votes.Length; partition++)
        {
            if (_votes[partition] > 0 && (best < 0 || _votes[partition] > _votes[best]))
            {
                best = partition;
            }
        }

        return best;
    }

    /// <summary>
    /// The partition being filled while it has room, so that blocks of one zone stay together; then the first that has;
    /// then the emptiest: a block is split rather than left out.
    /// </summary>
    private int WithRoomFor(int count)
    {
        if (_sizes[_open] + count <= _target)
        {
            return _open;
        }

        for (var partition = 0; partition < _limit; partition++)
        {
            if (_sizes[partition] + count <= _target)
            {
                return _open = partition;
            }
        }

        var emptiest = 0;
        for (var partition = 1; partition < _limit; partition++)
        {
            emptiest = _sizes[partition] < _sizes[emptiest] ? partition : emptiest;
        }

        return _open = emptiest;
    }
}
