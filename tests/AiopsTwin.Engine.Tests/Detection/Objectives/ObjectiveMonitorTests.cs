using System.Collections.Immutable;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Detection.Objectives;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.Engine.Tests.Detection.Objectives;

public sealed class ObjectiveMonitorTests
{
    private const string Fast = "availability budget burns fast";
    private const string Slow = "availability budget burns slowly";

    // A minute apart: days go by fast, and the static name of the metric is what counts.
    private readonly MonitorRig _rig = new(intervalSeconds: 60);

    [Fact]
    public void Observe_AllRequestsFailAfterADay_PagesWithinTheMinuteTheBookSays()
    {
        Promise(("slo.availability", "99.9%"));
        Serve(24 * 60, 10, 0);
        var onset = _rig.Now;

        var minutes = ServeUntilRaised(Fast, 60, 10, 1);

        // 14.4 x 0.1 % of an hour is 52 s of full outage.
        Assert.Equal(1, minutes);
        var page = _rig.Firing.Single(alert => alert.Name == Fast);
        Assert.Equal(AlertSeverity.Critical, page.Severity);
        Assert.Equal(MetricCatalog.ErrorRatio, page.Metric);
        Assert.Equal(0.001, page.Expected!.Value, 1e-9);
        Assert.InRange(page.StartsAt, onset, onset.AddMinutes(1));
        Assert.Contains("99.9 % of requests succeed", page.Summary, StringComparison.Ordinal);
        Assert.Contains("of the budget of thirty days is left", page.Summary, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.1, 9)]
    [InlineData(0.03, 29)]
    [InlineData(0.02, 44)]
    public void Observe_ErrorsAtARate_PageWhenTheLongWindowHasBurnt(double errors, int minutes)
    {
        Promise(("slo.availability", "99.9%"));
        Serve(3 * 24 * 60, 10, 0);

        // The long window reaches 14.4 when errors / 60 min = 1.44 %.
        Assert.InRange(ServeUntilRaised(Fast, 120, 10, errors), minutes - 1, minutes + 1);
    }

    [Fact]
    public void Observe_ErrorsTooFewForTheFastestRule_AreFoundByTheSlower()
    {
        Promise(("slo.availability", "99.9%"));
        Serve(3 * 24 * 60, 10, 0);

        // 1 % burns at 10: never 14.4, but 6 over six hours after 3.6 h.
        Assert.InRange(ServeUntilRaised(Fast, 600, 10, 0.01), 210, 222);
    }

    [Fact]
    public void Observe_BudgetSpentTwiceAsFast_IsATicketAndNoPage()
    {
        Promise(("slo.availability", "99%"));
        Serve(24 * 60, 10, 0);

        var minutes = ServeUntilRaised(Slow, 4 * 24 * 60, 10, 0.02);

        Assert.InRange(minutes, 12 * 60, 36 * 60);
        var ticket = _rig.Firing.Single(alert => alert.Name == Slow);
        Assert.Equal(AlertSeverity.Warning, ticket.Severity);
        Assert.DoesNotContain(_rig.Changed, alert => alert.Name == Fast);
        Assert.False(AlertReading.IsHarmful(ticket));
        Assert.Equal(EntityHealth.Healthy, _rig.Monitor.Vitals(_rig.State).Health);
    }

    [Fact]
    public void Observe_OutageOver_ThePageEndsWithTheShortWindow()
    {
        Promise(("slo.availability", "99.9%"));
        Serve(24 * 60, 10, 0);
        Serve(5, 10, 0.5);
        Assert.Contains(_rig.Firing, alert => alert.Name == Fast);

        var minutes = 0;
        while (_rig.Firing.Any(alert => alert.Name == Fast) && minutes++ < 200)
        {
            Serve(1, 10, 0);
        }

        // 5 of 60 minutes at half: the 6 h rule (30 min short window) holds the page longest.
        Assert.InRange(minutes, 5, 36);
        Assert.Equal(AlertStatus.Resolved, _rig.Changed.Last(alert => alert.Name == Fast).Status);
    }

    [Fact]
    public void Observe_FewRequests_AreNotJudgedAndTheReasonIsTold()
    {
        Promise(("slo.availability", "99.9%"));
        Serve(24 * 60, 0.0005, 0);
        Serve(60, 0.0005, 1);

        Assert.DoesNotContain(_rig.Changed, alert => alert.Name is Fast or Slow);
        Assert.Contains("too few to judge", Status().Withheld, StringComparison.Ordinal);
    }

    [Fact]
    public void Observe_NoRequestCounts_TellsWhatIsMissing()
    {
        Promise(("slo.availability", "99.9%"));
        for (var i = 0; i < 100; i++)
        {
            _rig.Send((MetricCatalog.ErrorRatio, 0.5));
        }

        var status = Status();

        Assert.Contains(MetricCatalog.RequestRate, status.Withheld, StringComparison.Ordinal);
        Assert.Null(status.BudgetLeft);
    }

