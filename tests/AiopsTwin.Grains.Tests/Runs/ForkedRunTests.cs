using AiopsTwin.Contracts.Runs;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Testing.Cluster;

namespace AiopsTwin.Grains.Tests.Runs;

/// <summary>Forks and comparisons of rehearsals, grains/AiopsTwin.Grains/Runs/RunGrain.Timelines.cs.</summary>
public sealed class ForkedRunTests(ClusterFixture fixture)
{
    private static readonly EntityId Api = EntityId.Parse("service:api");

    [Fact]
    public async Task Fork_LeftAlone_ComesToTheSameReport()
    {
        var run = await AtMinute(3);
        var id = TwinCluster.NewTwin("fork");

        var decision = await run.Fork(new RunForkOrder(id, TimeSpan.FromMinutes(1.5)) { IsPlaying = true });
        var fork = await Ended(Grain(id));
        await run.Play();
        var original = await Ended(run);
        var comparison = await run.Compare(id);

        Assert.True(decision.IsAccepted, decision.Reason);
        Assert.Equal((await run.Report())!.Hash, (await Grain(id).Report())!.Hash);
        Assert.Equal(original.Marks.AsEnumerable(), fork.Marks);
        Assert.True(comparison.Comparison!.IsSame);
    }

    [Fact]
    public async Task Fork_WithoutTheFault_DiffersFromWhereItStruck()
    {
        var run = await AtMinute(4);
        var id = TwinCluster.NewTwin("fork");

        await run.Fork(new RunForkOrder(id, TimeSpan.FromMinutes(1)) { Without = "slow" });
        await Seek(Grain(id), 4);
        var comparison = (await run.Compare(id)).Comparison!;
        var timeline = await Grain(id).Timeline();

        Assert.Equal((run.GetPrimaryKeyString(), TimeSpan.FromMinutes(1)), (timeline!.Parent, timeline.ForkedAt));
        Assert.Empty(timeline.Log);
        Assert.Equal(TimeSpan.FromMinutes(4), comparison.At);
        Assert.InRange(
            comparison.DifferentFrom!.Value, TimeSpan.FromSeconds(121), TimeSpan.FromSeconds(130));
        var database = comparison.Entities.Single(one => one.Entity.Name == "db");
        Assert.True(database.Left.P95Seconds > 2 * database.Right.P95Seconds);
    }

    [Fact]
    public async Task Fork_WhoseGrainDies_IsPlayedAgainToWhereItWas()
    {
        var run = await AtMinute(2);
        var id = TwinCluster.NewTwin("fork");
        await run.Fork(new RunForkOrder(id, TimeSpan.FromMinutes(1))
        {
            Inject = new FaultOrder("latency-add", Api, 400, TimeSpan.FromMinutes(3)),
        });
        await Seek(Grain(id), 2);
        var before = await run.Compare(id);

        await fixture.Cluster.Silos.DeactivateAsync(Grain(id));
        await Until(Grain(id), status => status.Stage == RunStage.Paused && status.Position.TotalMinutes == 2);
        var after = await run.Compare(id);

        Assert.NotEmpty(before.Comparison!.Entities);
        Assert.Equal(before.Comparison.Entities.AsEnumerable(), after.Comparison!.Entities);
    }

    [Fact]
    public async Task Seek_Backward_BeginsAtASnapshotAndKeepsTheMarksBeforeIt()
    {
        var run = await AtMinute(5);
        var before = await run.Status();

        await Seek(run, 3);
        await Seek(run, 5);
        var after = await run.Status();
        var timeline = await run.Timeline();

        Assert.Equal(before.Marks.AsEnumerable(), after.Marks);
        Assert.True(timeline!.Snapshots.Length >= 5);
        Assert.Equal(0, timeline.Mismatches);
    }

    [Fact]
    public async Task Fork_ThatCannotBe_IsRefused()
    {
        var run = await AtMinute(1);

        var late = await run.Fork(new RunForkOrder(TwinCluster.NewTwin("fork"), TimeSpan.FromMinutes(2)));
        var self = await run.Fork(new RunForkOrder(run.GetPrimaryKeyString(), TimeSpan.Zero));
        var unknown = await run.Fork(
            new RunForkOrder(TwinCluster.NewTwin("fork"), TimeSpan.Zero) { Without = "nothing" });

        Assert.Contains("where the run stands", late.Reason, StringComparison.Ordinal);
        Assert.Contains("already", self.Reason, StringComparison.Ordinal);
        Assert.Contains("no fault 'nothing'", unknown.Reason, StringComparison.Ordinal);
    }

    private async Task<IRunGrain> AtMinute(double minutes)
    {
        var run = Grain(TwinCluster.NewTwin("orig"));
        await run.Start(new RunCommand(TestScenarios.SlowDatabase(), 7, RunMode.Rehearsal, "", 0, false, false));
        await Until(run, status => status.Stage == RunStage.Paused);
        await Seek(run, minutes);
        return run;
    }

    private IRunGrain Grain(string run) => fixture.Cluster.Grains.GetGrain<IRunGrain>(run);

    private async Task Seek(IRunGrain run, double minutes)
    {
        await Until(run, status => status.Stage == RunStage.Paused);
        await run.Seek(TimeSpan.FromMinutes(minutes));
        await Until(run, status => status.Position == TimeSpan.FromMinutes(minutes));
    }

    private Task<RunStatus> Ended(IRunGrain run) => Until(run, status => status.Stage == RunStage.Ended);

    private Task<RunStatus> Until(IRunGrain run, Func<RunStatus, bool> isMet) => RunWatch.Until(
        fixture.Cluster, run.GetPrimaryKeyString(), isMet, TestContext.Current.CancellationToken);
}
