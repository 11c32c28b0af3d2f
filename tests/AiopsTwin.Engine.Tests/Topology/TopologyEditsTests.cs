using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.Topology;

public sealed class TopologyEditsTests
{
    private static readonly TopologySnapshot Shop = Graph.Of("web -> api -> db1|db2 ; api @ host1");

    [Fact]
    public void Apply_SameThingAgain_ChangesNothingAndKeepsTheVersion()
    {
        // Built anew, so that nothing is the same object; and in another order.
        var again = Graph.Of("api @ host1 ; web -> api -> db1|db2");

        var (next, added, removed, links) = TopologyEdits.Apply(
            Shop, again with { Entities = [.. again.Entities.Reverse()] }, [], replace: false);

        Assert.Same(Shop, next);
        Assert.Equal((0, 0, 0), (added, removed, links));
    }

    [Fact]
    public void Apply_ReplaceBySameThing_KeepsTheVersion()
    {
        Assert.Same(Shop, TopologyEdits.Apply(Shop, Shop with { Version = 99 }, [], replace: true).Next);
    }

    [Fact]
    public void Apply_AddAnEntity_MovesNothingElse()
    {
        var (next, added, removed, links) = TopologyEdits.Apply(Shop, Graph.Of("ads -> cache1"), [], replace: false);

        Assert.Equal(Shop.Version + 1, next.Version);
        Assert.Equal((2, 0, 1), (added, removed, links));
        Assert.Empty(TopologyRules.Check(next));
        Assert.All(Shop.Entities, entity => Assert.Contains(next.Entities, kept => ReferenceEquals(kept, entity)));
        Assert.All(Shop.Dependencies, link => Assert.Contains(next.Dependencies, kept => ReferenceEquals(kept, link)));
    }

    [Fact]
    public void Apply_OtherLabels_CountsAsAChangeOfVersionOnly()
    {
        var put = new TopologyBuilder().Add(Graph.Id("web"), ("team", "shop")).Build();

        var (next, added, removed, links) = TopologyEdits.Apply(Shop, put, [], replace: false);

        Assert.Equal(Shop.Version + 1, next.Version);
        Assert.Equal((0, 0, 0), (added, removed, links));
        Assert.Equal("shop", next.Entities.Single(entity => entity.Id == Graph.Id("web")).Labels["team"]);
    }

    [Fact]
    public void Apply_ChangedLink_CountsOnce()
    {
        var (next, added, removed, links) = TopologyEdits.Apply(Shop, Graph.Of("web ->0.5 api"), [], replace: false);

        Assert.Equal((0, 0, 1), (added, removed, links));
        Assert.Equal(0.5, next.Dependencies.Single(link => link.Dependent == Graph.Id("web")).Coupling);
    }

    [Fact]
    public void Apply_RemoveAnEntity_TakesItsLinksAndItsGroupsAlong()
    {
        var (next, added, removed, links) = TopologyEdits.Apply(Shop, TopologySnapshot.Empty, [Graph.Id("api")], false);

        Assert.Equal((0, 1, 4), (added, removed, links));
        Assert.Empty(next.Dependencies);
        Assert.Empty(next.Groups);
        Assert.Empty(TopologyRules.Check(next));
    }

    [Fact]
    public void Apply_RemoveAReplica_GroupNeedsAtMostWhatIsLeft()
    {
        var three = Graph.Of("api -> db1|db2|db3/3");

        var next = TopologyEdits.Apply(three, TopologySnapshot.Empty, [Graph.Id("db2")], false).Next;

        Assert.Equal(2, Assert.Single(next.Groups).MinHealthy);
        Assert.Empty(TopologyRules.Check(next));
    }

    [Fact]
    public void Apply_RemoveUnknown_ChangesNothing()
    {
        Assert.Same(Shop, TopologyEdits.Apply(Shop, TopologySnapshot.Empty, [Graph.Id("ghost")], false).Next);
    }

    [Fact]
    public void Apply_RemovedAndPut_ComesBackWithoutItsLinks()
    {
        var put = new TopologyBuilder().Add(Graph.Id("api")).Build();

        var (next, added, removed, links) = TopologyEdits.Apply(Shop, put, [Graph.Id("api")], replace: false);

        Assert.Equal((0, 0, 4), (added, removed, links));
        Assert.Empty(next.Dependencies);
        Assert.Equal(Shop.Entities.Length, next.Entities.Length);
    }

    [Fact]
    public void Apply_Replace_IsTheWholeGraph()
    {
        var (next, added, removed, links) = TopologyEdits.Apply(Shop, Graph.Of("web -> cart"), [], replace: true);

        Assert.Equal(["service:cart", "service:web"], next.Entities.Select(entity => entity.Id.Text));
        Assert.Equal((1, 4, 5), (added, removed, links));
        Assert.Equal(Shop.Version + 1, next.Version);
    }

    [Fact]
    public void Apply_RepeatedInPut_LastCounts()
    {
        var link = Shop.Dependencies.Single(one => one.Dependent == Graph.Id("web"));
        ImmutableArray<Dependency> twice = [link with { Coupling = 0.2 }, link with { Coupling = 0.4 }];

        var next = TopologyEdits.Apply(Shop, new TopologySnapshot(0, [], twice, []), [], replace: false).Next;

        Assert.Equal(0.4, next.Dependencies.Single(one => one.Dependent == Graph.Id("web")).Coupling);
    }

    [Fact]
    public void Apply_LinkToNowhere_IsLeftToTheRules()
    {
        var dangling = new Dependency(
            Graph.Id("web"), EntityId.Parse("service:ghost"), DependencyKind.CallsSync, 1, Criticality.Required, null);

        var next = TopologyEdits.Apply(Shop, new TopologySnapshot(0, [], [dangling], []), [], replace: false).Next;

        var problem = Assert.Single(TopologyRules.Check(next));
        Assert.Contains("there is no service:ghost", problem, StringComparison.Ordinal);
    }
}
