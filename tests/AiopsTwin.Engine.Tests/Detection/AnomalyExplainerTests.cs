using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Tests.Detection;

public sealed class AnomalyExplainerTests
{
    private const string Latency = MetricCatalog.RequestDuration;

    [Fact]
    public void Alert_StepOfLatency_SaysExpectedSeenOnsetAndWhyNow()
    {
        var rig = new MonitorRig();
        rig.Run(Latency, 360, 0.2);
        var onset = rig.Now + rig.Interval;
        rig.Run(Latency, 4, 0.4);

        var alert = Assert.Single(rig.Firing);
        var told = Assert.IsType<AnomalyExplanation>(alert.Explanation);
        Assert.Equal("its own baseline", told.Reference);
        Assert.InRange(told.Expected, 0.19, 0.21);
        Assert.InRange(told.Observed, 0.35, 0.45);
        Assert.Equal(told.Observed - told.Expected, told.Deviation, 12);
        Assert.InRange(told.DeviationRatio!.Value, 0.8, 1.2);
        Assert.True(told.Low < told.Expected && told.Expected < told.High && told.High < told.Observed);
        Assert.Equal(5.5, told.Threshold, 9);
        Assert.True(told.Score >= told.Threshold);
        Assert.InRange(onset, told.Onset.From, told.Onset.To);
        Assert.True(told.Onset.To <= alert.RaisedAt);
        Assert.Contains("scored 5.5 or more", told.WhyNow, StringComparison.Ordinal);
        Assert.Contains("not known yet", told.WhyNow, StringComparison.Ordinal);
        Assert.False(told.Slot!.IsKnown);
        Assert.InRange(told.PeakAt, told.Slot.From, told.Slot.To);
    }

    [Fact]
    public void Series_FiringDeviationThatGrows_FollowsItsPeakAndKeepsTheReason()
    {
        var rig = new MonitorRig();
        rig.Run(Latency, 360, 0.2);
        rig.Run(Latency, 5, 0.3);
        var raised = Assert.Single(rig.Firing).Explanation!;
        rig.Run(Latency, 5, 0.6);

        var reading = Assert.Single(rig.Monitor.Series(rig.State));

        Assert.True(reading.Explanation!.Observed > raised.Observed);
        Assert.True(reading.Explanation.PeakAt > raised.PeakAt);
        Assert.Equal(raised.Onset.At, reading.Explanation.Onset.At);
    }

    [Fact]
    public void Alert_AfterTheRecovery_TellsThePeakOfTheWholeEpisode()
    {
        var rig = new MonitorRig();
        rig.Run(Latency, 360, 0.2);
        rig.Run(Latency, 5, 0.3);
        rig.Run(Latency, 5, 0.35);
        var reading = Assert.Single(rig.Monitor.Series(rig.State)).Explanation!;
        rig.Run(Latency, 30, 0.2);

        var ended = Assert.Single(rig.Monitor.Alerts(rig.State));

        Assert.Equal(AlertStatus.Resolved, ended.Status);
        Assert.Equal(reading.Observed, ended.Explanation!.Observed);
        Assert.Equal(reading.PeakAt, ended.Explanation.PeakAt);
        Assert.Null(Assert.Single(rig.Monitor.Series(rig.State)).Explanation);
    }

    [Fact]
    public void Alert_SecondDayAtTheSameTime_NamesTheSlotOfEarlierDays()
    {
        var rig = new MonitorRig(intervalSeconds: 300);
        rig.Run(Latency, 2 * 288, 0.2);
        rig.Run(Latency, 3, 0.5);

        var told = Assert.Single(rig.Firing).Explanation!;

        Assert.True(told.Slot!.IsKnown);
        Assert.Equal(TimeSpan.FromMinutes(10), told.Slot.To - told.Slot.From);
        Assert.Contains("earlier days", told.WhyNow, StringComparison.Ordinal);
    }

    [Fact]
    public void Alert_ProbeThatFails_NeedsNoBaseline()
    {
        var rig = new MonitorRig();
        rig.Send((MetricCatalog.Up, 1));
        rig.Send((MetricCatalog.Up, 0));
        rig.Send((MetricCatalog.Up, 0));

        var told = Assert.Single(rig.Firing).Explanation!;

        Assert.Equal("its probe", told.Reference);
        Assert.Null(told.Slot);
        Assert.Equal(rig.Now - rig.Interval, told.Onset.At);
        Assert.Contains("2 probes in a row", told.WhyNow, StringComparison.Ordinal);
    }

    [Fact]
    public void Alert_Silence_BeganBetweenTheLastSampleAndTheNextOneDue()
    {
        var rig = new MonitorRig();
        rig.Run(Latency, 60, 0.2);
        var heard = rig.Now;
        rig.Advance(TimeSpan.FromMinutes(2));

        var told = Assert.Single(rig.Firing).Explanation!;

        Assert.Equal(heard, told.Onset.From);
        Assert.Equal(heard + rig.Interval, told.Onset.To);
        Assert.Contains("Nothing came for 2 min", told.WhyNow, StringComparison.Ordinal);
    }

    [Fact]
    public void Series_Band_HoldsMostCalmSamplesAndStaysWhileTheyDeviate()
    {
        var rig = new MonitorRig();
        rig.Run(Latency, 360, 0.2);
        rig.Run(Latency, 20, 0.5);

        var reading = Assert.Single(rig.Monitor.Series(rig.State));

        Assert.Equal(reading.Recent.Length, reading.Band.Length);
        var inside = reading.Recent.Zip(reading.Band).Take(44)
            .Count(pair => pair.First.Value >= pair.Second.Low && pair.First.Value <= pair.Second.High);
        Assert.True(inside >= 40, $"{inside} of 44 calm samples lie in the band");
        Assert.All(reading.Band, point => Assert.InRange(point.Center, 0.19, 0.21));
        Assert.All(
            reading.Recent.Zip(reading.Band).Skip(45), pair => Assert.True(pair.First.Value > pair.Second.High));
    }
}
