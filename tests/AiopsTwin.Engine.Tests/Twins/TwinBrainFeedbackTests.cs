using System.Collections.Immutable;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Correlation.Words;
using AiopsTwin.Engine.Twins;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.Twins;

/// <summary>Merges and splits that people say: they beat the twin while they stand, and leave nothing behind when they
/// are undone.</summary>
public sealed class TwinBrainFeedbackTests
{
    private const string Apart = "web -> api; mail -> queue; cron -> store";
    private const string Shop = "web -> api -> auth -> db1";

    [Fact]
    public void Merge_TwoIncidents_IsOneWithBothIdsKept()
    {
        var driver = Three();

        var receipt = driver.Brain.Hear(Merge("INC-2", "INC-1", 70));
        var changed = driver.Brain.TakeChanged();

        Assert.True(receipt.IsAccepted, receipt.Reason);
        Assert.Equal("W-1", receipt.Id);
        Assert.Equal(["INC-1", "INC-2"], changed.Select(incident => incident.Id));
        Assert.Equal("INC-1", changed[1].MergedInto);
        Assert.Equal(IncidentState.Closed, changed[1].State);
        Assert.Equal(
            ["queue:queue", "service:api"], changed[0].Impact.Select(entity => entity.Text));
        Assert.Contains(changed[0].History, entry =>
            entry.Text == "INC-2 was merged into this incident: ana: same vendor (W-1)");
        Assert.Contains("; ana merged INC-2 into it (W-1)", Why(driver, "queue"), StringComparison.Ordinal);
    }

    [Fact]
    public void Merge_BeforePeopleWereTold_LeavesOneThingToTell()
    {
        var driver = new TwinBrainDriver(Graph.Of(Apart));
        driver.Receive(Signal.Critical("api", 0), Signal.Critical("queue", 0)).Advance(1);

        driver.Brain.Hear(Merge("INC-2", "INC-1", 2));
        driver.Advance(20);

        Assert.Equal([1, 0], driver.Incidents.Select(incident => incident.Told));
    }

    [Fact]
    public void Merge_SaidAgain_ChangesNothing()
    {
        var driver = Three();
        driver.Brain.Hear(Merge("INC-2", "INC-1", 70));
        driver.Brain.TakeChanged();

        var again = driver.Brain.Hear(Merge("INC-2", "INC-1", 75) with { Who = "ben", Why = "me too" });

        Assert.Equal(WordReceipt.Accepted("W-1"), again);
        Assert.Empty(driver.Brain.TakeChanged());
        Assert.Single(driver.Brain.Feedback().Words);
    }

    [Fact]
    public void Merge_InAnyOrder_SameIncident()
    {
        var (left, right) = (Three(), Three());

        left.Brain.Hear(Merge("INC-2", "INC-1", 70));
        left.Brain.Hear(Merge("INC-3", "INC-1", 70));
        right.Brain.Hear(Merge("INC-3", "INC-1", 70));
        right.Brain.Hear(Merge("INC-2", "INC-1", 70));
        left.Run(80, 200);
        right.Run(80, 200);

        Assert.Equal(Places(left), Places(right));
        Assert.Equal(3, left.Incidents[0].Impact.Length);
    }

    [Fact]
    public void Merge_WhileItStands_NothingIsTakenOut()
    {
        var driver = Three();
        driver.Brain.Hear(Merge("INC-2", "INC-1", 70));

        driver.Receive(Signal.Critical("mail", 75), Signal.Critical("web", 75)).Run(80, 900);

        Assert.Equal("INC-1", Assert.Single(driver.Incidents, one => one.Impact.Contains(Graph.Id("mail"))).Id);
        Assert.Equal(3, driver.Incidents.Length);
    }

    [Fact]
    public void UndoMerge_AtOnce_EverythingStandsAsBefore()
    {
        var (driver, untouched) = (Three(), Three());
        driver.Brain.Hear(Merge("INC-2", "INC-1", 70));

        var receipt = driver.Brain.Hear(Undo("W-1", 75));
        driver.Run(80, 300);
        untouched.Run(80, 300);

        Assert.True(receipt.IsAccepted);
        Assert.Equal(Places(untouched), Places(driver));
        Assert.Null(driver.Incidents[1].MergedInto);
        Assert.NotEqual(IncidentState.Closed, driver.Incidents[1].State);
        Assert.Equal("ben", driver.Brain.Feedback().Words.Single().UndoneBy);
    }

    [Fact]
    public void UndoMerge_AfterOthersJoined_EachGoesWhereItBelongs()
    {
        var driver = Three();
        driver.Brain.Hear(Merge("INC-2", "INC-1", 70));
        driver.Receive(Signal.Warning("queue", 80, score: 9), Signal.Critical("web", 80)).Run(80, 100);

        driver.Brain.Hear(Undo("W-1", 105));
        driver.Run(110, 200);

        Assert.Equal([Graph.Id("queue")], driver.Incidents[1].Impact);
        Assert.Equal([Graph.Id("api"), Graph.Id("web")], driver.Incidents[0].Impact);
    }

