using AiopsTwin.Contracts.Runs;
using AiopsTwin.Engine.Scenarios.Contingencies;
using AiopsTwin.Engine.Scenarios.Harms;
using AiopsTwin.Engine.Scenarios.Loads;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Grains.Runs;
using AiopsTwin.Testing.Cluster;

namespace AiopsTwin.Grains.Tests.Runs;

/// <summary><see cref="QuestionGrain"/> in a cluster.</summary>
public sealed class QuestionGrainTests(ClusterFixture fixture)
{
    private static readonly EntityId Api = EntityId.Parse("service:api");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task BlastRadius_OfARun_IsWhatItsWorldSays()
    {
        var (run, grain) = await BegunAsync();
        var before = await run.Status();
        var question = new HarmQuestion([Api], []) { Minutes = 2 };

        var answer = await grain.BlastRadius(question, Cancelled);

        var scenario = TestScenarios.SlowDatabase();
        var expected = HarmTrial.Ask(scenario.Estate, scenario.Load, 1, question, Cancelled);
        Assert.Equal((WorldRefusal.None, ""), (answer.Refusal, answer.Problem));
        Assert.Equal(expected.LostRequests, answer.Answer!.LostRequests);
        Assert.Equal(expected.Entities, answer.Answer.Entities);
        Assert.Equal(before.Position, (await run.Status()).Position);
    }

    [Fact]
    public async Task Contingency_OfARun_RanksItsLosses()
    {
        var (_, grain) = await BegunAsync();

        var answer = await grain.Contingency(new ContingencyQuestion(0, 1), Cancelled);

        Assert.True(answer.Answer!.Alone[0].LostShare > 0.5);
    }

    [Fact]
    public async Task Headroom_OfOneService_IsThatOfTheTrial()
    {
        var (_, grain) = await BegunAsync();

        var answer = await grain.Headroom(new HeadroomQuestion(Api, 4), Cancelled);

        var scenario = TestScenarios.SlowDatabase();
        var expected = new HeadroomTrial(scenario.Estate, scenario.Load, 4).Ask(Api, Cancelled);
        Assert.Equal(expected.Lines, answer.Answer!.Lines);
    }

    [Fact]
    public async Task Collapse_OfOneService_AnswersEveryPolicy()
    {
        var (_, grain) = await BegunAsync();
        var question = new CollapseQuestion(Api) { Retries = [1], Loads = [1], Within = TimeSpan.FromMinutes(2) };

        var answer = await grain.Collapse(question, Cancelled);

        Assert.Equal([null, 1], answer.Answer!.Policies.Select(policy => policy.Retries));
    }

    [Fact]
    public async Task Question_OfARunThatNeverWas_IsUnknown()
    {
        var grain = fixture.Cluster.Grains.GetGrain<IQuestionGrain>(TwinCluster.NewTwin("asked"));

        var answer = await grain.Headroom(new HeadroomQuestion(null), Cancelled);

        Assert.Equal(WorldRefusal.Unknown, answer.Refusal);
        Assert.Null(answer.Answer);
    }

    [Fact]
    public async Task Question_ThatCannotBeAsked_SaysWhy()
    {
        var (_, grain) = await BegunAsync();
        var nobody = EntityId.Parse("service:nobody");

        var lost = await grain.BlastRadius(new HarmQuestion([nobody], []), Cancelled);
        var grown = await grain.Headroom(new HeadroomQuestion(nobody), Cancelled);
        var collapsed = await grain.Collapse(new CollapseQuestion(nobody), Cancelled);
        var pairs = await grain.Contingency(new ContingencyQuestion(-1, 0), Cancelled);

        Assert.Contains("service:nobody cannot be lost", lost.Problem, StringComparison.Ordinal);
        Assert.Contains("service:nobody does no work", grown.Problem, StringComparison.Ordinal);
        Assert.Contains("service:nobody does no work", collapsed.Problem, StringComparison.Ordinal);
        Assert.Contains("pairs are 0 to 100", pairs.Problem, StringComparison.Ordinal);
        Assert.All(
            [lost.Refusal, grown.Refusal, collapsed.Refusal, pairs.Refusal],
            refusal => Assert.Equal(WorldRefusal.Unanswerable, refusal));
    }

    private async Task<(IRunGrain Run, IQuestionGrain Grain)> BegunAsync()
    {
        var name = TwinCluster.NewTwin("asked");
        var run = fixture.Cluster.Grains.GetGrain<IRunGrain>(name);
        var decision = await run.Start(
            new RunCommand(TestScenarios.SlowDatabase(), 1, RunMode.Rehearsal, "", 1, false, false));
        Assert.True(decision.IsAccepted, decision.Reason);
        await RunWatch.Until(fixture.Cluster, name, status => status.Stage == RunStage.Paused, Cancelled);
        return (run, fixture.Cluster.Grains.GetGrain<IQuestionGrain>(name));
    }
}
