using AiopsTwin.Contracts.Runs;
using AiopsTwin.Grains.Runs;
using AiopsTwin.Testing;

namespace AiopsTwin.Grains.Tests.Runs;

/// <summary><see cref="WorldQuestions"/>: every limit at its edge.</summary>
public sealed class WorldQuestionsTests
{
    private static readonly RunCommand Run = new(
        TestScenarios.SlowDatabase(), 1, RunMode.Rehearsal, "", 1, false, false);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ask_WhileAnotherIsAnswered_IsTurnedAwayAndTheNextIsNot()
    {
        using var hits = CounterWatch.OfLimit("run.questions");
        using var go = new ManualResetEventSlim();
        var questions = new WorldQuestions(new RunOptions());

        var first = Ask(questions, stop =>
        {
            go.Wait(stop);
            return "first";
        });
        var second = await Ask(questions, _ => "second");
        go.Set();

        Assert.Equal("first", (await first).Answer);
        Assert.Equal((WorldRefusal.Busy, null), (second.Refusal, second.Answer));
        Assert.Equal("third", (await Ask(questions, _ => "third")).Answer);
        Assert.Equal(1, hits.Count);
    }

    [Fact]
    public async Task Ask_LongerThanTheLimit_IsGivenUp()
    {
        using var hits = CounterWatch.OfLimit("run.question_time");
        var questions = new WorldQuestions(new RunOptions { QuestionTime = TimeSpan.FromMilliseconds(100) });

        var answer = await Ask(questions, WaitForEnd);

        Assert.Equal(WorldRefusal.Ended, answer.Refusal);
        Assert.Contains("Run:QuestionTime", answer.Problem, StringComparison.Ordinal);
        Assert.Equal(1, hits.Count);
    }

    [Fact]
    public async Task Ask_EndedByItsGrain_IsGivenUp()
    {
        using var begun = new ManualResetEventSlim();
        var questions = new WorldQuestions(new RunOptions());

        var asked = Ask(questions, stop =>
        {
            begun.Set();
            return WaitForEnd(stop);
        });
        begun.Wait(Cancelled);
        await questions.End();

        Assert.Equal(WorldRefusal.Ended, (await asked).Refusal);
    }

    [Fact]
    public async Task Ask_EstateAtTheLimitAndBeyond_IsAnsweredAndNot()
    {
        using var hits = CounterWatch.OfLimit("run.question_entities");
        var entities = Run.Scenario.Estate.Topology.Entities.Length;

        var at = await Ask(new WorldQuestions(new RunOptions { QuestionEntities = entities }), _ => "answer");
        var beyond = await Ask(new WorldQuestions(new RunOptions { QuestionEntities = entities - 1 }), _ => "answer");

        Assert.Equal("answer", at.Answer);
        Assert.Equal(WorldRefusal.Unanswerable, beyond.Refusal);
        Assert.Contains("Run:QuestionEntities", beyond.Problem, StringComparison.Ordinal);
        Assert.Equal(1, hits.Count);
    }

    private static string WaitForEnd(CancellationToken stop)
    {
        stop.WaitHandle.WaitOne();
        stop.ThrowIfCancellationRequested();
        return "never";
    }

    private static Task<WorldAnswer<string>> Ask(WorldQuestions questions, Func<CancellationToken, string> answer) =>
        questions.Ask(() => Task.FromResult<RunCommand?>(Run), _ => [], (_, stop) => answer(stop), Cancelled);
}