    [Fact]
    public void UndoMerge_FirstWordOfAChain_LeavesTheOtherMerge()
    {
        var driver = Three();
        driver.Brain.Hear(Merge("INC-3", "INC-2", 70));
        driver.Brain.Hear(Merge("INC-2", "INC-1", 71));

        driver.Brain.Hear(Undo("W-1", 75));
        driver.Run(80, 200);

        Assert.Equal([Graph.Id("queue"), Graph.Id("api")], driver.Incidents[0].Impact);
        Assert.Equal("INC-1", driver.Incidents[1].MergedInto);
        Assert.Equal([Graph.Id("store")], driver.Incidents[2].Impact);
        Assert.Equal(2, driver.Incidents[0].AlertCount);
    }

    [Fact]
    public void Merge_WhatCannotBe_IsRefusedWithItsReason()
    {
        var driver = Three();
        driver.Brain.Hear(Merge("INC-2", "INC-1", 70));

        Assert.Equal("there is no incident INC-9", driver.Brain.Hear(Merge("INC-9", "INC-1", 70)).Reason);
        Assert.Equal("there is no incident INC-9", driver.Brain.Hear(Merge("INC-1", "INC-9", 70)).Reason);
        Assert.Equal("INC-1 cannot be merged into itself", driver.Brain.Hear(Merge("INC-1", "INC-1", 70)).Reason);
        Assert.Equal(
            "INC-2 is part of INC-1; say it of that", driver.Brain.Hear(Merge("INC-2", "INC-3", 70)).Reason);
        Assert.Equal(
            "INC-2 is part of INC-1; merge into that", driver.Brain.Hear(Merge("INC-3", "INC-2", 70)).Reason);
        Assert.Equal("say who says it", driver.Brain.Hear(Merge("INC-3", "INC-1", 70) with { Who = " " }).Reason);
        Assert.Equal("nobody said W-7", driver.Brain.Hear(Undo("W-7", 70)).Reason);
    }

    [Fact]
    public void Split_Members_AreAnIncidentOfTheirOwn()
    {
        var driver = Whole();

        var receipt = driver.Brain.Hear(Split("INC-1", 70, "web"));
        driver.Run(80, 90);

        Assert.Equal("INC-2", receipt.Incident);
        Assert.Equal([Graph.Id("web")], driver.Incidents[1].Impact);
        Assert.DoesNotContain(Graph.Id("web"), driver.Incidents[0].Impact);
        Assert.Equal("INC-1", driver.Incidents[1].PartedFrom);
        Assert.Contains("; ana parted it from INC-1 (W-1)", Why(driver, "web"), StringComparison.Ordinal);
    }

