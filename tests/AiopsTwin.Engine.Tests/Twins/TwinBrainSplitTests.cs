using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.Twins;

/// <summary>One incident that turns out to be two, and what two incidents share.</summary>
public sealed class TwinBrainSplitTests
{
    [Fact]
    public void Advance_TwoSwitchesUnderOneSpine_BecomeTwoIncidents()
    {
        var driver = new TwinBrainDriver(Graph.Of(
            $"{Behind("switch1", 80)};{Behind("switch2", 80)};{Behind("switch3", 40)}"
            + ";switch1 via switch9; switch2 via switch9; switch3 via switch9"));
        var storm = Enumerable.Range(0, 80)
            .SelectMany(i => new[] { Signal.Silent($"vm-switch1-{i}", i % 3), Signal.Silent($"vm-switch2-{i}", i % 3) })
            .ToList();
        driver.Receive(storm.Take(8)).Advance(10);
        driver.Receive(storm.Skip(8)).Run(20, 120);

        var standing = driver.Incidents.Where(incident => incident.MergedInto is null).ToList();
        Assert.Equal(2, standing.Count);
        Assert.All(standing, incident => Assert.Single(
            incident.Impact.Select(entity => entity.Name.Split('-')[1]).Distinct()));
    }

    [Fact]
    public void Advance_SpineThatAlertsLate_KeepsOneIncident()
    {
        var driver = new TwinBrainDriver(Graph.Of(
            $"{Behind("switch1", 40)};{Behind("switch2", 40)};switch1 via switch9; switch2 via switch9"));
        driver.Receive(Enumerable.Range(0, 40).SelectMany(
            i => new[] { Signal.Silent($"vm-switch1-{i}", i % 3), Signal.Silent($"vm-switch2-{i}", i % 3) }));
        driver.Receive(Signal.Silent("switch1", 1), Signal.Silent("switch2", 1)).Run(10, 30);
        driver.Receive(Signal.Silent("switch9", 0)).Run(40, 160);

        var incident = Assert.Single(driver.Incidents, incident => incident.MergedInto is null);
        Assert.Equal(Graph.Id("switch9"), incident.Diagnosis!.Suspects[0].Entity);
    }

    [Fact]
    public void Advance_SwitchesPartedBeforeTheSpineAboveThemAlerts_AreOneAgain()
    {
        var driver = new TwinBrainDriver(Graph.Of(
            $"{Behind("switch1", 40)};{Behind("switch2", 40)};switch1 via switch9; switch2 via switch9"));
        driver.Receive(Enumerable.Range(0, 40).Select(i => Signal.Silent($"vm-switch1-{i}", i % 3)));
        driver.Receive(Signal.Silent("switch1", 1)).Run(10, 20);
        driver.Receive(Enumerable.Range(0, 40).Select(i => Signal.Silent($"vm-switch2-{i}", i % 3)));
        driver.Receive(Signal.Silent("switch2", 1)).Run(30, 60);
        driver.Receive(Signal.Silent("switch9", 0)).Run(70, 160);

        var incident = Assert.Single(driver.Incidents, incident => incident.MergedInto is null);
        Assert.Equal(Graph.Id("switch9"), incident.Diagnosis!.Suspects[0].Entity);
    }

    [Fact]
    public void Advance_ServicesWhoseMachinesTurnOutWell_AreNotTheSwitchBelowThem()
    {
        var services = string.Join(
            ';', Enumerable.Range(0, 12).Select(i => $"web{i} @ vm-switch1-{i}|vm-switch1-{i + 12}"));
        var driver = new TwinBrainDriver(Graph.Of($"{Behind("switch1", 24)};{services}"));
        driver.Receive(Enumerable.Range(0, 12).Select(i => Signal.Critical($"web{i}", i % 3))).Run(10, 30);
        Assert.Equal(Graph.Id("switch1"), Assert.Single(driver.Incidents).Diagnosis!.Suspects[0].Entity);

        driver.Report(EntityKind.Instance);
        driver.Receive(Signal.Critical("web0", 35, MetricCatalog.ErrorRatio)).Run(40, 80);

        Assert.Equal(12, driver.Incidents.Length);
        Assert.All(driver.Incidents, incident => Assert.Equal(
            Assert.Single(incident.Impact), incident.Diagnosis!.Suspects[0].Entity));
    }

    [Fact]
    public void Advance_MachineStillRedLongAfterTheSwitchHealed_GetsItsOwnIncident()
    {
        var driver = new TwinBrainDriver(Graph.Of(Behind("switch1", 20)));
        var alerts = Enumerable.Range(0, 20).Select(i => Signal.Silent($"vm-switch1-{i}", 1))
            .Prepend(Signal.Silent("switch1", 0)).ToList();
        driver.Receive(alerts).Run(10, 300);
        driver.Receive(alerts.Take(20).Select(alert => alert.Ended(305))).Run(310, 880);

        Assert.Single(driver.Incidents);

        driver.Run(890, 960);

        var (storm, own) = (driver.Incidents[0], driver.Incidents[1]);
        Assert.Equal(IncidentState.Mitigated, storm.State);
        Assert.Equal([Graph.Id("vm-switch1-19")], own.Impact);
        Assert.Equal(Graph.Id("vm-switch1-19"), own.Diagnosis!.Suspects[0].Entity);
    }

