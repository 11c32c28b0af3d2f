using AiopsTwin.Engine.Faults;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Tests.World;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.Faults;

/// <summary>What the kinds of <see cref="TelemetryFault"/> do to reports, and that the world goes on below.</summary>
public sealed class TelemetryFaultTests
{
    [Fact]
    public void TelemetryLoss_HalfOfTheReports_LeavesGapsAndTheWorldAsItIs()
    {
        var (world, reports) = Reports(2000, WorldCase.Fault("telemetry-loss", "api", ("share", 0.5)));

        Assert.InRange(reports.Count, 80, 120);
        Assert.Equal(reports.Count, reports.Select(report => report.Batch.Sequence).Distinct().Count());
        Assert.Equal(FaultCase.Response(FaultCase.Struck(2000), "web"), FaultCase.Response(world, "web"), 12);
    }

    [Fact]
    public void TelemetryLoss_All_IsSilence() =>
        Assert.Empty(Reports(100, WorldCase.Fault("telemetry-loss", "api")).Reports);

    [Fact]
    public void TelemetryDelay_HalfAMinute_TellsOfThen()
    {
        var (_, reports) = Reports(100, WorldCase.Fault("telemetry-delay", "api", ("seconds", 30)));

        Assert.Equal(7, reports.Count);
        Assert.All(reports, report => Assert.Equal(
            TimeSpan.FromSeconds(30), report.At - report.Batch.Samples[0].At));
    }

    [Fact]
    public void TelemetryDuplicate_All_ComesTwiceWithOneSequence()
    {
        var (_, reports) = Reports(100, WorldCase.Fault("telemetry-duplicate", "api"));

        Assert.Equal(20, reports.Count);
        Assert.All(reports.GroupBy(report => report.Batch.Sequence), group => Assert.Equal(2, group.Count()));
    }

    [Fact]
    public void ControlPlaneLoss_KilledCopy_StaysAwayInItsZoneOnly()
    {
        FaultSpec[] killed =
        [
            WorldCase.Fault("replica-kill", "api"), WorldCase.Fault("replica-kill", "cache2") with { Id = "other" },
        ];
        var struck = FaultCase.Struck(60, [WorldCase.Fault("control-plane-loss", "zone1"), .. killed]);

        Assert.Equal((1, 2), (FaultCase.Copies(struck, "api"), FaultCase.Copies(struck, "cache2")));
    }

    private static (Engine.World.SimulatedWorld World, List<(DateTimeOffset At, ObserveBatch Batch)> Reports) Reports(
        int seconds, FaultSpec fault)
    {
        var world = FaultCase.World();
        world.Inject(fault);
        var reports = new List<(DateTimeOffset, ObserveBatch)>();
        for (var second = 0; second < seconds; second++)
        {
            var told = world.Tick();
            var entities = told.Batches.Select(batch => batch.Entity).ToArray();
            Assert.Equal(entities.Order(), entities);
            reports.AddRange(told.Batches.Where(batch => batch.Entity == EstateBuilder.Id("api"))
                .Select(batch => (world.Now, batch)));
        }

        return (world, reports);
    }
}