    [Fact]
    public void Objectives_AfterADayOfExactSpending_TellBudgetAndExhaustion()
    {
        Promise(("slo.availability", "99%"));
        Serve((24 * 60) + 30, 10, 0.02);

        var status = Status();

        // Twice as fast for a thirtieth of the period: a fifteenth is spent, the rest lasts half of what is left.
        Assert.Equal(1 - (2 / 30.0), status.BudgetLeft!.Value, 0.01);
        Assert.Equal(status.At.AddDays(14), status.ExhaustedAt!.Value, TimeSpan.FromHours(8));
        Assert.All(status.Windows, window => Assert.Equal(2, window.BurnRate!.Value, 0.02));
        Assert.Equal(600 * 60, status.Windows[2].Requests, 600.0);
    }

    [Fact]
    public void Observe_SlowTail_SpendsTheLatencyBudget()
    {
        Promise(("slo.latency", "95% below 300ms"));
        ServeTimed(24 * 60, 0.1, 0.2);
        var before = Status();

        ServeTimed(240, 0.4, 0.8);

        Assert.InRange(before.Windows[2].BurnRate!.Value, 0, 0.3);
        Assert.InRange(Status().Windows[2].BurnRate!.Value, 8, 14);
        var page = _rig.Firing.Single(alert => alert.Name == "latency budget burns fast");
        Assert.Equal(0.3, page.Expected);
        Assert.Equal(0.8, page.Observed);
    }

    [Fact]
    public void Define_TargetChanged_KeepsWhatWasCounted()
    {
        Promise(("slo.availability", "99%"));
        Serve(24 * 60, 10, 0.02);
        var requests = Status().Windows[^1].Requests;

        Promise(("slo.availability", "98%"));

        Assert.Equal(requests, Status().Windows[^1].Requests);
        Assert.Equal(1, Status().Windows[^1].BurnRate!.Value, 0.01);
    }

    [Fact]
    public void Define_ObjectiveTakenBack_EndsItsAlerts()
    {
        Promise(("slo.availability", "99.9%"));
        Serve(24 * 60, 10, 0);
        Serve(10, 10, 1);

        Promise();

        Assert.DoesNotContain(_rig.Firing, alert => alert.Name == Fast);
        Assert.Empty(_rig.Monitor.Objectives(_rig.State));
    }

    [Fact]
    public void State_SerializedMidway_GoesOnTheSame()
    {
        Promise(("slo.availability", "99.9%"), ("slo.latency", "95% below 300ms"));
        Serve(500, 10, 0.01);
        _rig.State = StateBytes.Read(StateBytes.Of(_rig.State));
        Serve(500, 10, 0.01);
        var resumed = _rig.Monitor.Objectives(_rig.State).Select(status => status.Summary);

        var whole = new ObjectiveMonitorTests();
        whole.Promise(("slo.availability", "99.9%"), ("slo.latency", "95% below 300ms"));
        whole.Serve(1000, 10, 0.01);

        Assert.Equal(whole._rig.Monitor.Objectives(whole._rig.State).Select(status => status.Summary), resumed);
    }

    [Fact]
    public void State_WithAnObjective_IsBounded()
    {
        Serve(3 * 24 * 60, 10, 0.001);
        var without = StateBytes.Of(_rig.State).Length;
        Promise(("slo.availability", "99.9%"));
        Serve(3 * 24 * 60, 10, 0.001);

        Assert.InRange(StateBytes.Of(_rig.State).Length - without, 500, 2500);
    }

    private void Promise(params (string Label, string Value)[] labels) => _rig.Monitor.Define(_rig.State, new Entity(
        _rig.State.Entity, labels.ToImmutableSortedDictionary(pair => pair.Label, pair => pair.Value)));

    private ObjectiveStatus Status() => _rig.Monitor.Objectives(_rig.State)[0];

    private void Serve(int minutes, double rate, double errors)
    {
        for (var i = 0; i < minutes; i++)
        {
            _rig.Send((MetricCatalog.RequestRate, rate), (MetricCatalog.ErrorRatio, errors));
        }
    }

    private void ServeTimed(int minutes, double mean, double percentile)
    {
        for (var i = 0; i < minutes; i++)
        {
            _rig.Send(
                (MetricCatalog.RequestRate, 10), (MetricCatalog.RequestDuration, mean),
                (MetricCatalog.RequestDurationP95, percentile));
        }
    }

    private int ServeUntilRaised(string alert, int most, double rate, double errors)
    {
        for (var i = 1; i <= most; i++)
        {
            Serve(1, rate, errors);
            if (_rig.Firing.Any(firing => firing.Name == alert))
            {
                return i;
            }
        }

        return 0;
    }
}
