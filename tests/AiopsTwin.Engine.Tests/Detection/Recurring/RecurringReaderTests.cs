namespace AiopsTwin.Engine.Tests.Detection.Recurring;

/// <summary>From samples to one finding in words.</summary>
public sealed class RecurringReaderTests
{
    private readonly MonitorRig _rig = new();

    [Fact]
    public void Recurring_EveryAfternoonForAMoment_IsOneFindingAndNoAlert()
    {
        Live(5, hour => hour == 15);

        var finding = Assert.Single(_rig.Monitor.Recurring(_rig.State));

        Assert.DoesNotContain(_rig.Raised, alert => alert.Metric == "load");
        Assert.Equal(["load"], finding.Metrics);
        Assert.Equal(TimeSpan.FromDays(1), finding.Pattern.Period);
        Assert.Equal(5, finding.Pattern.Times);
        Assert.Equal(15, finding.NextAt.Hour);
        Assert.True(finding.NextAt > _rig.Now);
        Assert.Equal("load of service:shop deviates every day around 15:00 UTC (±1 s), 5 times.", finding.Summary);
        Assert.Equal(1, _rig.Monitor.Vitals(_rig.State).Recurring);
    }

    [Fact]
    public void Recurring_NightlyJobTheBaselineKnows_IsStillOneFinding()
    {
        var rig = new MonitorRig(intervalSeconds: 300);
        for (var i = 0; i < 8 * 288; i++)
        {
            var next = rig.Now + rig.Interval;
            rig.Send(("load", 10 + (next.Hour == 2 ? 30 : 0) + rig.Noise(0.3)));
        }

        var finding = Assert.Single(rig.Monitor.Recurring(rig.State));

        Assert.Equal((8, TimeSpan.FromDays(1)), (finding.Pattern.Times, finding.Pattern.Period));
        Assert.Contains("every day around 02:0", finding.Summary, StringComparison.Ordinal);
        Assert.InRange(rig.Raised.Count(), 1, 3);
    }

    [Fact]
    public void Recurring_DailyWave_IsNoFinding()
    {
        var rig = new MonitorRig(intervalSeconds: 60);
        for (var i = 0; i < 8 * 1440; i++)
        {
            var wave = 1 + (0.4 * Math.Sin(2 * Math.PI * i / 1440));
            rig.Send(("load", (100 * wave) + rig.Noise(3)));
        }

        Assert.Empty(rig.Monitor.Recurring(rig.State));
    }

    [Fact]
    public void Recurring_TwoDaysOnly_IsNoFinding()
    {
        Live(2, hour => hour == 15);

        Assert.Empty(_rig.Monitor.Recurring(_rig.State));
    }

    [Fact]
    public void Recurring_ItStops_TheFindingLapses()
    {
        Live(5, hour => hour == 15);
        Live(2, _ => false);
        var after = _rig.Monitor.Recurring(_rig.State).Length;
        Live(1, _ => false);

        Assert.Equal(1, after);
        Assert.Empty(_rig.Monitor.Recurring(_rig.State));
    }

    [Fact]
    public void Recurring_SeveralSeriesAtOneTime_AreOneFinding()
    {
        Live(5, hour => hour == 15, "load", "queue");

        Assert.Equal(["load", "queue"], Assert.Single(_rig.Monitor.Recurring(_rig.State)).Metrics);
    }

    [Fact]
    public void Recurring_AfterTheStateWasStored_IsStillKnown()
    {
        Live(4, hour => hour == 15);
        var before = Assert.Single(_rig.Monitor.Recurring(_rig.State));

        _rig.State = StateBytes.Read(StateBytes.Of(_rig.State));

        Assert.Equal(before.Summary, Assert.Single(_rig.Monitor.Recurring(_rig.State)).Summary);
        Assert.Equal(before.Pattern, _rig.Monitor.Recurring(_rig.State)[0].Pattern);
    }

    [Fact]
    public void Evidence_OfAWindow_CarriesTheFinding()
    {
        Live(5, hour => hour == 15);

        var evidence = _rig.Monitor.Evidence(_rig.State, _rig.Now.AddHours(-1), _rig.Now);

        Assert.Equal(5, Assert.Single(evidence.Recurring).Pattern.Times);
    }

    /// <summary>Days from eight to eight; in an hour told, one sample of 10 s stands far out.</summary>
    private void Live(int days, Func<int, bool> isOdd, params string[] metrics)
    {
        for (var i = 0; i < days * 8640; i++)
        {
            var next = _rig.Now + _rig.Interval;
            var spike = isOdd(next.Hour) && next is { Minute: 0, Second: 0 } ? 8 : 0;
            _rig.Send([.. (metrics.Length == 0 ? ["load"] : metrics).Select(
                metric => (metric, 10 + spike + _rig.Noise(0.3)))]);
        }
    }
}
