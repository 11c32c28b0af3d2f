using AiopsTwin.Contracts;
using AiopsTwin.Contracts.Runs;
using AiopsTwin.Contracts.Views;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Grains.Runs;
using AiopsTwin.Testing;
using AiopsTwin.Testing.Cluster;

namespace AiopsTwin.Grains.Tests.Runs;

public sealed class WorkTrialsTests(ClusterFixture fixture)
{
    private static readonly EntityId Api = EntityId.Parse("service:api");

    [Fact]
    public async Task Work_OfARunThatFeedsATwin_IsAnsweredBesideIt()
    {
        var twin = TwinCluster.NewTwin("work");
        var run = fixture.Cluster.Grains.GetGrain<IRunGrain>(TwinCluster.NewTwin("work"));
        await run.Start(Command(RunMode.Live, twin));
        await Until(run, status => status.Stage == RunStage.Paused);
        var before = await run.Status();

        var view = await fixture.Cluster.Grains.GetGrain<IViewGrain>(GrainKeys.TwinView(twin)).Snapshot();
        var answer = await run.Work(1.5);

        Assert.Equal(run.GetPrimaryKeyString(), view!.Run!.Run);
        var api = answer!.Lines.Single(line => line.Entity == Api);
        Assert.Equal(1.5, (api.Asked.RequestRate / api.Usual.RequestRate)!.Value, 0.1);
        Assert.Equal(before.Position, (await run.Status()).Position);
        await run.Stop();
    }

    [Fact]
    public async Task Work_OfARunThatNeverWas_IsNull()
    {
        Assert.Null(await fixture.Cluster.Grains.GetGrain<IRunGrain>(TwinCluster.NewTwin("work")).Work(1.2));
    }

    [Fact]
    public async Task Ask_SameFactorAgain_IsTheAnswerAlreadyKnown()
    {
        var trials = new WorkTrials(new RunOptions { WorkTrialLength = TimeSpan.FromMinutes(4) });

        var first = trials.Ask(Command(RunMode.Rehearsal, ""), 1.2);
        var second = trials.Ask(Command(RunMode.Rehearsal, ""), 1.2);
        var other = trials.Ask(Command(RunMode.Rehearsal, ""), 2);

        Assert.Same(await first, await second);
        Assert.Equal(2, (await other).Factor);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(11)]
    [InlineData(double.NaN)]
    public async Task Ask_FactorOutOfRange_SaysWhy(double factor)
    {
        var answer = await new WorkTrials(new RunOptions()).Ask(Command(RunMode.Rehearsal, ""), factor);

        Assert.Contains("at most 10 times", answer.Problem, StringComparison.Ordinal);
        Assert.Empty(answer.Lines);
    }

    [Fact]
    public async Task Ask_EstateBeyondTheLimit_SaysWhyAndIsCounted()
    {
        using var limit = CounterWatch.OfLimit("run.work_trial");
        var command = Command(RunMode.Rehearsal, "");
        var entities = command.Scenario.Estate.Topology.Entities.Length;
        var atTheEdge = new WorkTrials(
            new RunOptions { WorkTrialEntities = entities, WorkTrialLength = TimeSpan.FromMinutes(4) });
        var beyond = new WorkTrials(new RunOptions { WorkTrialEntities = entities - 1 });

        var answered = await atTheEdge.Ask(command, 1.2);
        var refused = await beyond.Ask(command, 1.2);

        Assert.Empty(answered.Problem);
        Assert.Contains("Run:WorkTrialEntities", refused.Problem, StringComparison.Ordinal);
        Assert.Equal(1, limit.Count);
    }

    private static RunCommand Command(RunMode mode, string twin) =>
        new(TestScenarios.SlowDatabase(), 7, mode, twin, 0, false, false);

    private Task<RunStatus> Until(IRunGrain run, Func<RunStatus, bool> isMet) => RunWatch.Until(
        fixture.Cluster, run.GetPrimaryKeyString(), isMet, TestContext.Current.CancellationToken);
}
