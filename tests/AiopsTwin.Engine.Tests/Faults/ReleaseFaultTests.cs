using AiopsTwin.Engine.Faults;
using AiopsTwin.Engine.Tests.World;
using static AiopsTwin.Engine.Tests.Faults.FaultCase;

namespace AiopsTwin.Engine.Tests.Faults;

/// <summary>What the kinds of <see cref="ReleaseFault"/> do to some or all copies.</summary>
public sealed class ReleaseFaultTests
{
    [Fact]
    public void BadDeploy_OneOfTwoCopies_FailsItsShareAndIsADeployment()
    {
        var fault = WorldCase.Fault("bad-deploy", "api", ("rollout", 0.5), ("errorRatio", 0.4), ("cpuFactor", 3));
        var world = Struck(60, fault);

        Assert.Equal(0.8, Success(world, "api"), 0.005);
        Assert.Equal(2, world.State.Impairments.CpuFactor[world.Process("api")], 9);
        Assert.Equal(
            Engine.Changes.ChangeKind.Deployment,
            Assert.Single(FaultCatalog.Find(fault.Kind)!.Reports(fault, WorldCase.Start)).Kind);
    }

    [Fact]
    public void BadDeploy_OverARamp_IsRolledOutCopyByCopy()
    {
        var world = FaultCase.World();
        var deploy = WorldCase.Fault("bad-deploy", "api", ("errorRatio", 0.4));
        world.Inject(deploy with { Ramp = TimeSpan.FromSeconds(100) });

        world.Run(40);
        var half = Success(world, "api");
        world.Run(80);

        Assert.Equal(0.8, half, 0.005);
        Assert.Equal(0.6, Success(world, "api"), 0.005);
    }

    [Fact]
    public void BadDeploy_Leak_EndsInRestarts()
    {
        var world = FaultCase.World();
        world.Inject(WorldCase.Fault("bad-deploy", "api", ("leakPerMinute", 0.3)));
        var fewest = 2;
        for (var second = 0; second < 600; second++)
        {
            world.Tick();
            fewest = Math.Min(fewest, Copies(world, "api"));
        }

        Assert.Equal(1, fewest);
    }

    [Fact]
    public void ConfigPush_SpreadsOverItsTime_ToOneTargetAfterTheOther()
    {
        var world = FaultCase.World();
        world.Inject(WorldCase.Fault(
            "config-push", "web,api,cache1,db", ("errorRatio", 0.1), ("propagationSeconds", 400)));
        var reached = new List<int>();
        for (var second = 0; second < 420; second++)
        {
            world.Tick();
            reached.Add(world.State.Impairments.ErrorAdd.Count(ratio => ratio > 0));
        }

        Assert.Equal(reached.Order(), reached);
        Assert.True(reached.Distinct().Count() >= 4);
        Assert.Equal(4, reached[^1]);
    }

    [Fact]
    public void GreyFailure_OneSlowCopyOfTwo_IsFeltByThoseItIsDealt()
    {
        var world = Struck(120, WorldCase.Fault("grey-failure", "cache1", ("latencyFactor", 4)));

        // Asked a fifth of the time (it answers four times as slowly), it takes forty milliseconds instead of ten.
        Assert.Equal(0.2, world.State.Processes.GreyShare[world.Process("cache1")], 9);
        Assert.Equal(Response(Struck(120), "cache1") + (0.2 * 0.03), Response(world, "cache1"), 0.001);
    }

    [Fact]
    public void HotShard_NineInTen_FillOneCopyWhileTheOtherIdles()
    {
        var world = Struck(
            120, WorldCase.Fault("hot-shard", "api", ("share", 0.9)),
            WorldCase.Fault("table-lock", "api", ("milliseconds", 150)));

        // 45 requests a second of 160 ms are nine tenths of eight slots; together the copies have room for twice that.
        Assert.Equal(0.9, world.State.Processes.GreyRho[world.Process("api")], 0.01);
        Assert.Equal(0.1, world.State.Processes.Rho[world.Process("api")], 0.01);
    }
}
