using System.Collections.Immutable;
using AiopsTwin.Contracts;
using AiopsTwin.Contracts.Partitions;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Detection.Pooling;
using AiopsTwin.Engine.Detection.Sources;
using AiopsTwin.Engine.Diagnosis.Traces;
using AiopsTwin.Engine.Propagation;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.Grains.Twins;

/// <summary>All partitions of a twin, called at once. What they answer is put together in order of partition.</summary>
internal sealed class PartitionFleet(IGrainFactory grains, string twin)
{
    private readonly Dictionary<int, OutboxMark> _acknowledged = [];
    private readonly HashSet<int> _withoutRequests = [];
    private LeanBoard _leaning = new();
    private ImmutableDictionary<EntityId, int> _partitions = ImmutableDictionary<EntityId, int>.Empty;

    /// <summary>The graph the partitions hold.</summary>
    public TopologyGraph Graph { get; private set; } = TopologyGraph.Compile(TopologySnapshot.Empty);

    /// <summary>Number of partitions.</summary>
    public int Count { get; private set; } = 1;

    private IEnumerable<int> Indexes => Enumerable.Range(0, Count);

    /// <summary>Takes a graph and who holds what of it; tells nobody.</summary>
    public void Take(TopologyGraph graph, ImmutableDictionary<EntityId, int> partitions, int count)
    {
        Graph = graph;
        _partitions = partitions;
        Count = count;
    }

    /// <summary>The partition of an entity, or -1.</summary>
    public int PartitionOf(EntityId entity) =>
        !entity.IsNone && _partitions.TryGetValue(entity, out var partition) ? partition : -1;

    /// <summary>One partition.</summary>
    public IPartitionGrain Partition(int index) => grains.GetGrain<IPartitionGrain>(GrainKeys.Partition(twin, index));

    /// <summary>Gives every partition that has another version its part of the graph.</summary>
    /// <returns>How many were given one.</returns>
    public async Task<int> Load(FloodSettings settings)
    {
        if (Graph.Version == 0)
        {
            // Nobody gave this twin a topology: asking about it must not store anything.
            return 0;
        }

        var versions = await Task.WhenAll(Indexes.Select(index => Partition(index).Version()));
        var stale = Indexes.Where(index => versions[index] != Graph.Version).ToArray();
        if (stale.Length == 0)
        {
            return 0;
        }

        var byNode = Partitioning.ByNode(Graph, _partitions);
        var definitions = PartitionDefinitions.Of(Graph, byNode, Count);
        var slices = PartitionSlice.CutAll(Graph, byNode, settings);
        await Task.WhenAll(stale.Select(index => Partition(index).Load(
            new PartitionLoad(SliceOf(index, slices, byNode, settings), definitions[index]))));
        return stale.Length;
    }

    /// <summary>Lets every partition, and every entity that ever did anything, forget what it learned.</summary>
    public async Task Forget()
    {
        _acknowledged.Clear();
        _leaning = new LeanBoard();
        _withoutRequests.Clear();
        await Task.WhenAll(Indexes.Select(index => Partition(index).Forget()));
    }

    /// <summary>Advances every partition.</summary>
    public Task<PartitionStep[]> Advance(DateTimeOffset now) => Task.WhenAll(Indexes.Select(index =>
        Partition(index).Advance(now, _acknowledged.GetValueOrDefault(index))));

    /// <summary>Carries every step after the advance: siblings compare themselves, then entities judge what they and
    /// their callers say together. Newer steps take the place of older ones.</summary>
    public async Task Share(PartitionStep[] steps, DateTimeOffset now)
    {
        var leans = steps.SelectMany(step => step.Leans).ToArray();
        await Compare(steps, now);
        await Pool(steps, leans, now);
    }

    private async Task Pool(PartitionStep[] steps, LeanSignal[] leans, DateTimeOffset now)
    {
        var readings = leans.Length == 0 ? [] : _leaning.Read(leans, Graph, now);
        var shares = readings.GroupBy(reading => PartitionOf(reading.Entity)).Where(share => share.Key >= 0).ToArray();
        var newer = await Task.WhenAll(shares.Select(share => Partition(share.Key).Pool([.. share], now)));
        for (var i = 0; i < shares.Length; i++)
        {
            steps[shares[i].Key] = newer[i];
        }
    }