    [Fact]
    public void Advance_VictimOfTwoIncidents_IsContestedInBothAndCountedOnce()
    {
        var services = string.Join(';', Enumerable.Range(0, 6).Select(i => $"web{i} @ vm-switch1-{i}; web{i} -> db1"));
        var own = string.Join(';', Enumerable.Range(0, 6).Select(i => $"api{i} -> db1"));
        var driver = new TwinBrainDriver(Graph.Of($"{Behind("switch1", 30)};{services};{own}"));
        driver.Receive(Enumerable.Range(0, 30).Select(i => Signal.Silent($"vm-switch1-{i}", 0)));
        driver.Receive(Signal.Silent("switch1", 0), Signal.Critical("db1", 0));
        driver.Receive(Enumerable.Range(0, 6).SelectMany(
            i => new[] { Signal.Critical($"api{i}", 1), Signal.Critical($"web{i}", 1) }));

        driver.Run(10, 120);

        Assert.Equal(2, driver.Incidents.Length);
        foreach (var victim in Enumerable.Range(0, 6).Select(i => Graph.Id($"web{i}")))
        {
            Assert.All(driver.Incidents, incident => Assert.Contains(victim, incident.Contested));
            Assert.Single(driver.Incidents, incident => incident.Impact.Contains(victim));
        }
    }

    [Fact]
    public void Advance_OneOfTwoUplinksDown_TellsWhoLostRedundancy()
    {
        var driver = new TwinBrainDriver(Graph.Of("host1 via switch1|switch2; host2 via switch1|switch2; vm1 @ host1"));
        driver.Receive(Signal.Silent("switch1", 0)).Run(10, 60);

        var incident = Assert.Single(driver.Incidents);
        Assert.Equal([Graph.Id("host1"), Graph.Id("host2")], incident.Degraded);
        Assert.Contains(
            incident.History, entry => entry.Text.Contains("lost what stands in", StringComparison.Ordinal));
    }

    [Fact]
    public void Advance_AlertThatComesAndGoes_IsCalledFlapping()
    {
        var driver = new TwinBrainDriver(Graph.Of("web -> api"));
        for (var minute = 0; minute < 5; minute++)
        {
            var alert = Signal.Critical("api", minute * 60);
            driver.Receive(alert).Advance((minute * 60) + 10);
            driver.Receive(alert.Ended((minute * 60) + 30)).Advance((minute * 60) + 40);
        }

        Assert.True(Assert.Single(driver.Incidents).IsFlapping);
    }

    [Fact]
    public void Advance_MachineTheMapPlacesNowhere_JoinsThoseThatSayTheSame()
    {
        var driver = new TwinBrainDriver(Graph.Of($"{Behind("switch1", 12)};vm-lost;vm-later"));
        driver.Receive(Signal.Silent("vm-lost", 1)).Advance(10);
        driver.Receive(Enumerable.Range(0, 12).Select(i => Signal.Silent($"vm-switch1-{i}", 0)));
        driver.Receive(Signal.Silent("vm-later", 200)).Run(20, 240);

        var standing = driver.Incidents.Where(incident => incident.MergedInto is null).ToList();
        Assert.Equal(2, standing.Count);
        Assert.Contains(Graph.Id("vm-lost"), standing[0].Impact);
        Assert.Equal([Graph.Id("vm-later")], standing[1].Impact);
    }

    [Fact]
    public void Advance_StrangersBesideAStorm_AreNotBlamedOnASwitchWhoseMachinesAreQuiet()
    {
        var strangers = string.Join(';', Enumerable.Range(0, 6).Select(i => $"web{i} @ vm-switch2-{i}"));
        var driver = new TwinBrainDriver(Graph.Of($"{Behind("switch1", 40)};{Behind("switch2", 40)};{strangers}"));
        driver.Receive(Enumerable.Range(0, 40).Select(i => Signal.Silent($"vm-switch1-{i}", 0)));
        for (var i = 0; i < 6; i++)
        {
            driver.Run(10 + (i * 60), 60 + (i * 60)).Receive(Signal.Critical($"web{i}", (i + 1) * 60));
        }

        driver.Run(370, 420);

        Assert.Equal(7, driver.Incidents.Count(incident => incident.MergedInto is null));
        Assert.DoesNotContain(driver.Incidents, incident =>
            incident.Diagnosis!.Suspects[0].Entity == Graph.Id("switch2"));
    }

    [Fact]
    public void Why_AlertBehindASwitch_CitesLinksOfTheMap()
    {
        var driver = new TwinBrainDriver(Graph.Of("vm1 @ host1; host1 via switch1; web -> api"));
        var (victim, stranger) = (Signal.Silent("vm1", 5), Signal.Critical("api", 3));
        driver.Receive(Signal.Silent("switch1", 0), Signal.Silent("host1", 1), victim, stranger).Run(10, 60);

        var inside = driver.Brain.Why(victim.Fingerprint)!;
        var outside = driver.Brain.WhyNot(stranger.Fingerprint, inside.Incident!)!;

        Assert.Equal([Graph.Id("vm1"), Graph.Id("host1"), Graph.Id("switch1")], inside.Path);
        Assert.Contains("14:00:05", inside.Reason, StringComparison.Ordinal);
        Assert.Contains("no few links relate service:api to switch:switch1", outside.Reason, StringComparison.Ordinal);
        Assert.Null(driver.Brain.WhyNot(victim.Fingerprint, inside.Incident!));
        Assert.Null(driver.Brain.Why("unheard of"));
    }

    private static string Behind(string name, int machines) =>
        string.Join(';', Enumerable.Range(0, machines).Select(i => $"vm-{name}-{i} via {name}"));
}
