using AiopsTwin.Engine.Faults;
using AiopsTwin.Engine.Tests.World;
using static AiopsTwin.Engine.Tests.Faults.FaultCase;

namespace AiopsTwin.Engine.Tests.Faults;

/// <summary>What the kinds of <see cref="RequestFault"/> and <see cref="CallFault"/> do to calls.</summary>
public sealed class RequestFaultTests
{
    [Fact]
    public void HttpAbort_OneInFive_FailsAtOnceAndCostsTheCalleeNothing()
    {
        var world = Struck(60, WorldCase.Fault("http-abort", "cache1", ("ratio", 0.2)));

        Assert.Equal(40, Inflow(world, "cache1"), 0.3);
        Assert.Equal(0.8, Success(world, "api"), 0.005);
        Assert.True(Response(world, "api") < Response(Struck(60), "api"));
    }

    [Fact]
    public void HttpAbort_Entry_FailsItsUsers() =>
        Assert.Equal(0.8, Success(Struck(60, WorldCase.Fault("http-abort", "web", ("ratio", 0.2))), "web"), 0.005);

    [Fact]
    public void HttpDelay_HalfOfTheRequests_TakesNoSlotOfTheCallee()
    {
        var (calm, world) = (Struck(60), Struck(
            60, WorldCase.Fault("http-delay", "cache1", ("milliseconds", 100), ("ratio", 0.5))));

        Assert.Equal(Response(calm, "api") + 0.05, Response(world, "api"), 0.002);
        Assert.Equal(
            calm.State.Processes.Rho[calm.Process("cache1")], world.State.Processes.Rho[world.Process("cache1")], 4);
    }

    [Fact]
    public void WrongTimeout_ShorterThanTheAnswer_FailsMostCalls()
    {
        var world = Struck(60, WorldCase.Fault("wrong-timeout", "api", ("milliseconds", 5)).To("cache1"));

        // Ten exponential milliseconds last longer than five with a chance of about e^-0.5, and db adds to it.
        Assert.InRange(Success(world, "api"), 0.3, 0.45);
        Assert.Equal(50, Inflow(world, "cache1"), 0.5);
    }

    [Fact]
    public void PoolLeak_TwelveAMinute_LeavesHalfAfterAHundredSeconds()
    {
        var fault = WorldCase.Fault("pool-leak", "api", ("perMinute", 12)).To("cache1");
        var world = Struck(101, fault);
        var call = world.State.Impairments.Call(fault.Targets[0], fault.Peer!.Value);
        var half = world.State.Calls.Pool[call];

        world.Run(300);

        Assert.Equal((20, 1), (half, world.State.Calls.Pool[call]));
    }
}
