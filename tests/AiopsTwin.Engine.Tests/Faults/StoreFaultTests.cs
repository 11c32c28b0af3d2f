using AiopsTwin.Engine.Faults;
using AiopsTwin.Engine.Tests.World;
using static AiopsTwin.Engine.Tests.Faults.FaultCase;

namespace AiopsTwin.Engine.Tests.Faults;

/// <summary>What the kinds of <see cref="StoreFault"/> do to stores and those who ask them.</summary>
public sealed class StoreFaultTests
{
    [Fact]
    public void DiskDelay_Host_SlowsTheStoreThereAndNobodyElse()
    {
        var world = Struck(60, WorldCase.Fault("disk-delay", "host1", ("milliseconds", 20)));

        Assert.Equal((0.03, 0.01), (Math.Round(Service(world, "db"), 4), Math.Round(Service(world, "web"), 4)));
    }

    [Fact]
    public void DiskError_TwoInFive_FailsThem() =>
        Assert.Equal(0.6, Success(Struck(60, WorldCase.Fault("disk-error", "db", ("ratio", 0.4))), "db"), 0.005);

    [Fact]
    public void SilentCorruption_OneTurnover_IsFoundByReadsLater()
    {
        var world = Struck(10, WorldCase.Fault("silent-corruption", "db", ("ratio", 0.5), ("turnoverMinutes", 10)));
        var early = Success(world, "db");
        world.Run(591);

        Assert.True(early > 0.99);
        Assert.Equal(1 - (0.7 * 0.5 * (1 - Math.Exp(-1))), Success(world, "db"), 0.005);
    }

    [Fact]
    public void ReplicaLag_AsLongAsReadsAreOld_MissesWhatIsYounger()
    {
        var world = Struck(60, WorldCase.Fault("replica-lag", "db", ("lagSeconds", 60), ("recencySeconds", 60)));

        Assert.Equal(1 - (0.7 * 0.5 * (1 - Math.Exp(-1))), Success(world, "db"), 0.005);
    }

    [Fact]
    public void Failover_PhaseByPhase_HangsRefusesMissesAndRecovers()
    {
        var world = FaultCase.World();
        var fault = WorldCase.Fault(
            "failover", "db", ("detectSeconds", 20), ("promoteSeconds", 20), ("startSeconds", 60), ("lostSeconds", 60));
        world.Inject(fault);
        var calls = world.State.Impairments.Calls;
        var call = world.State.Impairments.Call(
            Testing.EstateBuilder.Id("cache1"), Testing.EstateBuilder.Id("db"));

        world.Run(10);
        Assert.Equal((0.3, 0.0, 1), (Math.Round(calls.Blocked[call], 9), calls.Refused[call], Copies(world, "db")));
        world.Run(20);
        Assert.Equal((0.0, 0.3), (calls.Blocked[call], Math.Round(calls.Refused[call], 9)));
        world.Run(11);
        Assert.Equal(1 - (0.7 * (1 - Math.Exp(-1))), Success(world, "db"), 0.01);
        world.Run(60);
        Assert.Equal(2, Copies(world, "db"));
        Assert.Equal(1 - (0.7 * (1 - Math.Exp(-1)) * Math.Exp(-1)), Success(world, "db"), 0.01);
    }
}
