using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.Engine.Detection.Pooling;

/// <summary>The pools of one step: of every entity at which something leans, with its callers. Of entities that call
/// one another the one whose pool says most leads: a fault is where it explains the most.</summary>
internal sealed class LeanPools
{
    // A hub with more links than this is heard by the first of them; those that call it are found from their own side.
    private const int MostLinks = 512;

    private readonly SortedDictionary<int, Pool> _pools = [];

    /// <summary>Gathers the pools.</summary>
    /// <param name="leaning">What leans, in order of entity; all in the graph.</param>
    /// <param name="graph">Who calls whom.</param>
    public LeanPools(IEnumerable<LeanSignal> leaning, TopologyGraph graph)
    {
        Graph = graph;
        foreach (var signal in leaning)
        {
            graph.TryIndex(signal.Entity, out var node);
            _pools.Add(node, new Pool(node, signal));
        }

        foreach (var (node, pool) in _pools)
        {
            foreach (var link in First(graph.LinksToDependencies(node)))
            {
                if (IsCall(graph.Dependencies[link].Kind)
                    && _pools.TryGetValue(graph.DependencyOf(link), out var callee) && callee != pool)
                {
                    pool.Callees.Add(callee);
                    callee.Callers.Add(pool);
                }
            }
        }

        foreach (var pool in _pools.Values)
        {
            pool.Combine(CallersOf(pool.Node));
        }
    }

    private TopologyGraph Graph { get; }

    /// <summary>Decides who leads: the strongest first, and nobody beside one who leads. Of equals the one that is
    /// called leads, then the first by id.</summary>
    public void Lead()
    {
        foreach (var pool in _pools.Values
            .Where(pool => pool.Score > 0)
            .OrderByDescending(pool => pool.Score)
            .ThenByDescending(pool => pool.Callers.Count(caller => caller.Score == pool.Score))
            .ThenBy(pool => pool.Node))
        {
            pool.IsLeading = !pool.Beside().Any(other => other.IsLeading);
        }
    }

    /// <summary>What an entity that leans makes of it.</summary>
    public PooledReading ReadingOf(EntityId entity)
    {
        Graph.TryIndex(entity, out var node);
        return _pools[node].Reading();
    }

    /// <summary>Who waits or sends: along such links trouble with an answer is felt.</summary>
    private static bool IsCall(DependencyKind kind) => kind is DependencyKind.CallsSync or DependencyKind.CallsAsync;

    private static ReadOnlySpan<int> First(ReadOnlySpan<int> links) => links[..Math.Min(links.Length, MostLinks)];

    private int CallersOf(int node)
    {
        var links = Graph.LinksToDependents(node);
        var callers = 0;
        foreach (var link in First(links))
        {
            callers += IsCall(Graph.Dependencies[link].Kind) ? 1 : 0;
        }

        return links.Length > MostLinks ? links.Length : callers;
    }

    private sealed class Pool(int node, LeanSignal signal)
    {
        private ImmutableArray<PooledMember> _members = [];

        public int Node => node;

        public double Score { get; private set; }

        public bool IsLeading { get; set; }

        /// <summary>Those it calls that lean or alert, in order of link; one that is called in two ways once for each,
        /// which changes nothing.</summary>
        public List<Pool> Callees { get; } = [];

        /// <summary>Those that call it and lean or alert.</summary>
        public List<Pool> Callers { get; } = [];

        private EntityId Entity => signal.Entity;

        public void Combine(int callers)
        {
            var own = LeanReader.IsHarmed(signal.Terms) ? signal.Terms : [];
            ImmutableArray<PooledMember> others =
            [
                .. Callers.Distinct()
                    .Select(caller => caller.Strongest())
                    .OfType<PooledMember>()
                    .OrderByDescending(member => member.Term.Score)
                    .ThenBy(member => member.Entity),
            ];
            (Score, var chosen) = EvidencePool.Combine(own, others, callers);
            _members =
            [
                .. own.Select(term => new PooledMember(Entity, term)),
                .. others[..chosen],
            ];
        }

        /// <summary>Those that it calls or that call it, and what else its callers call: the leaning of a caller has
        /// one cause at a time.</summary>
        public IEnumerable<Pool> Beside() =>
            Callees.Concat(Callers).Concat(Callers.SelectMany(caller => caller.Callees)).Where(other => other != this);

        public PooledReading Reading()
        {
            var isSaid = signal.IsAlerting || Beside().Any(other => other.IsAlerting);
            return new PooledReading(Entity, signal.At, Score, _members, IsLeading, isSaid);
        }

        private bool IsAlerting => signal.IsAlerting;

        /// <summary>What leans most of what says that it suffers; null when nothing of the kind leans.</summary>
        private PooledMember? Strongest()
        {
            PooledMember? strongest = null;
            foreach (var term in signal.Terms)
            {
                if (LeanReader.IsHarm(term) && !(strongest?.Term.Score >= term.Score))
                {
                    strongest = new PooledMember(Entity, term);
                }
            }

            return strongest;
        }
    }
}