    /// <summary>Lets siblings compare themselves, where there are any, and puts the newer steps in place of the
    /// older.</summary>
    private async Task Compare(PartitionStep[] steps, DateTimeOffset now)
    {
        var medians = SiblingComparison.Medians(steps.SelectMany(step => step.Signals));
        if (medians.IsEmpty)
        {
            return;
        }

        var signalled = Indexes.Where(index => !steps[index].Signals.IsEmpty).ToArray();
        var newer = await Task.WhenAll(signalled.Select(index => Partition(index).Compare(medians, now)));
        for (var i = 0; i < signalled.Length; i++)
        {
            steps[signalled[i]] = newer[i];
        }
    }

    /// <summary>Remembers that everything in these steps is stored; the partitions hear of it with the next
    /// advance.</summary>
    public void Acknowledge(PartitionStep[] steps)
    {
        for (var index = 0; index < steps.Length; index++)
        {
            _acknowledged[index] = steps[index].Mark;
            _ = steps[index].HasRequests ? _withoutRequests.Remove(index) : _withoutRequests.Add(index);
        }
    }

    /// <summary>What entities' series say of a window, sorted by entity.</summary>
    public async Task<ImmutableArray<EntityEvidence>> Evidence(
        ImmutableArray<EntityId> entities, DateTimeOffset since, DateTimeOffset until)
    {
        var shares = entities.Where(entity => PartitionOf(entity) >= 0)
            .GroupBy(PartitionOf)
            .OrderBy(share => share.Key);
        var answers = await Task.WhenAll(shares.Select(share =>
            Partition(share.Key).Evidence([.. share.Order()], since, until)));
        return [.. answers.SelectMany(answer => answer).OrderBy(evidence => evidence.Entity)];
    }

    /// <summary>Hands entities what happened to their requests.</summary>
    public Task Visit(IEnumerable<RequestBatch> batches) => Task.WhenAll(batches
        .GroupBy(batch => PartitionOf(batch.Entity)).Where(share => share.Key >= 0)
        .Select(share =>
        {
            _withoutRequests.Remove(share.Key);
            return Partition(share.Key).Visit([.. share]);
        }));

    /// <summary>What changed in entities' requests, sorted by entity. Partitions that said they keep none are not
    /// asked.</summary>
    public async Task<ImmutableArray<RequestFinding>> Requests(
        ImmutableArray<EntityId> entities, DateTimeOffset since, DateTimeOffset until)
    {
        var shares = entities.GroupBy(PartitionOf)
            .Where(share => share.Key >= 0 && !_withoutRequests.Contains(share.Key)).OrderBy(share => share.Key);
        var answers = await Task.WhenAll(shares.Select(share =>
            Partition(share.Key).Requests([.. share.Order()], since, until)));
        return [.. answers.SelectMany(answer => answer).OrderBy(finding => finding.Entity)];
    }

    /// <summary>What each source sent of late, all partitions together.</summary>
    public async Task<SourceTallies> Sources()
    {
        var all = new SourceTallies();
        foreach (var tallies in await Task.WhenAll(Indexes.Select(index => Partition(index).Sources())))
        {
            all.Add(tallies);
        }

        return all;
    }

    /// <summary>Numbers and firing alerts of every partition, in order of partition.</summary>
    public Task<PartitionView[]> Views() => Task.WhenAll(Indexes.Select(index => Partition(index).View()));

    /// <summary>Captures and stores what entities learned.</summary>
    /// <returns>How many entities were captured.</returns>
    public async Task<int> Checkpoint() =>
        (await Task.WhenAll(Indexes.Select(index => Partition(index).Checkpoint()))).Sum();

    // A partition that lost its last entity lies beyond the last one in use and gets an empty slice of its own.
    private PartitionSlice SliceOf(
        int index, ImmutableArray<PartitionSlice> slices, ImmutableArray<int> byNode, FloodSettings settings) =>
        index < slices.Length ? slices[index] : PartitionSlice.Cut(Graph, byNode, index, settings);
}
