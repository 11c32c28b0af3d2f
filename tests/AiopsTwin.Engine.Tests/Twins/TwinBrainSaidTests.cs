using System.Collections.Immutable;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Correlation.Words;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.Twins;

/// <summary>Causes that people name: first of their incident, and a small prior for later ones.</summary>
public sealed class TwinBrainSaidTests
{
    private const string Shop = "web -> api -> auth -> db1; web -> cart -> db2";

    [Fact]
    public void Cause_OfAnIncident_StandsFirstWithWhoSaidIt()
    {
        var driver = One();

        var receipt = driver.Brain.Hear(Cause("INC-1", 70, "db1"));
        var at = driver.Brain.TakeChanged().Single();
        driver.Run(80, 200);
        var later = driver.Incidents[0];

        Assert.Equal("W-1", receipt.Id);
        foreach (var incident in (Incident[])[at, later])
        {
            var first = incident.Diagnosis!.Suspects[0];
            Assert.Equal((Graph.Id("db1"), 1, 0.95), (first.Entity, first.Rank, first.Posterior));
            Assert.Equal(EvidenceKind.OperatorWord, first.Evidence[0].Kind);
            Assert.Equal("said by ana: disk was full", first.Evidence[0].Sentence);
            Assert.StartsWith("ana says it is db1: disk was full. By itself the twin says: ",
                incident.Diagnosis.Summary, StringComparison.Ordinal);
            Assert.InRange(incident.Diagnosis.Suspects.Sum(one => one.Posterior), 0.999, 1.001);
        }

        Assert.Contains(later.BlastRadius, reach => reach.Entity == Graph.Id("auth"));
        Assert.Contains(later.History, entry =>
            entry.Text == "the cause is datastore:db1, said by ana: disk was full (W-1)");
    }

    [Fact]
    public void Cause_RuledOut_StandsLastAndTheNextIsFirst()
    {
        var driver = One();
        var own = driver.Incidents[0].Diagnosis!;

        driver.Brain.Hear(Not("INC-1", 70, own.Suspects[0].Entity));
        driver.Run(80, 120);

        var suspects = driver.Incidents[0].Diagnosis!.Suspects;
        Assert.Equal(own.Suspects[1].Entity, suspects[0].Entity);
        Assert.Equal(own.Suspects[0].Entity, suspects[^1].Entity);
        Assert.StartsWith("ana says it is not this", suspects[^1].Evidence[0].Sentence, StringComparison.Ordinal);
        Assert.Equal(Enumerable.Range(1, suspects.Length).First(), suspects[0].Rank);
    }

    [Fact]
    public void UndoCause_AtOnceAndLater_IsWhatTheTwinSays()
    {
        var (driver, untouched) = (One(), One());
        var before = Text(driver.Incidents[0].Diagnosis!);
        driver.Brain.Hear(Cause("INC-1", 70, "db1"));
        driver.Run(80, 120);
        untouched.Run(80, 120);

        driver.Brain.Hear(Undo("W-1", 125));
        var at = Text(driver.Brain.TakeChanged().Single().Diagnosis!);
        driver.Run(130, 300);
        untouched.Run(130, 300);

        Assert.Contains("auth", before, StringComparison.Ordinal);
        Assert.Equal(Text(untouched.Incidents[0].Diagnosis!), Text(driver.Incidents[0].Diagnosis!));
        Assert.DoesNotContain("ana", at, StringComparison.Ordinal);
        Assert.Equal(untouched.Incidents[0].BlastRadius, driver.Incidents[0].BlastRadius);
        Assert.Empty(driver.Brain.Feedback().Learned);
    }

    [Fact]
    public void Cause_OfAClosedIncident_IsSetAndPredictedWithoutReopeningIt()
    {
        var driver = One();
        driver.Brain.Close("INC-1", "ana", "done", TwinBrainDriver.Start.AddSeconds(65), out _);
        driver.Advance(70);

        driver.Brain.Hear(Cause("INC-1", 80, "db1"));
        driver.Run(90, 90);

        var incident = driver.Incidents[0];
        Assert.Equal(IncidentState.Closed, incident.State);
        Assert.Equal(Graph.Id("db1"), incident.Diagnosis!.Suspects[0].Entity);
        Assert.Contains(incident.BlastRadius, reach => reach.Entity == Graph.Id("auth"));
    }

    [Fact]
    public void Cause_SaidAnew_ReplacesTheEarlierWord()
    {
        var driver = One();
        driver.Brain.Hear(Cause("INC-1", 70, "db1"));

        driver.Brain.Hear(Cause("INC-1", 75, "cart"));

        var words = driver.Brain.Feedback().Words;
        Assert.Equal(["W-2", "W-1"], words.Select(one => one.Id));
        Assert.Equal("replaced by W-2", words[1].UndoneWhy);
        Assert.Equal(Graph.Id("cart"), driver.Incidents[0].Diagnosis!.Suspects[0].Entity);
    }

    [Fact]
    public void Cause_WhatCannotBe_IsRefused()
    {
        var driver = One();

        Assert.Equal("say what it is, or what it is not", driver.Brain.Hear(Word("INC-1", 70)).Reason);
        Assert.Equal("the map has no service:nobody", driver.Brain.Hear(Cause("INC-1", 70, "nobody")).Reason);
        Assert.Equal(
            "it cannot be and not be the same",
            driver.Brain.Hear(Cause("INC-1", 70, "api") with { NotCause = Graph.Id("api") }).Reason);
    }

