using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Tests.Detection;

public sealed class SampleGateTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Observe_SameInstantTwice_CountsADuplicate()
    {
        var rig = new MonitorRig();
        rig.Run("load", 10, 1, 0);

        var effects = Observe(rig, 0, new Sample("load", rig.Now, 5));

        Assert.Equal((0, 1, 0), (effects.Accepted, effects.Duplicates, effects.Late));
        Assert.Equal(1, rig.Monitor.Series(rig.State).Single().Recent[^1].Value);
    }

    [Fact]
    public void Observe_OneIntervalOutOfOrder_IsKeptInItsPlace()
    {
        var rig = new MonitorRig();
        rig.Run("load", 40, 1, 0);
        var missed = rig.Now + rig.Interval;
        rig.Now = missed;
        rig.Send(("load", 2));

        var effects = Observe(rig, 0, new Sample("load", missed, 1.5));

        var recent = rig.Monitor.Series(rig.State).Single().Recent;
        Assert.Equal(1, effects.Accepted);
        Assert.Equal([1, 1.5, 2], recent.Skip(recent.Length - 3).Select(entry => entry.Value));
        Assert.True(recent.Zip(recent.Skip(1)).All(pair => pair.First.At < pair.Second.At));
    }

    [Fact]
    public void Observe_OlderThanTwoIntervals_CountsLate()
    {
        var rig = new MonitorRig();
        rig.Run("load", 40, 1, 0);

        var effects = Observe(rig, 0, new Sample("load", rig.Now - TimeSpan.FromSeconds(25), 1));

        Assert.Equal((0, 0, 1), (effects.Accepted, effects.Duplicates, effects.Late));
    }

    [Fact]
    public void Observe_SequenceRepeated_DropsTheWholeBatch()
    {
        var rig = new MonitorRig();
        var later = Start.AddSeconds(10);
        Observe(rig, 7, new Sample("a", Start, 1), new Sample("b", Start, 1));

        var repeat = Observe(rig, 7, new Sample("a", later, 1), new Sample("b", later, 1));
        var restarted = Observe(rig, 1, new Sample("a", Start.AddSeconds(20), 1));

        Assert.Equal((0, 2), (repeat.Accepted, repeat.Duplicates));
        Assert.Equal(1, restarted.Accepted);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void Observe_NotFinite_CountsInvalid(double value)
    {
        var rig = new MonitorRig();

        var effects = rig.Send(("load", value));

        Assert.Equal((0, 1), (effects.Accepted, effects.Invalid));
    }

    [Fact]
    public void Observe_Counter_IsJudgedAsARatePerSecond()
    {
        var rig = new MonitorRig();
        for (var i = 0; i < 40; i++)
        {
            rig.Send(("requests_total", 1000 + (50.0 * i)));
        }

        var series = rig.Monitor.Series(rig.State).Single();

        Assert.Equal(39, series.Recent.Length);
        Assert.All(series.Recent, entry => Assert.Equal(5, entry.Value, 9));
        Assert.Equal(5, series.Center, 6);
    }

    [Fact]
    public void Observe_CounterResets_RaisesNothingAndGoesOn()
    {
        var rig = new MonitorRig();
        var total = 0.0;
        for (var i = 0; i < 400; i++)
        {
            total = i == 200 ? 0 : total + (50 * (1 + rig.Noise(0.03)));
            rig.Send(("requests_total", total));
        }

        Assert.Empty(rig.Changed);
        Assert.InRange(rig.Monitor.Series(rig.State).Single().Recent.Min(entry => entry.Value), 0, 6);
    }

    [Fact]
    public void Observe_CounterJumpsBackImplausibly_SkipsOneSample()
    {
        var rig = new MonitorRig();
        for (var i = 0; i < 40; i++)
        {
            rig.Send(("requests_total", 1e6 + (50 * i)));
        }

        var implausible = rig.Send(("requests_total", 9e5));
        var next = rig.Send(("requests_total", 9e5 + 50));

        Assert.Equal(1, implausible.Invalid);
        Assert.Equal(1, next.Accepted);
        Assert.All(rig.Monitor.Series(rig.State).Single().Recent, entry => Assert.Equal(5, entry.Value, 9));
    }

    [Fact]
    public void Observe_CounterWrapsAtThirtyTwoBits_GoesOn()
    {
        var rig = new MonitorRig();
        for (var i = 0; i < 40; i++)
        {
            rig.Send(("bytes_total", (4294967296.0 - 2000 + (100 * i)) % 4294967296.0));
        }

        Assert.All(rig.Monitor.Series(rig.State).Single().Recent, entry => Assert.Equal(10, entry.Value, 6));
    }

    private static MonitorEffects Observe(MonitorRig rig, long sequence, params Sample[] samples) =>
        rig.Monitor.Observe(rig.State, new ObserveBatch(rig.State.Entity, "test", sequence, [.. samples]));
}
