using AiopsTwin.Engine.Topology;
using AiopsTwin.Engine.World.Fitting;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.World.Fitting;

public sealed class HiddenCallsTests
{
    private const int Hours = 4 * 60;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Find_BalancerWhoseWayOnIsNotTraced_FindsWhatStandsBehindIt(ulong seed)
    {
        // web calls search directly and through a balancer; it also calls pay, with which the balancer has nothing to
        // do.
        var estate = EstateBuilder.Of("web -> search -> db", "web -> balancer -> search", "web -> pay -> bank")
            .Process("balancer", model => model with { ServiceTime = TimeSpan.FromMilliseconds(1) })
            .Process("search", model => model with { Replicas = 1, SlotsPerReplica = 1 }).Build();
        var time = FaultFreeTime.Live(estate, [WorldCase.Steady("web", 40) with { Noise = 0.1 }], seed, Hours);

        var found = HiddenCalls.Find(
            TopologyGraph.Compile(estate.Without("balancer", "search")), [time]);

        var call = Assert.Single(found);
        Assert.Equal(("balancer", "search"), (call.Caller.Name, call.Callee.Name));
        Assert.True(call.Evidence > 4, $"{call.Evidence}");
    }

    [Fact]
    public void Find_LeavesThatHaveNothingInCommon_FindsNothing()
    {
        var estate = EstateBuilder.Of("web -> search -> db", "web -> mail", "web -> queue1").Build();
        var time = FaultFreeTime.Live(estate, [WorldCase.Steady("web", 40)], 4, Hours);

        Assert.Empty(HiddenCalls.Find(TopologyGraph.Compile(estate.Topology), [time]));
    }

    [Fact]
    public void AddTo_Graph_GainsTheCalls()
    {
        var estate = EstateBuilder.Of("web -> a", "web -> b -> c").Build();
        var call = new HiddenCall(EstateBuilder.Id("a"), EstateBuilder.Id("b"), 5);

        var topology = HiddenCalls.AddTo(estate.Topology, [call]);

        Assert.Equal(estate.Topology.Dependencies.Length + 1, topology.Dependencies.Length);
        Assert.Contains(
            topology.Dependencies, link => link.Dependent == call.Caller && link.On == call.Callee);
    }
}
