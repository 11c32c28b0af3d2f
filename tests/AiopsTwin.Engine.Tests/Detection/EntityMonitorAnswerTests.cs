using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Tests.Detection;

/// <summary>What <see cref="EntityMonitor.Answer"/> does to later alerts.</summary>
public sealed class EntityMonitorAnswerTests
{
    private const string Metric = MetricCatalog.RequestDuration;

    [Fact]
    public void Answer_UnwantedAlert_NeedsALargerDeviationNextTime()
    {
        var untouched = Raised(out _);
        var answered = Raised(out var fingerprint);

        var isKnown = answered.Monitor.Answer(answered.State, fingerprint, isWanted: false, answered.Now);

        Assert.True(isKnown);
        Assert.True(SmallestRaised(answered) >= SmallestRaised(untouched) + 0.03);
    }

    [Fact]
    public void Answer_UnknownAlert_IsFalse()
    {
        var rig = Raised(out _);

        Assert.False(rig.Monitor.Answer(rig.State, "no such alert", isWanted: true, rig.Now));
    }

    [Fact]
    public void Answer_StateSerialised_IsKept()
    {
        var rig = Raised(out var fingerprint);
        rig.Monitor.Answer(rig.State, fingerprint, isWanted: false, rig.Now);

        rig.State = StateBytes.Read(StateBytes.Of(rig.State));

        Assert.True(SmallestRaised(rig) >= SmallestRaised(Raised(out _)) + 0.03);
    }

    private static MonitorRig Raised(out string fingerprint)
    {
        var rig = new MonitorRig(seed: 4);
        rig.Run(Metric, 400, 0.2);
        Assert.NotEqual(0, rig.Run(Metric, 30, 0.3));
        fingerprint = rig.Raised.First().Fingerprint;
        rig.Run(Metric, 8640, 0.2);
        return rig;
    }

    /// <summary>The smallest rise, in steps of a hundredth held for a minute each ten, that raises an alert.</summary>
    private static double SmallestRaised(MonitorRig rig)
    {
        var before = rig.Raised.Count();
        for (var rise = 0.05; rise < 3; rise += 0.01)
        {
            rig.Run(Metric, 6, 0.2 * (1 + rise), noise: 0.01);
            if (rig.Raised.Count() > before)
            {
                return rise;
            }

            rig.Run(Metric, 54, 0.2);
        }

        return double.PositiveInfinity;
    }
}
