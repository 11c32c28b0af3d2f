using AiopsTwin.Engine.Faults;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Tests.World;
using static AiopsTwin.Engine.Tests.Faults.FaultCase;

namespace AiopsTwin.Engine.Tests.Faults;

/// <summary>What the kinds of <see cref="CopyFault"/> do to copies and to those who call them.</summary>
public sealed class CopyFaultTests
{
    [Fact]
    public void ReplicaKill_TwoCopiesOfTwo_AreBackAfterTheirStart()
    {
        var world = Struck(2, WorldCase.Fault("replica-kill", "api", ("replicas", 2)));
        var (gone, refused) = (Copies(world, "api"), Success(world, "web"));

        world.Run(40);

        Assert.Equal((0, 2), (gone, Copies(world, "api")));
        Assert.Equal(0, refused, 3);
        Assert.Equal(1, Success(world, "web"), 3);
    }

    [Fact]
    public void ReplicaKill_OverARamp_KillsOneAfterTheOther()
    {
        var world = FaultCase.World();
        world.Inject(WorldCase.Fault("replica-kill", "api", ("replicas", 2)) with { Ramp = TimeSpan.FromSeconds(200) });
        var copies = new List<int>();
        for (var second = 0; second < 300; second++)
        {
            world.Tick();
            copies.Add(Copies(world, "api"));
        }

        Assert.Equal(1, copies.Min());
        Assert.Equal(60, copies.Count(count => count == 1), 2.0);
    }

    [Fact]
    public void CrashLoop_Copy_IsAwayLongerEachTime()
    {
        var world = FaultCase.World();
        world.Inject(WorldCase.Fault("crash-loop", "api", ("startSeconds", 5), ("upSeconds", 10)));
        var away = new List<int>();
        for (var second = 0; second < 200; second++)
        {
            world.Tick();
            away.Add(Copies(world, "api") == 1 ? 1 : 0);
        }

        // 5, 15, 25 and 45 seconds away, each time 10 seconds up in between.
        var lengths = string.Concat(away).Split('0', StringSplitOptions.RemoveEmptyEntries).Select(run => run.Length);
        Assert.Equal([5, 15, 25, 45], lengths.Take(4));
    }

    [Fact]
    public void WrongReplicas_None_RefusesCallsAndIsAScalingChange()
    {
        var fault = WorldCase.Fault("wrong-replicas", "api", ("replicas", 0));
        var world = Struck(30, fault);

        Assert.Equal((0, 0.0), (Copies(world, "api"), Success(world, "web")));
        Assert.True(Response(world, "web") < 0.05, "refused at once");
        Assert.Equal(
            Engine.Changes.ChangeKind.Scaling, FaultCatalog.Find(fault.Kind)!.Reports(fault, WorldCase.Start)[0].Kind);
    }

    [Fact]
    public void WrongSelector_AllCopies_RunAndGetNothing()
    {
        var world = Struck(30, WorldCase.Fault("wrong-selector", "api"));

        Assert.Equal((2, 0.0), (Copies(world, "api"), Success(world, "web")));
        Assert.Equal(0, world.State.Processes.Served[world.Process("api")]);
        Assert.All(world.Values(10, "api", MetricCatalog.CpuUtilization), use => Assert.True(use < 0.05));
    }

    [Fact]
    public void StartBlocked_KilledCopy_StaysAwayUntilItIsLifted()
    {
        var world = Struck(
            300, WorldCase.Fault("start-blocked", "api"), WorldCase.Fault("replica-kill", "api"));
        var held = Copies(world, "api");

        world.Revert("start-blocked");
        world.Run(2);

        Assert.Equal((1, 2), (held, Copies(world, "api")));
    }

    [Fact]
    public void StartSlow_KilledCopy_TakesThatMuchLonger()
    {
        var world = Struck(
            115, WorldCase.Fault("start-slow", "api", ("factor", 4)), WorldCase.Fault("replica-kill", "api"));
        var before = Copies(world, "api");

        world.Run(10);

        Assert.Equal((1, 2), (before, Copies(world, "api")));
    }

    [Fact]
    public void AutoscalerFrozen_FourTimesTheWork_AddsNoCopies()
    {
        var surge = WorldCase.Fault("traffic-surge", "web", ("factor", 40));
        var free = Struck(120, surge);
        var frozen = Struck(120, WorldCase.Fault("autoscaler-frozen", "worker"), surge);

        Assert.True(free.State.Processes.Replicas[free.Process("worker")] > 2);
        Assert.Equal(2, frozen.State.Processes.Replicas[frozen.Process("worker")]);
    }

    [Fact]
    public void NoiseRestarts_Hour_RestartSingleCopiesAboutAsOftenAsSaid()
    {
        var world = FaultCase.World();
        world.Inject(WorldCase.Fault("noise-restarts", "web,api", ("everyMinutes", 5)));
        var (restarts, fewest, before) = (0, 2, 2);
        for (var second = 0; second < 4 * 3600; second++)
        {
            world.Tick();
            var now = Math.Min(Copies(world, "web"), Copies(world, "api"));
            restarts += now < before ? 1 : 0;
            (before, fewest) = (now, Math.Min(fewest, now));
        }

        Assert.Equal(1, fewest);
        Assert.InRange(restarts, 30, 66);
    }

    [Fact]
    public void ReplicaHang_OneOfTwo_CostsHalfTheCallersTheirTimeout()
    {
        var world = Struck(60, WorldCase.Fault("replica-hang", "api"));

        Assert.Equal(0.5, Success(world, "web"), 0.01);
        Assert.InRange(Response(world, "web"), 0.5, 0.6);
        Assert.Equal(2, Copies(world, "api"));
    }
}