    [Fact]
    public void Split_WhileItStands_TheTwinNeverMergesThemAgain()
    {
        var (driver, untouched) = (Whole(), Whole());
        driver.Brain.Hear(Split("INC-1", 70, "web"));

        foreach (var one in (TwinBrainDriver[])[driver, untouched])
        {
            one.Receive(Signal.Critical("db1", 75), Signal.Critical("auth", 80)).Run(80, 900);
        }

        Assert.Single(untouched.Incidents, one => one.MergedInto is null);
        Assert.Equal(2, driver.Incidents.Length);
        Assert.All(driver.Incidents, one => Assert.Null(one.MergedInto));
        Assert.Equal([Graph.Id("web")], driver.Incidents[1].Impact);
        Assert.Contains(
            "ana: same vendor, who parted the two (W-1)",
            driver.Brain.WhyNot(Fingerprint("web"), "INC-1")!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void UndoSplit_Later_TheTwinSaysWhatItWouldHaveSaid()
    {
        var (driver, untouched) = (Whole(), Whole());
        driver.Brain.Hear(Split("INC-1", 70, "web"));
        driver.Run(80, 120);
        untouched.Run(80, 120);

        driver.Brain.Hear(Undo("W-1", 125));
        driver.Run(130, 300);
        untouched.Run(130, 300);

        Assert.Equal(untouched.Incidents[0].Impact, driver.Incidents[0].Impact);
        Assert.Equal(
            untouched.Incidents[0].Diagnosis!.Suspects.Select(one => (one.Entity, one.Posterior)),
            driver.Incidents[0].Diagnosis!.Suspects.Select(one => (one.Entity, one.Posterior)));
        Assert.Equal(untouched.Incidents[0].AlertCount, driver.Incidents[0].AlertCount);
        Assert.Equal("INC-1", driver.Incidents[1].MergedInto);
    }

    [Fact]
    public void Split_SomeAlertsOfAnEntity_ItIsAMemberOfBoth()
    {
        var driver = Whole();
        driver.Receive(Signal.Warning("api", 65, Telemetry.MetricCatalog.RequestDurationP95)).Run(70, 70);
        var leaving = Fingerprint("api", Telemetry.MetricCatalog.RequestDurationP95);

        driver.Brain.Hear(Split("INC-1", 75) with { Alerts = [leaving] });
        driver.Brain.TakeChanged();

        Assert.Contains(Graph.Id("api"), driver.Incidents[0].Impact);
        Assert.Equal([leaving], driver.Incidents[1].Alerts.Select(one => one.Alert.Fingerprint));
    }

    [Fact]
    public void Split_WhatCannotBe_IsRefusedWithItsReason()
    {
        var driver = Whole();

        Assert.Equal("name alerts or entities that leave", driver.Brain.Hear(Split("INC-1", 70)).Reason);
        Assert.Equal("INC-1 has no such alert", driver.Brain.Hear(Split("INC-1", 70, "db1")).Reason);
        Assert.Equal(
            "nothing would be left of INC-1", driver.Brain.Hear(Split("INC-1", 70, "web", "api", "auth")).Reason);
    }

    [Fact]
    public void Merge_WhatAPersonParted_AsksToUndoThatFirst()
    {
        var driver = Whole();
        driver.Brain.Hear(Split("INC-1", 70, "web"));

        var refused = driver.Brain.Hear(Merge("INC-2", "INC-1", 75));

        Assert.Equal("ana parted them (W-1); undo that first", refused.Reason);
    }

    [Fact]
    public void Hear_BeyondTheLimit_ForgetsWhatIsUndoneFirst()
    {
        var settings = TwinSettings.Default with { Words = WordSettings.Default with { MaxFeedback = 1 } };
        var driver = Three(settings);
        driver.Brain.Hear(Merge("INC-2", "INC-1", 70));

        var refused = driver.Brain.Hear(Merge("INC-3", "INC-1", 70));
        driver.Brain.Hear(Undo("W-1", 72));
        var taken = driver.Brain.Hear(Merge("INC-3", "INC-1", 75));

        Assert.False(refused.IsAccepted);
        Assert.Equal("W-2", taken.Id);
        Assert.Equal(["W-2"], driver.Brain.Feedback().Words.Select(one => one.Id));
        Assert.Equal(1, driver.Brain.Feedback().Forgotten);
    }

    [Fact]
    public void State_OverTheWire_KeepsWhatPeopleSaid()
    {
        var driver = Three();
        driver.Brain.Hear(Merge("INC-2", "INC-1", 70));
        driver.Brain.TakeChanged();

        var second = new TwinBrainDriver(Graph.Of(Apart), state: Wire.RoundTrip(driver.Brain.State));
        second.Brain.Hear(Undo("W-1", 75));
        driver.Brain.Hear(Undo("W-1", 75));
        second.Run(80, 200);
        driver.Run(80, 200);

        Assert.Equal(Places(driver), Places(second));
    }

    private static TwinBrainDriver Three(TwinSettings? settings = null)
    {
        var driver = new TwinBrainDriver(Graph.Of(Apart), settings);
        driver.Receive(Signal.Critical("api", 0)).Run(10, 10);
        driver.Receive(Signal.Critical("queue", 15)).Run(20, 20);
        return driver.Receive(Signal.Critical("store", 25)).Run(30, 60);
    }

    private static TwinBrainDriver Whole() => new TwinBrainDriver(Graph.Of(Shop))
        .Receive(Signal.Critical("auth", 0), Signal.Critical("api", 5), Signal.Critical("web", 8)).Run(10, 60);

    private static OperatorWord Merge(string from, string into, double at) =>
        Word(WordKind.Merge, from, at) with { Into = into };

    private static OperatorWord Split(string from, double at, params string[] names) =>
        Word(WordKind.Split, from, at) with { Entities = [.. names.Select(Graph.Id)] };

    private static OperatorWord Undo(string word, double at) => Word(WordKind.Undo, word, at) with { Who = "ben" };

    private static OperatorWord Word(WordKind kind, string subject, double at) =>
        new(kind, "ana", "same vendor", TwinBrainDriver.Start.AddSeconds(at), subject);

    private static string Fingerprint(string name, string metric = Telemetry.MetricCatalog.RequestDuration) =>
        Signal.Critical(name, 0, metric).Fingerprint;

    private static string Why(TwinBrainDriver driver, string name) => driver.Brain.Why(Fingerprint(name))!.Reason;

    private static ImmutableArray<string> Places(TwinBrainDriver driver) =>
    [
        .. driver.Incidents.Select(one => $"{one.Id} {one.State} {one.MergedInto} {one.AlertCount} {one.Severity} "
            + $"{one.Onset:O} {string.Join(' ', one.Impact)} "
            + $"{one.Diagnosis?.Suspects[0].Entity} {one.Diagnosis?.Suspects[0].Posterior}"),
    ];
}
