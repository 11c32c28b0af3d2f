using AiopsTwin.Engine.Forecasting;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Tests.Detection;
using AiopsTwin.Engine.Twins;

namespace AiopsTwin.Engine.Tests.Twins;

public sealed class CapacityReaderTests
{
    [Fact]
    public void Read_GrowingDisk_GivesTheDayFromOrdinarySamples()
    {
        var rig = new MonitorRig(intervalSeconds: 3600);
        var start = rig.Now;
        for (var hour = 0; hour < 24 * 30; hour++)
        {
            rig.Send((MetricCatalog.DiskUtilization, 0.3 + (hour * 0.01 / 24)), (MetricCatalog.RequestRate, 50));
        }

        var forecast = Assert.Single(CapacityReader.Read(rig.State, rig.Now, 14, 1.2));

        Assert.Equal(MetricCatalog.DiskUtilization, forecast.Resource);
        Assert.Equal(CapacityVerdict.FullOnDate, forecast.Verdict);
        Assert.Equal(start.AddDays(70), forecast.FullOn!.Value, TimeSpan.FromDays(1));
    }

    [Fact]
    public void Read_AmountInUse_IsHeldAgainstItsLimit()
    {
        var rig = new MonitorRig(intervalSeconds: 3600);
        for (var hour = 0; hour < 24 * 20; hour++)
        {
            rig.Send(("system.filesystem.usage", 1000.0 + hour), ("system.filesystem.limit", 2000.0));
        }

        var forecast = Assert.Single(CapacityReader.Read(rig.State, rig.Now, 14, 1.2));

        Assert.Equal(2000, forecast.Limit);
        Assert.Equal(rig.Now.AddHours(2000 - 1479), forecast.FullOn!.Value, TimeSpan.FromHours(30));
    }

    [Fact]
    public void Read_AmountWithoutALimit_IsLeftOut()
    {
        var rig = new MonitorRig(intervalSeconds: 3600);
        rig.Send(("system.filesystem.usage", 1000.0));

        Assert.Empty(CapacityReader.Read(rig.State, rig.Now, 14, 1.2));
    }

    [Fact]
    public void Read_StateSentOverTheWire_GivesTheSameAnswer()
    {
        var rig = new MonitorRig(intervalSeconds: 3600);
        for (var hour = 0; hour < 24 * 20; hour++)
        {
            rig.Send((MetricCatalog.DiskUtilization, 0.3 + (hour * 0.01 / 24)));
        }

        var copy = StateBytes.Read(StateBytes.Of(rig.State));

        Assert.Equal(
            CapacityReader.Read(rig.State, rig.Now, 14, 1.2)[0].FullOn,
            CapacityReader.Read(copy, rig.Now, 14, 1.2)[0].FullOn);
    }
}
