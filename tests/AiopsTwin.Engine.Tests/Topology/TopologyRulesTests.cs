using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.Topology;

public sealed class TopologyRulesTests
{
    private static readonly TopologySnapshot Good = Graph.Of(
        "web -> api|api2 ; api,api2 -> db1 ; api @ host1 in rack1 in zone1 ; api2 @ host2 in rack1 ; "
        + "host1,host2 via switch1 ; rack1 by feed-a|feed-b ; web ~> queue1 ; web ?> ads");

    [Fact]
    public void Check_GoodOrEmpty_FindsNothing()
    {
        Assert.Empty(TopologyRules.Check(Good));
        Assert.Empty(TopologyRules.Check(TopologySnapshot.Empty));
    }

    [Fact]
    public void Check_EverythingWrong_ListsEveryProblemByName()
    {
        var (web, api) = (Graph.Id("web"), Graph.Id("api"));
        var bad = new TopologySnapshot(
            -1,
            [Named("web"), Named("api"), Named("api"), new Entity(default, Good.Entities[0].Labels)],
            [
                new Dependency(web, web, DependencyKind.CallsSync, 1, Criticality.Required, null),
                new Dependency(web, api, DependencyKind.CallsSync, double.NaN, Criticality.Required, "nowhere"),
                new Dependency(web, Graph.Id("ghost"), (DependencyKind)99, 0, Criticality.Required, null),
                new Dependency(default, api, DependencyKind.CallsSync, 1, Criticality.Required, null),
            ],
            [new RedundancyGroup(web, "empty", 1), new RedundancyGroup(api, "", 1)]);

        var problems = TopologyRules.Check(bad);

        string[] expected =
        [
            "version -1 is negative",
            "service:api: entities are not sorted by id",
            "service:api: listed twice",
            "entity 3 has no id",
            "service:web -> service:web (CallsSync): an entity cannot depend on itself",
            "service:web -> service:api (CallsSync): links are not sorted by dependent, dependency and kind",
            "service:web -> service:api (CallsSync): coupling NaN is not in (0, 1]",
            "service:web -> service:ghost (99): there is no service:ghost",
            "service:web -> service:ghost (99): coupling 0 is not in (0, 1]",
            "service:web -> service:ghost (99): unknown kind or criticality",
            "link 3 has an end without an id",
            "service:web -> service:api (CallsSync): service:web has no group 'nowhere'",
            "service:web group 'empty': no link belongs to it",
            "group 1 has no dependent, or its name is empty or too long",
        ];
        Assert.Equal(expected, problems);
    }

    [Theory]
    [InlineData("service:a", "host:b", DependencyKind.CallsSync, "only a service")]
    [InlineData("host:a", "service:b", DependencyKind.RunsOn, "runs-on leads")]
    [InlineData("service:a", "rack:b", DependencyKind.RunsOn, "runs-on leads")]
    [InlineData("host:a", "instance:b", DependencyKind.RunsOn, "a host runs on another host")]
    [InlineData("host:a", "host:b", DependencyKind.InRack, "in-rack leads")]
    [InlineData("zone:a", "rack:b", DependencyKind.InRack, "in-rack leads")]
    [InlineData("rack:a", "rack:b", DependencyKind.InRack, "a rack stands in a zone")]
    [InlineData("service:a", "external:b", DependencyKind.PoweredBy, "powered-by leads")]
    [InlineData("rack:a", "switch:b", DependencyKind.PoweredBy, "powered-by leads")]
    [InlineData("host:a", "rack:b", DependencyKind.ConnectsThrough, "connects-through leads")]
    public void Check_ImplausibleKinds_SaysWhatTheyShouldBe(
        string dependent, string on, DependencyKind kind, string objection)
    {
        var builder = new TopologyBuilder()
            .Add(EntityId.Parse(dependent)).Add(EntityId.Parse(on))
            .Link(EntityId.Parse(dependent), EntityId.Parse(on), kind);

        builder.TryBuild(1, out _, out var problems);

        Assert.Contains(objection, Assert.Single(problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Check_ContainmentCycle_NamesItsMembersOnly()
    {
        EntityId[] hosts = [.. "abcde".Select(letter => EntityId.Of(EntityKind.Host, $"h{letter}"))];
        var builder = new TopologyBuilder();
        foreach (var host in hosts)
        {
            builder.Add(host);
        }

        // a -> b -> c -> b, c -> d, e -> a: only b and c run on themselves.
        builder.Link(hosts[0], hosts[1], DependencyKind.RunsOn).Link(hosts[1], hosts[2], DependencyKind.RunsOn)
            .Link(hosts[2], hosts[1], DependencyKind.RunsOn).Link(hosts[2], hosts[3], DependencyKind.RunsOn)
            .Link(hosts[4], hosts[0], DependencyKind.RunsOn);

        builder.TryBuild(1, out _, out var problems);

        Assert.Equal(
            ["host:hb: runs on or stands in itself, directly or through others",
                "host:hc: runs on or stands in itself, directly or through others"],
            problems);
    }

    [Fact]
    public void Check_CallCycle_IsFine()
    {
        Assert.Empty(TopologyRules.Check(Graph.Of("a -> b -> c -> a")));
    }

    [Fact]
    public void Check_AtEachLimit_PassesAndOneBeyondDoesNot()
    {
        var exact = new TopologyLimits
        {
            MaxEntities = Good.Entities.Length,
            MaxDependencies = Good.Dependencies.Length,
            MaxGroups = Good.Groups.Length,
            MaxLabels = 0,
        };
        var labelled = new TopologyBuilder().Add(Graph.Id("web"), ("note", new string('x', 5))).Build();

        Assert.Empty(TopologyRules.Check(Good, exact));
        Assert.Single(TopologyRules.Check(Good, exact with { MaxEntities = exact.MaxEntities - 1 }));
        Assert.Single(TopologyRules.Check(Good, exact with { MaxDependencies = exact.MaxDependencies - 1 }));
        Assert.Single(TopologyRules.Check(Good, exact with { MaxGroups = exact.MaxGroups - 1 }));
        Assert.Single(TopologyRules.Check(labelled, exact));
        Assert.Empty(TopologyRules.Check(labelled, TopologyLimits.Default with { MaxTextLength = 5 }));
        Assert.Single(TopologyRules.Check(labelled, TopologyLimits.Default with { MaxTextLength = 4 }));
    }

    [Fact]
    public void Check_MoreProblemsThanListed_CountsTheRest()
    {
        var entity = Named("web");
        var bad = new TopologySnapshot(1, [.. Enumerable.Repeat(entity, 6)], [], []);

        var problems = TopologyRules.Check(bad, TopologyLimits.Default with { MaxProblems = 3 });

        Assert.Equal(4, problems.Length);
        Assert.Equal("and 2 more problems", problems[^1]);
    }

    private static Entity Named(string name) =>
        new(Graph.Id(name), ImmutableSortedDictionary<string, string>.Empty);
}
