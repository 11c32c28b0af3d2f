using AiopsTwin.Engine.Faults;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Tests.World;
using static AiopsTwin.Engine.Tests.Faults.FaultCase;

namespace AiopsTwin.Engine.Tests.Faults;

/// <summary>What the kinds of <see cref="CodeFault"/> do inside a process.</summary>
public sealed class CodeFaultTests
{
    [Fact]
    public void CodeException_TwoInFive_SparesTheCalleesTheirShare()
    {
        var world = Struck(60, WorldCase.Fault("code-exception", "api", ("ratio", 0.4)));

        Assert.Equal(0.6, Success(world, "api"), 0.005);
        Assert.Equal(30, Inflow(world, "cache1"), 0.3);
        Assert.Equal(50, Inflow(world, "api"), 0.3);
    }

    [Fact]
    public void CollectorPauses_TwoSecondsInTen_TakeAFifthOfTheTimeAndMakeRequestsWait()
    {
        var world = Struck(60, WorldCase.Fault("gc-pauses", "api", ("pauseMilliseconds", 2000), ("everySeconds", 10)));

        // Ten milliseconds of work in four fifths of the time, and 2 s * 2 s / (2 * 10 s) of waiting.
        Assert.Equal((0.01 / 0.8) + 0.2, Service(world, "api"), 0.001);
    }

    [Fact]
    public void MemoryHog_UpToTheLimit_LeavesAQuarterOfTheTimeForWork()
    {
        var world = Struck(60, WorldCase.Fault("memory-hog", "api", ("share", 0.9)));

        Assert.Equal(0.04, Service(world, "api"), 0.0001);
        Assert.All(world.Values(10, "api", MetricCatalog.MemoryUtilization), used => Assert.True(used > 0.98));
    }

    [Fact]
    public void ThreadLimit_FewerThanTheWorkNeeds_QueuesBesideAnIdleProcessor()
    {
        var world = Struck(
            60, WorldCase.Fault("thread-limit", "api", ("threads", 1)),
            WorldCase.Fault("table-lock", "api", ("milliseconds", 20)));

        // Two slots for fifty requests of thirty milliseconds: three quarters busy, where sixteen were a tenth.
        Assert.Equal(0.75, world.State.Processes.Rho[world.Process("api")], 0.01);
        Assert.True(world.State.Processes.Wait[world.Process("api")] > 0.02);
    }
}
