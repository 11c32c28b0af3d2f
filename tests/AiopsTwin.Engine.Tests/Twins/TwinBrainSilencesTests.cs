using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Correlation.Words;
using AiopsTwin.Engine.Twins;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.Twins;

public sealed class TwinBrainSilencesTests
{
    private const string Shop = "web -> api -> db1; mail -> queue";

    [Fact]
    public void Silence_OfWhatFires_OpensNothingUntilItEnds()
    {
        var driver = new TwinBrainDriver(Graph.Of(Shop));
        driver.Advance(1);
        var receipt = driver.Brain.Hear(Silence(5, 300, "entity=queue:queue"));
        driver.Receive(Signal.Critical("queue", 10)).Run(10, 290);

        Assert.Equal("SIL-1", receipt.Id);
        Assert.Empty(driver.Incidents);
        Assert.Equal(
            "it began at 14:00:10 and is withheld until 14:05:05 by silence SIL-1 of ana: migration",
            driver.Brain.Why(Signal.Critical("queue", 10).Fingerprint)!.Reason);

        driver.Advance(310);

        Assert.Equal(Graph.Id("queue"), Assert.Single(driver.Incidents).Impact.Single());
    }

    [Fact]
    public void Silence_EndedByAPerson_JudgesWhatStillFires()
    {
        var driver = new TwinBrainDriver(Graph.Of(Shop));
        driver.Advance(1);
        driver.Brain.Hear(Silence(5, 3000, "entity=queue:queue"));
        driver.Receive(Signal.Critical("queue", 10)).Run(10, 100);

        driver.Brain.Hear(Word(WordKind.Expire, 105, "SIL-1") with { Who = "ben" });
        driver.Advance(110);

        var line = Assert.Single(driver.Brain.Silences());
        Assert.Equal(("ben", false), (line.Silence.ExpiredBy, line.IsActive));
        Assert.Single(driver.Incidents);
    }

    [Fact]
    public void Silence_OfWhatAKnownCauseExplains_IsListedAsSupportAndHoldsNothingOpen()
    {
        var driver = new TwinBrainDriver(Graph.Of(Shop));
        driver.Advance(1);
        driver.Brain.Hear(Silence(2, 3000, "entity=service:web"));
        driver.Receive(Signal.Critical("db1", 10), Signal.Critical("api", 15), Signal.Critical("web", 16)).Run(20, 60);

        var incident = Assert.Single(driver.Incidents);
        Assert.DoesNotContain(Graph.Id("web"), incident.Impact);
        Assert.Contains("held back by a gate or a silence",
            incident.Alerts.Single(one => one.Alert.Entity == Graph.Id("web")).Reason, StringComparison.Ordinal);
        Assert.Contains("by silence SIL-1 of ana: migration, and is listed as support",
            driver.Brain.Why(Signal.Critical("web", 16).Fingerprint)!.Reason, StringComparison.Ordinal);

        driver.Receive(Signal.Critical("db1", 10).Ended(70), Signal.Critical("api", 15).Ended(70)).Run(80, 90);

        Assert.Equal(IncidentState.Mitigated, driver.Incidents.Single().State);
    }

    [Fact]
    public void Silence_OfAllThatFiresInAnIncident_MarksItAndEnds()
    {
        var driver = new TwinBrainDriver(Graph.Of(Shop));
        driver.Receive(Signal.Critical("queue", 0)).Run(10, 60);
        driver.Brain.Hear(Silence(65, 100, "kind=queue", "name=*duration*"));

        driver.Advance(70);
        var silenced = driver.Incidents.Single();
        driver.Advance(170);

        Assert.True(silenced.IsSilenced);
        Assert.False(driver.Incidents.Single().IsSilenced);
    }

