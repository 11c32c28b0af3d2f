using System.Collections.Immutable;
using System.Globalization;
using AiopsTwin.Engine.Changes;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.Twins;

/// <summary>Planned work: what it covers waits, and is judged when the work is over.</summary>
public sealed class TwinBrainPlannedTests
{
    [Fact]
    public void Advance_AlertsBehindWhatIsWorkedOn_OpenNothingUntilItIsOver()
    {
        var driver = new TwinBrainDriver(Graph.Of("vm1 via switch1; vm2 via switch1"));
        driver.Brain.Receive(Window("switch1", 300));
        driver.Receive(Signal.Silent("switch1", 60), Signal.Silent("vm1", 61), Signal.Silent("vm2", 62));

        driver.Run(10, 290);

        Assert.Empty(driver.Incidents);

        driver.Run(300, 320);

        Assert.Single(driver.Incidents);
    }

    [Fact]
    public void Advance_AlertsEndWithTheWork_NobodyIsTold()
    {
        var driver = new TwinBrainDriver(Graph.Of("vm1 via switch1"));
        driver.Brain.Receive(Window("switch1", 300));
        driver.Receive(Signal.Silent("vm1", 60)).Run(10, 200);
        driver.Receive(Signal.Silent("vm1", 60).Ended(200)).Run(210, 600);

        Assert.Empty(driver.Incidents);
    }

    [Fact]
    public void Advance_CallerOfWhatIsWorkedOn_IsStillJudged()
    {
        var driver = new TwinBrainDriver(Graph.Of("web -> api"));
        driver.Brain.Receive(Window("api", 600));
        driver.Receive(Signal.Critical("web", 60)).Run(10, 120);

        Assert.Equal(Graph.Id("web"), Assert.Single(driver.Incidents).Impact.Single());
    }

    [Fact]
    public void Advance_DependentWithAnotherPlaceLeft_IsStillJudged()
    {
        var driver = new TwinBrainDriver(Graph.Of("vm1 via switch1|switch2"));
        driver.Brain.Receive(Window("switch1", 600));
        driver.Receive(Signal.Silent("vm1", 60)).Run(10, 120);

        Assert.Single(driver.Incidents);
    }

    [Fact]
    public void Advance_TroubleOlderThanTheWork_IsStillJudged()
    {
        var driver = new TwinBrainDriver(Graph.Of("vm1 via switch1"));
        driver.Brain.Receive(Window("switch1", 600, from: 200));
        driver.Receive(Signal.Silent("vm1", 60)).Run(10, 120);

        Assert.Single(driver.Incidents);
    }

    [Fact]
    public void Why_PlannedWork_IsNamedWithItsEnd()
    {
        var driver = new TwinBrainDriver(Graph.Of("vm1 via switch1"));
        driver.Brain.Receive(Window("switch1", 600));
        var alert = Signal.Silent("vm1", 60);
        driver.Receive(alert).Run(10, 120);

        var answer = driver.Brain.Why(alert.Fingerprint);

        Assert.NotNull(answer);
        Assert.Null(answer.Incident);
        Assert.Contains("on switch:switch1, planned until 14:10:00", answer.Reason, StringComparison.Ordinal);
    }

    private static ChangeEvent Window(string name, double until, double from = 0) =>
        Signal.Change(name, from, ChangeKind.Infrastructure, "new firmware") with
        {
            Attributes = ImmutableSortedDictionary<string, string>.Empty.Add(
                MaintenanceWindow.UntilAttribute,
                TwinBrainDriver.Start.AddSeconds(until).ToString("O", CultureInfo.InvariantCulture)),
        };
}
