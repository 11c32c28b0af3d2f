using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.Topology;

public sealed class TopologyGraphTests
{
    private static readonly TopologyGraph Shop = Graph.Compile("web -> api|api2|api3/2 ; web,api -> db1");

    [Fact]
    public void Compile_Snapshot_NumbersArePlacesInIt()
    {
        for (var node = 0; node < Shop.NodeCount; node++)
        {
            Assert.True(Shop.TryIndex(Shop.Entities[node].Id, out var number));
            Assert.Equal(node, number);
            Assert.Equal(Shop.Entities[node].Id, Shop.IdOf(node));
        }

        for (var link = 0; link < Shop.LinkCount; link++)
        {
            Assert.Equal(Shop.Dependencies[link].Dependent, Shop.IdOf(Shop.DependentOf(link)));
            Assert.Equal(Shop.Dependencies[link].On, Shop.IdOf(Shop.DependencyOf(link)));
        }
    }

    [Fact]
    public void Links_BothWays_AreThoseOfTheNode()
    {
        Assert.True(Shop.TryIndex(Graph.Id("db1"), out var db));
        Assert.True(Shop.TryIndex(Graph.Id("web"), out var web));

        var dependents = Shop.LinksToDependents(db).ToArray().Select(link => Shop.IdOf(Shop.DependentOf(link)).Name);
        var dependencies = Shop.LinksToDependencies(web).ToArray()
            .Select(link => Shop.IdOf(Shop.DependencyOf(link)).Name);

        Assert.Equal(["api", "web"], dependents);
        Assert.Equal(["db1", "api", "api2", "api3"], dependencies);
        Assert.Empty(Shop.LinksToDependencies(db).ToArray());
    }

    [Fact]
    public void Groups_OfAnEntity_KnowMembersAndFailuresNeeded()
    {
        var members = Shop.MembersOf(0).ToArray();

        Assert.Equal(["api", "api2", "api3"], members.Select(link => Shop.IdOf(Shop.DependencyOf(link)).Name));
        Assert.All(members, link => Assert.Equal(0, Shop.GroupOf(link)));
        Assert.Equal(2, Shop.FailuresNeeded(0));
        Assert.Equal(2, Enumerable.Range(0, Shop.LinkCount).Count(link => Shop.GroupOf(link) < 0));
    }

    [Fact]
    public void TryIndex_UnknownOrNone_IsFalse()
    {
        Assert.False(Shop.TryIndex(EntityId.Parse("service:ghost"), out var node));
        Assert.Equal(-1, node);
        Assert.False(Shop.TryIndex(default, out _));
    }

    [Fact]
    public void Compile_SnapshotAgainstTheRules_Throws()
    {
        var good = Shop.Snapshot;
        TopologySnapshot[] broken =
        [
            good with { Entities = [.. good.Entities.Reverse()] },
            good with { Entities = good.Entities[1..] },
            good with { Dependencies = [.. good.Dependencies.Reverse()] },
            good with { Groups = [] },
        ];

        Assert.All(broken, snapshot => Assert.Throws<ArgumentException>(() => TopologyGraph.Compile(snapshot)));
    }
}
