using AiopsTwin.Contracts;
using AiopsTwin.Contracts.Runs;
using AiopsTwin.Contracts.Views;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Testing.Cluster;

namespace AiopsTwin.Grains.Tests.Runs;

/// <summary>Rehearsals, grains/AiopsTwin.Grains/Runs: world and twin in one thread.</summary>
public sealed class RehearsalRunTests(ClusterFixture fixture)
{
    private static readonly EntityId Database = EntityId.Parse("datastore:db");

    [Fact]
    public async Task Rehearsal_AsFastAsPossible_EndsWithAReport()
    {
        var (run, _) = Run();

        var decision = await run.Start(Command(0, true));
        var status = await Until(run, status => status.Stage == RunStage.Ended);
        var report = await run.Report();

        Assert.True(decision.IsAccepted, decision.Reason);
        Assert.Equal(TimeSpan.FromMinutes(8), status.Position);
        Assert.Equal("INC-1", Assert.Single(report!.Incidents).Id);
        Assert.Contains(status.Marks, mark => mark.Kind == RunMarkKind.Fault);
        Assert.Contains(status.Marks, mark => mark.Kind == RunMarkKind.Alert);
        Assert.Contains(status.Marks, mark => mark.Kind == RunMarkKind.Incident);
        Assert.Contains(status.Marks, mark => mark.Kind == RunMarkKind.Change);
    }

    [Fact]
    public async Task Rehearsal_Paused_StandsWhereItIs()
    {
        var (run, _) = await Paused(1);

        await run.Seek(TimeSpan.FromMinutes(1));
        var first = await Until(run, status => status.Position >= TimeSpan.FromMinutes(1));
        await run.SetSpeed(1000);
        var second = await run.Status();

        Assert.Equal(TimeSpan.FromMinutes(1), first.Position);
        Assert.Equal(TimeSpan.FromMinutes(1), second.Position);
        Assert.Null(await run.Report());
        Assert.DoesNotContain(second.Marks, mark => mark.Kind == RunMarkKind.Fault);
    }

    [Fact]
    public async Task Rehearsal_SoughtBackward_ShowsWhatItShowedThen()
    {
        var (run, view) = await Paused(0);
        await Seek(run, 3);
        var before = await view.Entity(Database);
        await run.Seek(TimeSpan.FromMinutes(8));
        await Until(run, status => status.Stage == RunStage.Ended);

        var status = await Seek(run, 3);
        var again = await view.Entity(Database);

        Assert.Equal(RunStage.Paused, status.Stage);
        Assert.Equal(before!.Vitals, again!.Vitals);
        Assert.Equal(
            before.Series.SelectMany(series => series.Recent), again.Series.SelectMany(series => series.Recent));
    }

    [Fact]
    public async Task Rehearsal_View_FollowsToTheEnd()
    {
        var (run, view) = Run();
        await run.Start(Command(0, true));
        await Until(run, status => status.Stage == RunStage.Ended);

        var snapshot = await view.Snapshot();
        var incident = await view.Incident("INC-1");

        Assert.Equal(RunStage.Ended, snapshot!.Run!.Stage);
        Assert.Equal("INC-1", Assert.Single(snapshot.Incidents).Id);
        Assert.Equal(4, snapshot.Vitals.Length);
        Assert.NotNull(incident!.Diagnosis);
        Assert.Equal("deploy-7", Assert.Single(await view.Changes(10)).Id);
        Assert.Contains((await view.BlastRadius(Database))!.Reached, reach => reach.Entity.Name == "web");
        Assert.Null(await view.Entity(EntityId.Parse("service:nobody")));
    }

    [Fact]
    public async Task Rehearsal_PutToRestInTheMiddle_ComesBackToWhereItWas()
    {
        var (run, view) = await Paused(0);
        await Seek(run, 3);
        var before = await view.Entity(Database);

        await fixture.Cluster.Silos.DeactivateAsync(run);
        await Until(run, status => status.Position == TimeSpan.FromMinutes(3) && status.Stage == RunStage.Paused);
        var again = await view.Entity(Database);

        Assert.Equal(before!.Vitals, again!.Vitals);
    }

    [Fact]
    public async Task Rehearsal_Endless_IsRefused()
    {
        var (run, _) = Run();

        var decision = await run.Start(Command(0, true) with { IsEndless = true });

        Assert.False(decision.IsAccepted);
    }

    private async Task<(IRunGrain Run, IViewGrain View)> Paused(double speed)
    {
        var (run, view) = Run();
        await run.Start(Command(speed, false));
        await Until(run, status => status.Stage == RunStage.Paused);
        return (run, view);
    }

    private async Task<RunStatus> Seek(IRunGrain run, double minutes)
    {
        await run.Seek(TimeSpan.FromMinutes(minutes));
        return await Until(run, status => status.Position == TimeSpan.FromMinutes(minutes));
    }

    private static RunCommand Command(double speed, bool isPlaying) => new(
        TestScenarios.SlowDatabase(), 7, RunMode.Rehearsal, "", speed, isPlaying, false);

    private Task<RunStatus> Until(IRunGrain run, Func<RunStatus, bool> isMet) => RunWatch.Until(
        fixture.Cluster, run.GetPrimaryKeyString(), isMet, TestContext.Current.CancellationToken);

    private (IRunGrain Run, IViewGrain View) Run()
    {
        var id = TwinCluster.NewTwin("reh");
        return (
            fixture.Cluster.Grains.GetGrain<IRunGrain>(id),
            fixture.Cluster.Grains.GetGrain<IViewGrain>(GrainKeys.RunView(id)));
    }
}
