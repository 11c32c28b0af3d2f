using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.Topology;

public sealed class PartitioningTests
{
    private static readonly ImmutableDictionary<EntityId, int> Nobody = ImmutableDictionary<EntityId, int>.Empty;

    private static readonly TopologySnapshot Estate = new TopologyGraphGenerator(2000, 5).Generate();

    [Fact]
    public void Assign_SmallEstate_IsOnePartition()
    {
        var assigned = Partitioning.Assign(Graph.Of("web -> api @ host1"), Nobody, PartitioningSettings.Default);

        Assert.Equal([0, 0, 0], assigned.Values);
    }

    [Fact]
    public void Assign_EmptyTopology_IsEmpty()
    {
        Assert.Empty(Partitioning.Assign(TopologySnapshot.Empty, Nobody, PartitioningSettings.Default));
    }

    [Fact]
    public void Assign_Estate_KeepsNearTheTargetSize()
    {
        var settings = new PartitioningSettings { TargetSize = 150 };

        var sizes = Partitioning.Assign(Estate, Nobody, settings).Values.CountBy(partition => partition)
            .OrderBy(pair => pair.Key).ToList();

        Assert.Equal(Enumerable.Range(0, sizes.Count), sizes.Select(pair => pair.Key));
        Assert.Equal((2000 + 149) / 150, sizes.Count);
        Assert.All(sizes, pair => Assert.InRange(pair.Value, 1, 300));
    }

    [Fact]
    public void Assign_Rack_StaysWithItsHostsAndWhatRunsThere()
    {
        var text = string.Join(" ; ", Enumerable.Range(0, 12).Select(rack =>
            $"vm{rack}a @ host{rack}a in rack{rack} in zone{rack / 6} ; vm{rack}b @ host{rack}b in rack{rack}"));
        var settings = new PartitioningSettings { TargetSize = 12 };

        var assigned = Partitioning.Assign(Graph.Of(text), Nobody, settings);

        for (var rack = 0; rack < 12; rack++)
        {
            string[] members = [$"host{rack}a", $"host{rack}b", $"vm{rack}a", $"vm{rack}b"];
            Assert.All(members, member => Assert.Equal(assigned[Graph.Id($"rack{rack}")], assigned[Graph.Id(member)]));
        }
    }

    [Fact]
    public void Assign_ServicesWithoutAPlace_CallersAndCalleesMeet()
    {
        // Two chains of six that know nothing of each other: each fits a partition, and neither is cut.
        var snapshot = Graph.Of("a1 -> b1 -> c1 -> d1 -> e1 -> f1 ; a2 -> b2 -> c2 -> d2 -> e2 -> f2");

        var assigned = Partitioning.Assign(snapshot, Nobody, new PartitioningSettings { TargetSize = 6 });

        Assert.All(snapshot.Dependencies, link => Assert.Equal(assigned[link.Dependent], assigned[link.On]));
        Assert.Equal(2, assigned.Values.Distinct().Count());
    }

    [Fact]
    public void Assign_Again_MovesNobody()
    {
        var settings = new PartitioningSettings { TargetSize = 150 };
        var before = Partitioning.Assign(Estate, Nobody, settings);
        var grown = TopologyEdits.Apply(
            Estate, Graph.Of("new-web -> new-api @ host-new in rack-new"), [], replace: false).Next;

        var after = Partitioning.Assign(grown, before, settings);

        Assert.All(before, pair => Assert.Equal(pair.Value, after[pair.Key]));
        Assert.Equal(grown.Entities.Length, after.Count);
    }

    [Fact]
    public void Assign_EntityOfAKnownRack_JoinsIt()
    {
        var settings = new PartitioningSettings { TargetSize = 150 };
        var before = Partitioning.Assign(Estate, Nobody, settings);
        var rack = Estate.Entities.First(entity => entity.Id.Kind is EntityKind.Rack).Id;
        var host = EntityId.Parse("host:fresh");
        var put = new TopologyBuilder().Add(host).Mention(rack).Link(host, rack, DependencyKind.InRack).Build();

        var after = Partitioning.Assign(TopologyEdits.Apply(Estate, put, [], false).Next, before, settings);

        Assert.Equal(after[rack], after[host]);
    }

    [Fact]
    public void Assign_EntitiesGone_AreForgotten()
    {
        var before = Nobody.Add(EntityId.Parse("service:gone"), 3).Add(Graph.Id("web"), 1);

        var after = Partitioning.Assign(Graph.Of("web -> api"), before, PartitioningSettings.Default);

        Assert.Equal(1, after[Graph.Id("web")]);
        Assert.Equal(2, after.Count);
    }

    [Fact]
    public void Assign_LimitOfPartitions_IsKeptByLargerOnes()
    {
        var settings = new PartitioningSettings { TargetSize = 10, MaxPartitions = 4 };

        var sizes = Partitioning.Assign(Estate, Nobody, settings).Values.CountBy(partition => partition).ToList();

        Assert.Equal(4, sizes.Count);
        Assert.All(sizes, pair => Assert.InRange(pair.Value, 300, 800));
    }

    [Fact]
    public void Assign_IndexBeyondTheLimit_IsAssignedAnew()
    {
        var settings = new PartitioningSettings { TargetSize = 10, MaxPartitions = 4 };

        var after = Partitioning.Assign(Graph.Of("web -> api"), Nobody.Add(Graph.Id("web"), 7), settings);

        Assert.InRange(after[Graph.Id("web")], 0, 3);
    }

    [Fact]
    public void Assign_ByPlace_CutsFewerLinksThanByChance()
    {
        var graph = TopologyGraph.Compile(Estate);
        var byPlace = Partitioning.ByNode(
            graph, Partitioning.Assign(Estate, Nobody, new PartitioningSettings { TargetSize = 150 }));
        var containment = Enumerable.Range(0, graph.LinkCount)
            .Where(link => graph.Dependencies[link].Kind is DependencyKind.InRack or DependencyKind.RunsOn).ToList();

        var cut = containment.Count(link => byPlace[graph.DependentOf(link)] != byPlace[graph.DependencyOf(link)]);

        Assert.True(cut < containment.Count / 2, $"{cut} of {containment.Count} containment links are cut");
    }

    [Fact]
    public void ByNode_UnassignedEntity_Throws()
    {
        Assert.Throws<ArgumentException>(() => Partitioning.ByNode(Graph.Compile("web -> api"), Nobody));
    }
}
