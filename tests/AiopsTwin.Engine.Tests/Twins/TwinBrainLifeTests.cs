using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Diagnosis;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Twins;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.Twins;

/// <summary>Incidents are mitigated, closed, reopened, recognised on another day, and never reuse an id.</summary>
public sealed class TwinBrainLifeTests
{
    private const string Shop = "web -> api -> auth -> db1; api -> cart -> db2";
    private const int Day = 86_400;

    [Fact]
    public void Advance_AllAlertsEnded_MitigatedThenClosedAfterTheQuietHold()
    {
        var driver = Opened(out var alert);
        driver.Receive(alert.Ended(100)).Advance(110);
        var mitigated = driver.Incidents[0];

        driver.Run(120, 1200);

        Assert.Equal(IncidentState.Mitigated, mitigated.State);
        Assert.Equal(TwinBrainDriver.Start.AddSeconds(100), mitigated.MitigatedAt);
        Assert.Equal(IncidentState.Closed, driver.Incidents[0].State);
    }

    [Fact]
    public void Told_NewIncident_WhenItHasStoodForTheHold()
    {
        var driver = new TwinBrainDriver(Graph.Of(Shop));
        driver.Receive(Signal.Critical("auth", 0)).Advance(1);

        var told = new[] { 1, 14, 16, 40 }.Select(at =>
        {
            driver.Advance(at);
            return driver.Incidents.Single().Told;
        }).ToArray();

        Assert.Equal([0, 0, 1, 1], told);
    }

    [Fact]
    public void Advance_RootAlertsSoonAfterClosing_ReopensTheIncident()
    {
        var driver = Opened(out var alert);
        driver.Receive(alert.Ended(100)).Run(110, 1100);

        driver.Receive(Signal.Critical("auth", 1200)).Advance(1210);

        var incident = Assert.Single(driver.Incidents);
        Assert.Equal(IncidentState.Diagnosed, incident.State);
        Assert.Null(incident.ClosedAt);
    }

    [Fact]
    public void Advance_RootAlertsLongAfterClosing_OpensANewIncident()
    {
        var driver = Opened(out var alert);
        driver.Receive(alert.Ended(100)).Run(110, 1100);
        driver.Advance(7200);

        driver.Receive(Signal.Critical("auth", 7300)).Advance(7310);

        Assert.Equal(["INC-1", "INC-2"], driver.Incidents.Select(incident => incident.Id));
    }

    [Fact]
    public void Advance_SameTimeOnLaterDays_OneRecurringIncident()
    {
        var driver = new TwinBrainDriver(Graph.Of(Shop));
        for (var day = 0; day < 3; day++)
        {
            var alert = Signal.Critical("db1", (day * Day) + (day * 60));
            driver.Receive(alert).Advance((day * Day) + 200);
            driver.Receive(alert.Ended((day * Day) + 600)).Run((day * Day) + 610, (day * Day) + 1700);
        }

        var incident = Assert.Single(driver.Incidents);
        Assert.Contains(incident.History, entry => entry.Text.Contains("seen 3 times", StringComparison.Ordinal));
    }

    [Fact]
    public void Advance_RecoveryStorm_OpensNothingNew()
    {
        var driver = new TwinBrainDriver(Graph.Of(Shop));
        var root = Signal.Critical("auth", 0);
        var victims = new[] { Signal.Critical("api", 5), Signal.Critical("web", 8) };
        driver.Receive([root, .. victims]).Run(10, 300);
        driver.Receive(root.Ended(300)).Run(310, 400);

        driver.Receive(victims[0].Ended(420), victims[1].Ended(430)).Advance(440);
        driver.Receive(
            Signal.Warning("auth", 445, MetricCatalog.RequestRate),
            Signal.Warning("db1", 446, MetricCatalog.RequestRate));
        driver.Run(450, 480);

        Assert.Equal(IncidentState.Mitigated, Assert.Single(driver.Incidents).State);
    }

