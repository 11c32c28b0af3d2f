using System.Collections.Immutable;
using AiopsTwin.Engine.Propagation;
using AiopsTwin.Engine.Topology;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.Propagation;

/// <summary>The rule, against numbers worked out by hand.</summary>
public sealed class PartitionFloodTests
{
    private static readonly FloodSettings Rule = new()
    {
        Links =
        [
            new LinkRule(DependencyKind.CallsSync, 0.8, 0.5, 2),
            new LinkRule(DependencyKind.RunsOn, 1, 0.5, 1),
        ],
    };

    [Fact]
    public void Flood_Chain_MultipliesFactorsAndAddsDelays()
    {
        var reached = Expect("web -> api ->0.5 db", "db", 1);

        Assert.Equal(new FloodReach(Graph.Id("api"), 0.8 * 0.5, 1, 2), reached["api"]);
        Assert.Equal(0.8 * 0.5 * 0.8, reached["web"].Strength, 12);
        Assert.Equal(4, reached["web"].DelaySeconds);
        Assert.Equal(new FloodReach(Graph.Id("db"), 1, 0, 0), reached["db"]);
    }

    [Fact]
    public void Flood_Diamond_TakesTheStrongerWayOnce()
    {
        var reached = Expect("top -> left ->0.9 base; top ->0.5 right -> base", "base", 1);

        Assert.Equal(0.8 * 0.9 * 0.8, reached["top"].Strength, 12);
        Assert.Equal(2, reached["top"].Hops);
        Assert.Equal(4, reached.Count);
    }

    [Fact]
    public void Flood_LongerWayIsStronger_StrengthGrowsButHopsAndDelayStay()
    {
        var reached = Expect("top ->0.1 base; top -> mid -> base", "base", 1);

        Assert.Equal(0.64, reached["top"].Strength, 12);
        Assert.Equal(1, reached["top"].Hops);
        Assert.Equal(2, reached["top"].DelaySeconds);
    }

    [Fact]
    public void Flood_Cycle_EndsWithEachEntityOnce()
    {
        var reached = Expect("a -> b -> c -> a; d -> a", "a", 1);

        Assert.Equal(["a", "b", "c", "d"], reached.Keys.Order());
        Assert.Equal(1, reached["a"].Strength);
        Assert.Equal(0.8, reached["c"].Strength, 12);
        Assert.Equal(0.64, reached["b"].Strength, 12);
    }

    [Fact]
    public void Flood_OptionalLink_CarriesLess()
    {
        var reached = Expect("web ?> ads", "ads", 1);

        Assert.Equal(0.8 * Rule.OptionalExpectation, reached["web"].Strength, 12);
    }

    [Fact]
    public void Flood_BelowFloor_StopsThere()
    {
        var reached = Expect("a ->0.2 b ->0.2 c", "c", 1);

        Assert.Equal(["b", "c"], reached.Keys.Order());
    }

    [Fact]
    public void Flood_OneReplicaOfTwo_LeavesTheDependentAlone()
    {
        var reached = Expect("web -> db1|db2", "db1", 1);

        Assert.Equal(["db1"], reached.Keys);
    }

    [Fact]
    public void Flood_AllReplicasThroughTheirHost_ReachesTheDependentByTheWeakest()
    {
        var reached = Expect("web -> db1|db2; db1 @ host1; db2 @0.5 host1", "host1", 1);

        // Both members are hit: 1 * 0.8 and 0.5 * 0.8; any-of passes on the second largest, with the later delay.
        Assert.Equal(new FloodReach(Graph.Id("web"), 0.4, 2, 3), reached["web"]);
    }

    [Fact]
    public void Flood_TwoOfThreeNeeded_SecondLargestPasses()
    {
        var text = "web -> db1|db2|db3/2; db1 @ host1; db2 @0.5 host1";

        var reached = Expect(text, "host1", 1);

        Assert.Equal(0.4, reached["web"].Strength, 12);
    }

    [Fact]
    public void Flood_TwoOfThreeNeededOneHit_LeavesTheDependentAlone()
    {
        var reached = Expect("web -> db1|db2|db3/2; db1 @ host1", "host1", 1);

        Assert.DoesNotContain("web", reached.Keys);
    }

    [Fact]
    public void Flood_AllNeeded_ActsLikeLinksAlone()
    {
        var reached = Expect("web -> db1|db2/2", "db2", 1);

        Assert.Equal(0.8, reached["web"].Strength, 12);
    }

