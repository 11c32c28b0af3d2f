using AiopsTwin.Engine.World;
using CsCheck;

namespace AiopsTwin.Engine.Tests.World;

/// <summary>Whatever is called by whom, and whatever breaks: in a <see cref="SimulatedWorld"/> nothing appears,
/// vanishes or becomes not a number.</summary>
public sealed class ConservationTests
{
    [Fact]
    public void Content_RandomEstatesAndFaults_EqualsArrivalsLessDepartures() => RandomWorld.Cases.Sample(
        sample =>
        {
            var (world, faults) = RandomWorld.Build(sample);
            for (var tick = 0; tick < 60; tick++)
            {
                if (tick % 10 == 5 && tick / 10 < faults.Count)
                {
                    world.Inject(faults[tick / 10]);
                }

                var telemetry = world.Tick();
                AssertSane(world);
                Assert.All(
                    telemetry.Batches.SelectMany(batch => batch.Samples),
                    reported => Assert.True(double.IsFinite(reported.Value) && reported.Value >= 0, reported.Metric));
            }
        },
        iter: 60,
        threads: 1);

    private static void AssertSane(SimulatedWorld world)
    {
        var columns = world.State.Processes;
        for (var p = 0; p < columns.Content.Length; p++)
        {
            var gone = columns.TotalServed[p] + columns.TotalLost[p] + columns.TotalReturned[p];
            var present = columns.TotalArrived[p] - gone;
            Assert.Equal(columns.Content[p], present, 1e-6 * Math.Max(1, columns.TotalArrived[p]));
            Assert.InRange(columns.Rho[p], 0, 1);
            Assert.InRange(columns.Success[p], 0, 1);
            Assert.InRange(columns.ShedShare[p], 0, 1);
            AssertUsable("content", columns.Content[p]);
            AssertUsable("mean", columns.ResponseMean[p]);
            AssertUsable("variance", columns.ResponseVariance[p]);
        }

        var calls = world.State.Calls;
        for (var e = 0; e < calls.Count; e++)
        {
            AssertUsable("flow", calls.Flow[e]);
            AssertUsable("held", calls.Held[e]);
            Assert.InRange(calls.TimeoutShare[e], 0, 1);
            Assert.InRange(calls.ErrorShare[e], 0, 1);
            Assert.InRange(calls.PoolRho[e], 0, 1);
        }
    }

    private static void AssertUsable(string what, double value) =>
        Assert.True(double.IsFinite(value) && value >= 0, $"{what} {value}");
}
