using AiopsTwin.Contracts;
using AiopsTwin.Contracts.Incidents;
using AiopsTwin.Contracts.Twins;
using AiopsTwin.Engine.Correlation.Words;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Grains.Durability;
using AiopsTwin.Testing.Cluster;

namespace AiopsTwin.Grains.Tests.Twins;

/// <summary>What people say to a twin through its grain, grains/AiopsTwin.Grains/Twins, and what is left of it after a
/// silo was lost.</summary>
public sealed class TwinWordsTests(ClusterFixture fixture)
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Say_BeforeTheClockBegins_IsRefused()
    {
        var twin = fixture.Cluster.Grains.GetGrain<ITwinGrain>(TwinCluster.NewTwin());

        var receipt = await twin.Say(Word(WordKind.Cause, "INC-1"));

        Assert.Contains("has not begun", receipt.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Say_Merge_IsStoredInTheIncidentsOwnGrains()
    {
        var id = TwinCluster.NewTwin();
        var twin = await Two(fixture.Cluster, id);

        var receipt = await twin.Say(Word(WordKind.Merge, "INC-2") with { Into = "INC-1" });
        var away = await fixture.Cluster.Grains.GetGrain<IIncidentGrain>(GrainKeys.Incident(id, "INC-2")).Get();

        Assert.Equal("W-1", receipt.Id);
        Assert.Equal("INC-1", away!.MergedInto);
        Assert.Equal(Start.AddSeconds(60), (await twin.Feedback()).Words.Single().Word.At);
        Assert.Contains(fixture.Cluster.Log.Of(EventStream.Of(id)), stored => stored.Event.Kind == "word");
    }

    [Fact]
    public async Task Say_Refused_IsNotStored()
    {
        var id = TwinCluster.NewTwin();
        var twin = await Two(fixture.Cluster, id);

        var receipt = await twin.Say(Word(WordKind.Merge, "INC-2") with { Into = "INC-7" });

        Assert.Equal("there is no incident INC-7", receipt.Reason);
        Assert.DoesNotContain(fixture.Cluster.Log.Of(EventStream.Of(id)), stored => stored.Event.Kind == "word");
    }

    [Fact]
    public async Task Words_SiloKilledWithoutACheckpoint_AllStand()
    {
        await using var cluster = await TwinCluster.Start(2, TestOptions.Small);
        var twin = await Two(cluster, TwinCluster.NewTwin("words"));
        await twin.Say(Word(WordKind.Merge, "INC-2") with { Into = "INC-1" });
        await twin.Say(Word(WordKind.Cause, "INC-1") with { Cause = TestTopology.Service("db") });
        await twin.Say(Word(WordKind.Silence, "") with
        {
            Matchers = [new SilenceMatcher("entity", "service:lone", false)],
            From = Start,
            Until = Start.AddHours(1),
        });
        await twin.ReceiveAlerts(
            [Alert("lone", 70), Alert("stranger", 70), Alert("nobody", 70) with { Entity = default }]);
        await twin.Advance(Start.AddSeconds(80));
        await twin.Say(Word(WordKind.Lift, "unknown-entity/*"));
        var before = await Told(twin);

        await cluster.Silos.KillSiloAsync(cluster.SiloOf(twin), TestContext.Current.CancellationToken);
        var after = await Told(twin);
        await twin.Advance(Start.AddSeconds(90));

        Assert.Equal(before, after);
        Assert.Contains(await twin.Incidents(10), incident =>
            incident.Impact.Contains(TestTopology.Service("stranger")));
        Assert.Contains("by silence SIL-1", (await twin.Placement("lone", null))!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Undo_AfterTheTwinWasPutToRest_GivesBackWhatWas()
    {
        var twin = await Two(fixture.Cluster, TwinCluster.NewTwin());
        await twin.Say(Word(WordKind.Merge, "INC-2") with { Into = "INC-1" });
        await fixture.Cluster.Silos.DeactivateAsync(twin);

        var receipt = await twin.Say(Word(WordKind.Undo, "W-1"));

        Assert.True(receipt.IsAccepted, receipt.Reason);
        Assert.All(await twin.Incidents(10), incident => Assert.Null(incident.MergedInto));
    }

    [Fact]
    public async Task ReceiveAlerts_WithoutAStart_KeepsTheFirstInstantItWasHeardOf()
    {
        var twin = await Two(fixture.Cluster, TwinCluster.NewTwin());
        var alert = Alert("lone", 0) with { IsStartUnknown = true };
        await twin.ReceiveAlerts([alert]);
        await twin.Advance(Start.AddSeconds(70));
        await twin.ReceiveAlerts([alert]);
        await twin.Advance(Start.AddSeconds(80));

        var held = Assert.Single(Assert.Single((await twin.Gates()).Gates).Held);

        Assert.Equal(Start.AddSeconds(60), held.Alert.StartsAt);
        Assert.Equal("no-start/others/down", (await twin.Gates()).Gates.Single().Id);
    }

    /// <summary>A twin with two incidents that have nothing to do with each other.</summary>
    private static async Task<ITwinGrain> Two(TwinCluster cluster, string id)
    {
        var twin = cluster.Grains.GetGrain<ITwinGrain>(id);
        var topology = TestTopology.Chain("api", "db");
        await twin.ApplyTopology(TestTopology.Replace(topology with
        {
            Entities =
            [
                .. topology.Entities.Concat(new[] { "lone", "other" }.Select(name =>
                    topology.Entities[0] with { Id = TestTopology.Service(name) })).OrderBy(entity => entity.Id),
            ],
        }));
        await twin.ReceiveAlerts([Alert("api", 0)]);
        await twin.Advance(Start.AddSeconds(10));
        await twin.ReceiveAlerts([Alert("other", 15)]);
        await twin.Advance(Start.AddSeconds(30));
        await twin.Advance(Start.AddSeconds(60));
        return twin;
    }

    private static async Task<string> Told(ITwinGrain twin)
    {
        var incidents = (await twin.Incidents(10)).Select(one =>
            $"{one.Id} {one.State} {one.MergedInto} {one.Told} {string.Join(',', one.Impact)} "
            + $"{one.Diagnosis?.Suspects[0].Entity} {string.Join('|', one.History.Select(entry => entry.Text))}");
        var feedback = await twin.Feedback();
        return string.Join('\n', incidents.Concat(feedback.Words.Select(one => $"{one.Id} {one.IsStanding}"))
            .Concat(feedback.Learned.Select(one => one.Sentence))
            .Concat((await twin.Silences()).Select(one => $"{one.Silence.Id} {one.IsActive} {one.HeldCount}"))
            .Concat((await twin.Gates()).Gates.Select(one => $"{one.Id} {one.IsLifted} {one.HeldCount}")));
    }

    private static Alert Alert(string name, int seconds) => new(
        name, TestTopology.Service(name), "down", AlertSeverity.Critical, AlertStatus.Firing,
        Start.AddSeconds(seconds), Start.AddSeconds(seconds), null, "others", null, 0, null, null, $"{name} is down");

    private static OperatorWord Word(WordKind kind, string subject) =>
        new(kind, "ana", "known work", DateTimeOffset.UnixEpoch, subject);
}