    [Fact]
    public void Told_OpenedClosedAndSilenced_CountsWhatPeopleHear()
    {
        var driver = new TwinBrainDriver(Graph.Of(Shop));
        driver.Receive(Signal.Critical("queue", 0)).Run(10, 60);
        var opened = driver.Incidents.Single().Told;
        driver.Brain.Close("INC-1", "ana", "done", TwinBrainDriver.Start.AddSeconds(65), out _);
        driver.Advance(70);

        Assert.Equal((1, 2), (opened, driver.Incidents.Single().Told));
    }

    [Fact]
    public void Silence_ByALabelOfTheMap_Matches()
    {
        var map = Graph.Of(Shop);
        map = map with
        {
            Entities =
            [
                .. map.Entities.Select(entity => entity.Id == Graph.Id("queue")
                    ? entity with { Labels = entity.Labels.SetItem("team", "post") }
                    : entity),
            ],
        };
        var driver = new TwinBrainDriver(map);
        driver.Advance(1);
        driver.Brain.Hear(Silence(5, 300, "label.team=post"));
        driver.Receive(Signal.Critical("queue", 10), Signal.Critical("mail", 10)).Run(10, 100);

        Assert.Equal(Graph.Id("mail"), Assert.Single(driver.Incidents).Impact.Single());
    }

    [Fact]
    public void Silence_SaidTwiceOrTooMany_IsOneOrRefused()
    {
        var settings = TwinSettings.Default with
        {
            Words = WordSettings.Default with { MaxSilences = 1, EndedSilences = 1 },
        };
        var driver = new TwinBrainDriver(Graph.Of(Shop), settings);
        var first = driver.Brain.Hear(Silence(5, 50, "kind=host"));

        Assert.Equal(first, driver.Brain.Hear(Silence(5, 50, "kind=host") with { Who = "ben" }));
        Assert.Equal(
            "1 silences have not ended yet; end one first", driver.Brain.Hear(Silence(6, 50, "kind=rack")).Reason);
        Assert.Equal("SIL-2", driver.Brain.Hear(Silence(60, 10, "kind=rack")).Id);
        Assert.Equal("SIL-3", driver.Brain.Hear(Silence(80, 10, "kind=zone")).Id);
        Assert.Equal("SIL-4", driver.Brain.Hear(Silence(100, 10, "kind=zone")).Id);
        Assert.Equal(
            ["SIL-3", "SIL-4"],
            driver.Brain.Silences().Select(line => line.Silence.Id).Order(StringComparer.Ordinal));
        Assert.Equal("there is no silence SIL-9", driver.Brain.Hear(Word(WordKind.Expire, 110, "SIL-9")).Reason);
    }

    [Fact]
    public void State_OverTheWire_StillWithholds()
    {
        var driver = new TwinBrainDriver(Graph.Of(Shop));
        driver.Advance(1);
        driver.Brain.Hear(Silence(5, 300, "entity=queue:queue"));
        driver.Receive(Signal.Critical("queue", 10)).Run(10, 60);

        var second = new TwinBrainDriver(Graph.Of(Shop), state: Wire.RoundTrip(driver.Brain.State));
        var why = second.Brain.Why(Signal.Critical("queue", 10).Fingerprint)!.Reason;
        second.Run(70, 290);

        Assert.Contains("by silence SIL-1", why, StringComparison.Ordinal);
        Assert.Empty(second.Incidents);

        second.Advance(310);

        Assert.Single(second.Incidents);
    }

    private static OperatorWord Silence(double at, double seconds, params string[] matchers) =>
        Word(WordKind.Silence, at, "") with
        {
            Matchers = [.. matchers.Select(text => SilenceMatcher.Read(text)!)],
            From = TwinBrainDriver.Start.AddSeconds(at),
            Until = TwinBrainDriver.Start.AddSeconds(at + seconds),
        };

    private static OperatorWord Word(WordKind kind, double at, string subject) =>
        new(kind, "ana", "migration", TwinBrainDriver.Start.AddSeconds(at), subject);
}