    [Fact]
    public void Advance_AfterMitigation_DiagnosisIsKept()
    {
        var driver = Opened(out var alert);
        driver.Receive(alert.Ended(100)).Advance(110);
        var kept = driver.Incidents[0].Diagnosis;
        var questions = driver.Questions;

        driver.Run(120, 800);

        Assert.Same(kept, driver.Incidents[0].Diagnosis);
        Assert.Equal(questions, driver.Questions);
    }

    [Fact]
    public void Advance_OpenWithoutNews_AsksLessAndLess()
    {
        var driver = Opened(out _);
        driver.Run(20, 600);
        var early = driver.Questions;

        driver.Run(3600, 4200);

        Assert.InRange(driver.Questions - early, 0, early / 2);
    }

    [Fact]
    public void Close_ByAPerson_IsRecordedOnceAndNewEpisodesAreJudgedAnew()
    {
        var driver = Opened(out var alert);
        var now = TwinBrainDriver.Start.AddSeconds(50);

        var closed = driver.Brain.Close("INC-1", "kim", "known", now, out var reason);
        var again = driver.Brain.Close("INC-1", "kim", "known", now, out var refused);
        var unknown = driver.Brain.Close("INC-9", "kim", "", now, out _);

        Assert.True(closed);
        Assert.Empty(reason);
        Assert.False(again);
        Assert.Contains("closed already", refused, StringComparison.Ordinal);
        Assert.False(unknown);
        Assert.Contains("closed by kim: known", driver.Incidents[0].History[^1].Text, StringComparison.Ordinal);

        driver.Receive(alert.Ended(60)).Advance(70);
        driver.Receive(Signal.Critical("auth", 80)).Advance(90);

        Assert.NotEqual(IncidentState.Closed, Assert.Single(driver.Incidents).State);
    }

    [Fact]
    public void Advance_EarlierInstant_DoesNothing()
    {
        var driver = Opened(out _);
        var questions = driver.Questions;

        driver.Receive(Signal.Critical("cart", 0));
        driver.Advance(5);

        Assert.Equal(questions, driver.Questions);
        Assert.Equal(TwinBrainDriver.Start.AddSeconds(10), driver.Brain.State.Now);
    }

    [Fact]
    public void State_CarriedIntoANewBrain_GoesOnAsBefore()
    {
        var driver = Opened(out var alert);

        var second = new TwinBrainDriver(Graph.Of(Shop), state: driver.Brain.State);
        second.Receive(Signal.Critical("api", 20)).Advance(30);
        second.Receive(alert.Ended(40), Signal.Critical("api", 20).Ended(40)).Advance(50);

        var incident = Assert.Single(second.Incidents);
        Assert.Equal(2, incident.AlertCount);
        Assert.Equal(IncidentState.Mitigated, incident.State);
    }

    [Fact]
    public void Advance_MoreThanTheLimits_KeepsCountsExactAndListsBounded()
    {
        var settings = TwinSettings.Default with
        {
            Correlation = CorrelationSettings.Default with { MaxAlertsListed = 5 },
            Diagnosis = DiagnosisSettings.Default with { MaxSuspects = 3, MaxEvidence = 2 },
        };
        var driver = new TwinBrainDriver(
            Graph.Of(string.Join(';', Enumerable.Range(0, 20).Select(i => $"vm{i} in rack1"))), settings);
        driver.Receive(Enumerable.Range(0, 20).Select(i => Signal.Silent($"vm{i}", i)));

        driver.Advance(30);

        var incident = Assert.Single(driver.Incidents);
        Assert.Equal(20, incident.AlertCount);
        Assert.Equal(5, incident.Alerts.Length);
        Assert.Equal(19, incident.WithheldCount);
        Assert.Equal(20, incident.Impact.Length);
        Assert.InRange(incident.Diagnosis!.Suspects.Length, 1, 3);
        Assert.All(incident.Diagnosis.Suspects, suspect => Assert.InRange(suspect.Evidence.Length, 1, 2));
    }

    private static TwinBrainDriver Opened(out Alert alert)
    {
        alert = Signal.Critical("auth", 0);
        var driver = new TwinBrainDriver(Graph.Of(Shop));
        driver.Receive(alert).Advance(10);
        Assert.Single(driver.Incidents);
        return driver;
    }
}
