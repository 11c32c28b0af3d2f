using AiopsTwin.Contracts.Runs;
using AiopsTwin.Contracts.Twins;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Twins;
using AiopsTwin.Grains.Tests.Wire;
using AiopsTwin.Testing.Cluster;

namespace AiopsTwin.Grains.Tests.Runs;

/// <summary>Live runs, grains/AiopsTwin.Grains/Runs: a world that feeds a twin of grains.</summary>
public sealed class LiveRunTests(ClusterFixture fixture)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Live_AsFastAsPossible_FeedsTheTwinToTheEnd()
    {
        var (run, twin, id) = Run(fixture.Cluster);

        var decision = await run.Start(Command(id, 0, true));
        var status = await Until(fixture.Cluster, run, status => status.Stage == RunStage.Ended);

        Assert.True(decision.IsAccepted, decision.Reason);
        Assert.Equal(TimeSpan.FromMinutes(8), status.Position);
        Assert.Equal(status.StartsAt + TimeSpan.FromMinutes(8), (await twin.Status()).Now);
        Assert.Equal("INC-1", Assert.Single(await twin.Incidents(10)).Id);
        Assert.Contains(await twin.Changes(10), change => change.Id == "deploy-7");
    }

    [Fact]
    public async Task Live_UntilTheEnd_DoesNotGiveTheFaultAway()
    {
        var (run, _, id) = Run(fixture.Cluster);
        await run.Start(Command(id, 0, false));
        await Until(fixture.Cluster, run, status => status.Stage == RunStage.Paused);

        await run.Seek(TimeSpan.FromMinutes(4));
        var before = await Until(fixture.Cluster, run, status => status.Position >= TimeSpan.FromMinutes(4));
        await run.Play();
        var after = await Until(fixture.Cluster, run, status => status.Stage == RunStage.Ended);

        Assert.Equal(RunStage.Paused, before.Stage);
        Assert.DoesNotContain(before.Marks, mark => mark.Kind == RunMarkKind.Fault);
        Assert.Contains(before.Marks, mark => mark.Kind == RunMarkKind.Change);
        Assert.Contains(after.Marks, mark => mark.Kind == RunMarkKind.Fault);
    }

    [Fact]
    public async Task Live_SoughtBackward_ComesToTheSameReportAsARunThatNeverWas()
    {
        var (run, twin, id) = Run(fixture.Cluster);
        var scenario = TestScenarios.SlowDatabase();
        await run.Start(Command(id, 0, false, scenario));
        await run.Seek(scenario.Duration);
        await Until(fixture.Cluster, run, status => status.Stage == RunStage.Ended);
        var first = await run.Report();

        var back = await run.Seek(TimeSpan.FromMinutes(1));
        var there = await Until(
            fixture.Cluster, run,
            status => status.Stage == RunStage.Paused && status.Position == TimeSpan.FromMinutes(1));
        var incidents = await twin.Incidents(10);
        var now = (await twin.Status()).Now;
        await run.Play();
        await Until(fixture.Cluster, run, status => status.Stage == RunStage.Ended);
        var second = await run.Report();

        Assert.True(back.IsAccepted, back.Reason);
        Assert.Empty(incidents);
        Assert.Equal(there.StartsAt + TimeSpan.FromMinutes(1), now);
        Assert.DoesNotContain(there.Marks, mark => mark.Kind == RunMarkKind.Alert);
        Assert.Equal(Specimen.Describe(first), Specimen.Describe(second));
        Assert.NotEmpty(first!.Incidents);
    }

    [Fact]
    public async Task Live_SoughtBackwardAndItsSilosLost_StillForgetsWhatCameLater()
    {
        await using var cluster = await TwinCluster.Start(1, TestOptions.Small);
        var (run, twin, id) = Run(cluster);
        await run.Start(Command(id, 0, true));
        await Until(cluster, run, status => status.Stage == RunStage.Ended);
        var first = await run.Report();
        await twin.Reset("a test", "as a seek does before it is cut off");

        await cluster.Silos.DeactivateAsync(twin);
        await run.Seek(TimeSpan.Zero);
        await run.Play();
        await cluster.Silos.DeactivateAsync(run);
        await run.Keep();
        await run.Play();
        await Until(cluster, run, status => status.Stage == RunStage.Ended);
        var second = await run.Report();

        Assert.Equal(first!.Hash, second!.Hash);
        Assert.Single(await twin.Changes(10));
    }

    [Fact]
    public async Task Live_BackwardInATwinThatKnewThingsBefore_IsRefused()
    {
        var (run, twin, id) = Run(fixture.Cluster);
        await twin.Advance(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await run.Start(Command(id, 0, false));
        await Until(fixture.Cluster, run, status => status.Stage == RunStage.Paused);
        await run.Seek(TimeSpan.FromMinutes(1));
        await Until(fixture.Cluster, run, status => status.Position >= TimeSpan.FromMinutes(1));

        var back = await run.Seek(TimeSpan.FromSeconds(30));
        var beyond = await run.Seek(TimeSpan.FromHours(9));
        var speed = await run.SetSpeed(0.1);

        Assert.Contains("cannot go back", back.Reason, StringComparison.Ordinal);
        Assert.False(beyond.IsAccepted);
        Assert.False(speed.IsAccepted);
    }

    [Fact]
    public async Task Live_StoppedInTheMiddle_ReportsWhatHappenedSoFar()
    {
        var (run, _, id) = Run(fixture.Cluster);
        await run.Start(Command(id, 0, false));
        await Until(fixture.Cluster, run, status => status.Stage == RunStage.Paused);
        await run.Seek(TimeSpan.FromMinutes(4));
        await Until(fixture.Cluster, run, status => status.Position == TimeSpan.FromMinutes(4));
        var expected = new ScenarioRun(TestScenarios.SlowDatabase(), 7, TwinSettings.Default);
        expected.RunTo(TimeSpan.FromMinutes(4));

        await run.Stop();
        var report = await run.Report();

        Assert.Equal(Specimen.Describe(expected.Report()), Specimen.Describe(report));
    }

    [Fact]
    public async Task Start_SameCommandTwice_IsAcceptedAndAnotherIsRefused()
    {
        var (run, _, id) = Run(fixture.Cluster);
        var command = Command(id, 0, false);

        var first = await run.Start(command);
        var second = await run.Start(command);
        var other = await run.Start(command with { Seed = 99 });
        await run.Stop();

        Assert.True(first.IsAccepted, first.Reason);
        Assert.True(second.IsAccepted, second.Reason);
        Assert.False(other.IsAccepted);
        Assert.Equal(RunStage.Stopped, (await run.Status()).Stage);
    }

    [Fact]
    public async Task Start_TwinWhoseClockIsLater_IsRefused()
    {
        var (run, twin, id) = Run(fixture.Cluster);
        await twin.Advance(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));

        var decision = await run.Start(Command(id, 0, true));

        Assert.Contains("name another twin", decision.Reason, StringComparison.Ordinal);
        Assert.Equal(RunStage.None, (await run.Status()).Stage);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Live_SiloKilledInTheMiddle_GoesOnToTheSameEnd(bool killTheRun)
    {
        await using var cluster = await TwinCluster.Start(2, TestOptions.Small);
        var (run, twin, id) = Run(cluster);
        await run.Start(Command(id, 0, false));
        await Until(cluster, run, status => status.Stage == RunStage.Paused);
        await run.Seek(TimeSpan.FromMinutes(3));
        await Until(cluster, run, status => status.Position >= TimeSpan.FromMinutes(3));

        await cluster.Silos.KillSiloAsync(cluster.SiloOf(killTheRun ? run : twin), Token);
        await run.Keep();
        var resumed = await run.Status();
        await run.Play();
        var status = await Until(cluster, run, status => status.Stage == RunStage.Ended);

        Assert.Equal(TimeSpan.FromMinutes(3), resumed.Position);
        Assert.Equal(TimeSpan.FromMinutes(8), status.Position);
        Assert.Equal("INC-1", Assert.Single(await twin.Incidents(10)).Id);
        Assert.Equal(status.StartsAt + TimeSpan.FromMinutes(8), (await twin.Status()).Now);
    }

    [Fact]
    public async Task Live_ScenarioThatCannotBePlayed_StopsAndSaysWhy()
    {
        var (run, _, id) = Run(fixture.Cluster);
        var scenario = TestScenarios.SlowDatabase();
        var broken = scenario with { Load = [scenario.Load[0] with { Entry = TestTopology.Service("nobody") }] };

        await run.Start(Command(id, 0, true, broken));
        var status = await Until(fixture.Cluster, run, status => status.Stage == RunStage.Stopped);

        Assert.Contains("nobody", status.Note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Live_LogGoneForAWhile_GoesOnWhenItIsBack()
    {
        await using var cluster = await TwinCluster.Start(1, TestOptions.Small);
        var (run, twin, id) = Run(cluster);
        await run.Start(Command(id, 0, false));
        await Until(cluster, run, status => status.Stage == RunStage.Paused);
        cluster.Log.Failure = new IOException("the disk is full");
        await run.Play();
        await cluster.Log.NextRefusal(Token);
        await cluster.Log.NextRefusal(Token);
        var without = await run.Status();

        cluster.Log.Failure = null;
        var status = await Until(cluster, run, status => status.Stage is RunStage.Ended or RunStage.Stopped);

        Assert.Equal(RunStage.Playing, without.Stage);
        Assert.Equal(RunStage.Ended, status.Stage);
        Assert.Contains(await twin.Changes(10), change => change.Id == "deploy-7");
        Assert.Equal("INC-1", Assert.Single(await twin.Incidents(10)).Id);
    }

    [Fact]
    public async Task Live_Endless_GoesWithTheWallClockAndRefusesToStand()
    {
        var (run, twin, id) = Run(fixture.Cluster);
        var scenario = TestScenarios.SlowDatabase() with { Timeline = [] };

        await run.Start(Command(id, 1, true, scenario) with { IsEndless = true });
        var status = await Until(fixture.Cluster, run, status => status.Position > TimeSpan.Zero);
        var paused = await run.Pause();
        await run.Stop();

        Assert.Equal(RunStage.Playing, status.Stage);
        Assert.False(paused.IsAccepted);
        Assert.True((await twin.Status()).Now > scenario.StartsAt, "the clock is the scenario's, not the wall's");
    }

    private static Task<RunStatus> Until(TwinCluster cluster, IRunGrain run, Func<RunStatus, bool> isMet) =>
        RunWatch.Until(cluster, run.GetPrimaryKeyString(), isMet, Token);

    private static RunCommand Command(string twin, double speed, bool isPlaying, Scenario? scenario = null) => new(
        scenario ?? TestScenarios.SlowDatabase(), 7, RunMode.Live, twin, speed, isPlaying, false);

    private static (IRunGrain Run, ITwinGrain Twin, string Id) Run(TwinCluster cluster)
    {
        var id = TwinCluster.NewTwin("live");
        return (cluster.Grains.GetGrain<IRunGrain>(id), cluster.Grains.GetGrain<ITwinGrain>(id), id);
    }
}