    [Fact]
    public void Flood_GroupCompletedLater_CountsFromThatRound()
    {
        // db1 is hit in round 1, db2 only in round 2: web is reached in round 3.
        var reached = Expect("web -> db1|db2; db1 @ host1; db2 @ vm1 @ host1", "host1", 1);

        Assert.Equal(3, reached["web"].Hops);
        Assert.Equal(4, reached["web"].DelaySeconds);
    }

    [Fact]
    public void Flood_GroupBesideLinkAlone_LinkAloneCountsWhileTheGroupHolds()
    {
        // The group holds, since db2 is healthy; the second link, by way of the host, stands alone.
        var reached = Expect("web -> db1|db2; db1 @ host1; web @0.5 host1", "host1", 1);

        Assert.Equal(0.5, reached["web"].Strength, 12);
        Assert.Equal(1, reached["web"].Hops);
    }

    [Fact]
    public void Flood_GroupOverTwoKindsToOneEntity_BothMembersFailTogether()
    {
        // One group whose two members are a call to, and a seat on, the same instance: its failure is two failures.
        var web = Graph.Id("web");
        var vm = Graph.Id("vm1");
        var graph = TopologyGraph.Compile(new TopologyBuilder().Mention(web).Mention(vm)
            .Group(new RedundancyGroup(web, "both", 1))
            .Link(new Dependency(web, vm, DependencyKind.CallsSync, 1, Criticality.Required, "both"))
            .Link(new Dependency(web, vm, DependencyKind.RunsOn, 1, Criticality.Required, "both"))
            .Build());

        var reached = Run(graph, FloodDirection.TowardDependents, "vm1", 1);

        Assert.Equal(0.8, reached["web"].Strength, 12);
        Assert.Equal(2, reached["web"].DelaySeconds);
    }

    [Fact]
    public void Suspicion_OfAnAlertingEntity_RunsAlongTheLinks()
    {
        var reached = Run(Graph.Compile("web -> api ->0.5 db"), FloodDirection.TowardDependencies, "web", 0.8);

        Assert.Equal(0.8 * 0.5, reached["api"].Strength, 12);
        Assert.Equal(0.8 * 0.5 * 0.5 * 0.5, reached["db"].Strength, 12);
    }

    [Fact]
    public void Suspicion_MemberOfGroup_GetsItsShareOfTheFailuresNeeded()
    {
        var reached = Run(
            Graph.Compile("web -> db1|db2|db3/2; api -> db4|db5/2"), FloodDirection.TowardDependencies, "web", 1);
        var all = Run(Graph.Compile("api -> db4|db5/2"), FloodDirection.TowardDependencies, "api", 1);

        Assert.Equal(0.25, reached["db1"].Strength, 12);
        Assert.Equal(0.25, reached["db3"].Strength, 12);
        Assert.Equal(0.5, all["db5"].Strength, 12);
    }

    [Fact]
    public void Round_NotLaterThanTheLast_Throws()
    {
        var flood = Prepared("web -> api", "api");
        flood.Round(0, []);

        Assert.Throws<ArgumentOutOfRangeException>(() => flood.Round(0, []));
    }

    [Fact]
    public void Round_MessageForAnotherPartition_Throws()
    {
        var flood = Prepared("web -> api", "api");

        Assert.Throws<ArgumentException>(() => flood.Round(0, [new FloodMessage(0, 99, 0, 0.5, 1)]));
        Assert.Throws<ArgumentException>(() => flood.Round(1, [new FloodMessage(7, 0, 0, 0.5, 1)]));
    }

    [Fact]
    public void Collect_BeforeAnyRound_IsEmpty()
    {
        Assert.Empty(Prepared("web -> api", "api").Collect());
    }

    private static PartitionFlood Prepared(string text, string origin)
    {
        var graph = Graph.Compile(text);
        var slice = PartitionSlice.Cut(graph, [.. new int[graph.NodeCount]], 0, Rule);
        return new PartitionFlood(slice, Rule.Request(FloodDirection.TowardDependents, [new(Graph.Id(origin), 1)]));
    }

    private static Dictionary<string, FloodReach> Expect(string text, string origin, double strength) =>
        Run(Graph.Compile(text), FloodDirection.TowardDependents, origin, strength);

    private static Dictionary<string, FloodReach> Run(
        TopologyGraph graph, FloodDirection direction, string origin, double strength)
    {
        ImmutableArray<int> division = [.. Enumerable.Range(0, graph.NodeCount).Select(node => node % 2)];
        var request = Rule.Request(direction, [new FloodSource(Graph.Id(origin), strength)]);
        var result = FloodRounds.Local(graph, PartitionSlice.CutAll(graph, division, Rule), request);
        return result.Answers[0].Reached.ToDictionary(reach => reach.Entity.Name);
    }
}