    [Fact]
    public void Correction_OfOneIncident_IsASmallPriorForTheNext()
    {
        var driver = One();
        driver.Brain.Hear(Cause("INC-1", 70, "api"));
        Close(driver, "INC-1", 80);
        var own = Own(Again(new TwinBrainDriver(Graph.Of(Shop))));
        Again(driver);

        var next = driver.Incidents[^1].Diagnosis!;
        var lesson = Assert.Single(driver.Brain.Feedback().Learned);
        var api = next.Suspects.Single(one => one.Entity == Graph.Id("api"));

        Assert.NotEqual("INC-1", driver.Incidents[^1].Id);
        Assert.Equal((Graph.Id("api"), Graph.Id("auth"), 1, 0), (
            lesson.Cause, lesson.InsteadOf, lesson.Corrected, lesson.Passed));
        Assert.Equal(Math.Log(2), lesson.Nats, 5);
        Assert.Equal(
            "service:api was to blame instead of service:auth 1 of 1 times, said by ana: +0.69 nats when both are "
                + "suspected", lesson.Sentence);
        Assert.Equal(lesson.Sentence, api.Evidence[0].Sentence);
        Assert.True(api.Posterior > own.Single(one => one.Entity == Graph.Id("api")).Posterior);
        Assert.Equal(Graph.Id("auth"), next.Suspects[0].Entity);
    }

    [Fact]
    public void Correction_LaterIncidentsPassWithoutOne_IsTakenBackBitByBit()
    {
        var driver = One();
        driver.Brain.Hear(Cause("INC-1", 70, "api"));
        Close(driver, "INC-1", 80);
        Again(driver);
        Close(driver, driver.Incidents[^1].Id, 5000);

        var lesson = Assert.Single(driver.Brain.Feedback().Learned);

        Assert.Equal((1, 1, 0.0), (lesson.Corrected, lesson.Passed, lesson.Nats));
    }

    [Fact]
    public void Corrections_HoweverMany_AddNoMoreThanTheCap()
    {
        var driver = new TwinBrainDriver(Graph.Of(Shop));
        for (var i = 0; i < 6; i++)
        {
            var at = i * 4000.0;
            driver.Receive(Signal.Critical("auth", at), Signal.Warning("api", at + 5)).Run(at + 10, at + 60);
            var id = driver.Incidents[^1].Id;
            driver.Brain.Hear(Cause(id, at + 70, "cart"));
            driver.Receive(Signal.Critical("auth", at).Ended(at + 75), Signal.Warning("api", at + 5).Ended(at + 75));
            Close(driver, id, at + 80);
        }

        Assert.Equal(1, Assert.Single(driver.Brain.Feedback().Learned).Nats);
    }

    [Fact]
    public void UndoneCorrection_NextIncident_IsExactlyAsIfNeverSaid()
    {
        var (driver, untouched) = (One(), One());
        driver.Brain.Hear(Cause("INC-1", 70, "api"));
        driver.Brain.Hear(Undo("W-1", 75));
        foreach (var one in (TwinBrainDriver[])[driver, untouched])
        {
            Close(one, "INC-1", 80);
            Again(one);
        }

        Assert.Equal(Text(untouched.Incidents[^1].Diagnosis!), Text(driver.Incidents[^1].Diagnosis!));
    }

    private static TwinBrainDriver One() => new TwinBrainDriver(Graph.Of(Shop))
        .Receive(Signal.Critical("auth", 0), Signal.Critical("api", 5)).Run(10, 60);

    private static TwinBrainDriver Again(TwinBrainDriver driver) => driver
        .Receive(Signal.Critical("auth", 4000), Signal.Critical("api", 4005)).Run(4010, 4060);

    private static ImmutableArray<Suspect> Own(TwinBrainDriver driver) => driver.Incidents[^1].Diagnosis!.Suspects;

    private static void Close(TwinBrainDriver driver, string incident, double at)
    {
        driver.Brain.Close(incident, "ana", "done", TwinBrainDriver.Start.AddSeconds(at), out _);
        driver.Advance(at + 5);
    }

    private static OperatorWord Cause(string incident, double at, string name) =>
        Word(incident, at) with { Cause = Graph.Id(name) };

    private static OperatorWord Not(string incident, double at, EntityId entity) =>
        Word(incident, at) with { NotCause = entity };

    private static OperatorWord Word(string incident, double at) =>
        new(WordKind.Cause, "ana", "disk was full", TwinBrainDriver.Start.AddSeconds(at), incident);

    private static OperatorWord Undo(string word, double at) =>
        new(WordKind.Undo, "ben", "mistaken", TwinBrainDriver.Start.AddSeconds(at), word);

    private static string Text(DiagnosisReport report) => report.Summary + string.Join(
        '|', report.Suspects.Select(one => $"{one.Rank} {one.Entity} {one.Posterior} {one.Score} "
            + string.Join(',', one.Evidence.Select(reason => reason.Sentence))));
}
