using AiopsTwin.Contracts.Runs;
using AiopsTwin.Engine.Scoring;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Testing.Cluster;

namespace AiopsTwin.Grains.Tests.Runs;

/// <summary>Faults injected by hand, grains/AiopsTwin.Grains/Runs/HandFaults.cs.</summary>
public sealed class InjectedFaultTests(ClusterFixture fixture)
{
    private static readonly EntityId Api = EntityId.Parse("service:api");
    private static readonly FaultOrder Slow = new("latency-add", Api, 400, TimeSpan.FromMinutes(3));

    [Fact]
    public async Task Inject_Rehearsal_StrikesNowAndAgainAtTheSameTickWhenPlayedAgain()
    {
        var run = await Paused(RunMode.Rehearsal, "");
        await Seek(run, 1);

        var decision = await run.Inject(Slow);
        var first = await ToTheEnd(run);
        await Seek(run, 0.5);
        var again = await ToTheEnd(run);
        var status = await run.Status();

        Assert.True(decision.IsAccepted, decision.Reason);
        Assert.Contains(status.Marks, mark => mark.Kind == RunMarkKind.Fault
            && mark.At == TimeSpan.FromSeconds(61) && mark.Text.Contains("latency-add on service:api"));
        Assert.Equal(first.Hash, again.Hash);
        Assert.Contains("by hand", status.Note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inject_LiveRunWhoseGrainDies_IsNotForgotten()
    {
        var twin = TwinCluster.NewTwin("inj");
        var run = await Paused(RunMode.Live, twin);
        await Seek(run, 1);
        await run.Inject(Slow);

        await fixture.Cluster.Silos.DeactivateAsync(run);
        await run.Keep();
        await Until(run, status => status.Stage == RunStage.Paused);
        await ToTheEnd(run);

        Assert.Contains((await run.Status()).Marks, mark => mark.Text.Contains("latency-add on service:api"));
    }

    [Fact]
    public async Task Faults_OfAnEntity_AreThoseThatCanStrikeIt()
    {
        var run = await Paused(RunMode.Rehearsal, "");

        var ofService = await run.Faults(Api);
        var ofHost = await run.Faults(EntityId.Parse("host:host1"));

        Assert.Contains(ofService, offer => offer.Kind == "latency-add" && offer.Unit == "ms");
        Assert.DoesNotContain(ofService, offer => offer.Kind == "host-down");
        Assert.Contains(ofHost, offer => offer.Kind == "host-down");
        Assert.Empty(await run.Faults(EntityId.Parse("service:nobody")));
    }

    [Theory]
    [InlineData("no-such-kind", "service:api", 5, "cannot be injected")]
    [InlineData("partition", "service:api", 5, "cannot be injected")]
    [InlineData("host-down", "service:api", 5, "service:api")]
    [InlineData("latency-add", "service:nobody", 5, "not in the estate")]
    [InlineData("latency-add", "service:api", 500, "1 min to 2 h")]
    public async Task Inject_Impossible_IsRefusedWithTheReason(string kind, string target, int minutes, string reason)
    {
        var run = await Paused(RunMode.Rehearsal, "");

        var decision = await run.Inject(
            new FaultOrder(kind, EntityId.Parse(target), null, TimeSpan.FromMinutes(minutes)));

        Assert.False(decision.IsAccepted);
        Assert.Contains(reason, decision.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inject_RunThatNeverWas_IsRefused()
    {
        var run = fixture.Cluster.Grains.GetGrain<IRunGrain>(TwinCluster.NewTwin("inj"));

        Assert.False((await run.Inject(Slow)).IsAccepted);
    }

    private async Task<IRunGrain> Paused(RunMode mode, string twin)
    {
        var run = fixture.Cluster.Grains.GetGrain<IRunGrain>(TwinCluster.NewTwin("inj"));
        await run.Start(new RunCommand(TestScenarios.SlowDatabase(), 7, mode, twin, 0, false, false));
        await Until(run, status => status.Stage == RunStage.Paused);
        return run;
    }

    private async Task Seek(IRunGrain run, double minutes)
    {
        await run.Seek(TimeSpan.FromMinutes(minutes));
        await Until(run, status => status.Stage == RunStage.Paused && status.Position == TimeSpan.FromMinutes(minutes));
    }

    private async Task<RunReport> ToTheEnd(IRunGrain run)
    {
        await run.Play();
        await Until(run, status => status.Stage == RunStage.Ended);
        return (await run.Report())!;
    }

    private Task<RunStatus> Until(IRunGrain run, Func<RunStatus, bool> isMet) => RunWatch.Until(
        fixture.Cluster, run.GetPrimaryKeyString(), isMet, TestContext.Current.CancellationToken);
}
