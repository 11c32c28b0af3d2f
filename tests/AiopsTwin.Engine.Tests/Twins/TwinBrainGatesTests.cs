using AiopsTwin.Engine.Correlation.Words;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.Twins;

public sealed class TwinBrainGatesTests
{
    private const string Shop = "web -> api -> db1; mail -> queue";

    [Fact]
    public void LowFidelity_AnsweredAsUnwantedNearlyAlways_OpensNothing()
    {
        var driver = Annoyed(13);

        driver.Receive(Claim("queue", 50_000)).Run(50_000, 50_300);

        var gate = Assert.Single(driver.Brain.Gates().Gates);
        Assert.Equal(13, driver.Incidents.Length);
        Assert.Equal(("low-fidelity/nagios/load high", GateKind.LowFidelity, 1), (gate.Id, gate.Kind, gate.HeldCount));
        Assert.Contains("13 of 13 answers say unwanted", gate.Held.Single().Reason, StringComparison.Ordinal);
        Assert.Contains("is held back by a gate (low-fidelity/nagios/load high)",
            driver.Brain.Why(Claim("queue", 0).Fingerprint)!.Reason, StringComparison.Ordinal);
        Assert.Equal(1, driver.Brain.Gates().HeldSoFar);
    }

    [Fact]
    public void LowFidelity_OneAnswerLess_OpensAnIncident()
    {
        var driver = Annoyed(12);

        driver.Receive(Claim("queue", 50_000)).Run(50_000, 50_300);

        Assert.Empty(driver.Brain.Gates().Gates);
        Assert.Equal(13, driver.Incidents.Length);
    }

    [Fact]
    public void LowFidelity_LiftedByAPerson_IsJudgedAndStaysLifted()
    {
        var driver = Annoyed(13);
        driver.Receive(Claim("queue", 50_000)).Run(50_000, 50_100);

        var receipt = driver.Brain.Hear(Word(WordKind.Lift, 50_105, "low-fidelity/nagios/load high"));
        driver.Run(50_110, 50_300);
        Answer(driver, "queue", false, 50_310);

        var gate = Assert.Single(driver.Brain.Gates().Gates);
        Assert.True(receipt.IsAccepted, receipt.Reason);
        Assert.True(gate.IsLifted);
        Assert.Equal("ana", gate.Lifted!.Who);
        Assert.Equal(14, driver.Incidents.Length);
        Assert.Equal(0, driver.Brain.Gates().HeldCount);

        Assert.True(driver.Brain.Hear(Word(WordKind.Restore, 50_320, gate.Id)).IsAccepted);
        Assert.False(driver.Brain.Gates().Gates.Single().IsLifted);
    }

    [Fact]
    public void LowFidelity_PartOfAnIncidentSomebodyConfirmed_IsNotGated()
    {
        var driver = Annoyed(12);
        driver.Receive(Claim("queue", 50_000)).Run(50_000, 50_300);
        var id = driver.Incidents[^1].Id;
        driver.Brain.Hear(Word(WordKind.Cause, 50_305, id) with { Cause = Graph.Id("queue") });
        Answer(driver, "queue", false, 50_310);

        Assert.Empty(driver.Brain.Gates().Gates);

        driver.Brain.Hear(Word(WordKind.Undo, 50_315, "W-1"));

        Assert.Single(driver.Brain.Gates().Gates);
    }

    [Fact]
    public void LowFidelity_OfWhatAKnownCauseExplains_IsListedAsSupport()
    {
        var driver = Annoyed(13);

        driver.Receive(Signal.Critical("db1", 50_000), Signal.Critical("api", 50_005), Claim("web", 50_006))
            .Run(50_010, 50_060);

        var incident = driver.Incidents[^1];
        Assert.DoesNotContain(Graph.Id("web"), incident.Impact);
        Assert.Contains(incident.Alerts, one => one.Alert.Entity == Graph.Id("web"));
    }

    [Fact]
    public void Answer_Changed_CountsOnce()
    {
        var driver = new TwinBrainDriver(Graph.Of(Shop));
        driver.Receive(Claim("queue", 0)).Run(10, 20);

        Answer(driver, "queue", false, 30);
        Answer(driver, "queue", false, 31);
        Answer(driver, "queue", true, 32);

        var tally = driver.Brain.State.Voice.Claims["nagios/load high"];
        Assert.Equal((1, 0), (tally.Wanted, tally.Unwanted));
        Assert.False(driver.Brain.Hear(Word(WordKind.Answer, 33, "nobody")).IsAccepted);
    }

    [Fact]
    public void UnknownEntity_OfTheMap_IsHeldUntilTheMapHasIt()
    {
        var driver = new TwinBrainDriver(Graph.Of(Shop));
        driver.Receive(Claim("stranger", 0)).Run(10, 300);

        Assert.Empty(driver.Incidents);
        Assert.Equal("unknown-entity/service:stranger", Assert.Single(driver.Brain.Gates().Gates).Id);

        driver.Brain.SetTopology(Graph.Compile(Shop + "; stranger -> db1"));
        driver.Run(310, 320);

        Assert.Single(driver.Incidents);
        Assert.Empty(driver.Brain.Gates().Gates);
    }

    [Fact]
    public void UnknownEntity_WithoutAnyMap_IsJudged()
    {
        var driver = new TwinBrainDriver(TopologySnapshot.Empty);

        driver.Receive(Claim("stranger", 0)).Run(10, 30);

        Assert.Single(driver.Incidents);
    }

    [Fact]
    public void UnknownEntity_AllLifted_AreJudged()
    {
        var driver = new TwinBrainDriver(Graph.Of(Shop));
        driver.Receive(Claim("stranger", 0)).Run(10, 30);

        driver.Brain.Hear(Word(WordKind.Lift, 35, "unknown-entity/*"));
        driver.Run(40, 50);

        Assert.Single(driver.Incidents);
    }

    [Fact]
    public void NoStart_Repeated_IsHeldWithTheInstantItWasFirstHeardOf()
    {
        var driver = new TwinBrainDriver(Graph.Of(Shop));
        driver.Receive(Claim("queue", 10) with { IsStartUnknown = true }).Run(10, 60);

        driver.Receive(Claim("queue", 70) with { IsStartUnknown = true }).Run(70, 90);

        Assert.Equal(At(10), driver.Brain.Why(Claim("queue", 0).Fingerprint)!.At);
        Assert.Equal("no-start/nagios/load high", Assert.Single(driver.Brain.Gates().Gates).Id);
        Assert.Empty(driver.Incidents);

        driver.Brain.Hear(Word(WordKind.Lift, 95, "no-start/nagios/load high"));
        driver.Advance(100);

        Assert.Single(driver.Incidents);
    }

    [Fact]
    public void NoEntity_UntilItEnds_IsCountedAndListed()
    {
        var driver = new TwinBrainDriver(Graph.Of(Shop));
        var claim = Claim("queue", 0) with { Entity = default, Fingerprint = "f" };
        driver.Receive(claim, claim).Run(10, 60);

        var gate = Assert.Single(driver.Brain.Gates().Gates);
        Assert.Equal((GateKind.NoEntity, 1), (gate.Kind, gate.HeldCount));
        Assert.Equal(1, driver.Brain.Gates().HeldSoFar);
        Assert.False(driver.Brain.Hear(Word(WordKind.Lift, 65, gate.Id)).IsAccepted);

        driver.Receive(claim.Ended(70));

        Assert.Empty(driver.Brain.Gates().Gates);
    }

    [Fact]
    public void Lift_OfNoGate_IsRefused()
    {
        var driver = new TwinBrainDriver(Graph.Of(Shop));

        Assert.Equal("there is no gate 'x'", driver.Brain.Hear(Word(WordKind.Lift, 1, "x")).Reason);
        Assert.Equal("the gate 'x' is not lifted", driver.Brain.Hear(Word(WordKind.Restore, 1, "x")).Reason);
    }

    [Fact]
    public void State_OverTheWire_StillGates()
    {
        var driver = Annoyed(13);

        var second = new TwinBrainDriver(Graph.Of(Shop), state: Wire.RoundTrip(driver.Brain.State));
        second.Receive(Claim("queue", 50_000)).Run(50_000, 50_300);

        Assert.Equal(13, second.Incidents.Length);
    }

    /// <summary>A twin of which people answered so many alerts of one claim as unwanted.</summary>
    private static TwinBrainDriver Annoyed(int times)
    {
        var driver = new TwinBrainDriver(Graph.Of(Shop));
        for (var i = 0; i < times; i++)
        {
            var at = i * 3600.0;
            driver.Receive(Claim("queue", at)).Run(at + 10, at + 20);
            Answer(driver, "queue", false, at + 25);
            driver.Receive(Claim("queue", at).Ended(at + 30)).Advance(at + 40);
            driver.Advance(at + 1800);
        }

        return driver;
    }

    private static void Answer(TwinBrainDriver driver, string name, bool isWanted, double at) =>
        Assert.True(driver.Brain.Hear(
            Word(WordKind.Answer, at, Claim(name, 0).Fingerprint) with { IsWanted = isWanted }).IsAccepted);

    private static Alert Claim(string name, double at) => Signal.Critical(name, at) with
    {
        Fingerprint = $"nagios/{name}",
        Source = "nagios",
        Name = "load high",
        Metric = null,
        Score = 0,
    };

    private static DateTimeOffset At(double seconds) => TwinBrainDriver.Start.AddSeconds(seconds);

    private static OperatorWord Word(WordKind kind, double at, string subject) =>
        new(kind, "ana", "noise", At(at), subject);
}
