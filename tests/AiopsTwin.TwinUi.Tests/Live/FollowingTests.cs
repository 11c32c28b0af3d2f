using AiopsTwin.TwinUi.Live;
using AiopsTwin.TwinUi.Tests.Fakes;

namespace AiopsTwin.TwinUi.Tests.Live;

public sealed class FollowingTests
{
    private readonly Signal _signal = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Follow_Subject_AsksAndAnswers()
    {
        using var following = new Following<Subject, string>(
            (subject, _) => Task.FromResult(subject.Id), _signal.News, TimeProvider.System);

        following.Follow(new Subject("v", "a"), hasNews: false);
        await _signal.Until(() => following.IsAnswered, "an answer", Stop);

        Assert.Equal("a", following.Answer);
    }

    [Fact]
    public async Task Follow_AnotherSubject_DropsTheOldAnswerAtOnce()
    {
        var second = new TaskCompletionSource<string>();
        using var following = new Following<Subject, string>(
            (subject, _) => subject.Id == "a" ? Task.FromResult("a") : second.Task, _signal.News, TimeProvider.System);
        following.Follow(new Subject("v", "a"), hasNews: false);
        await _signal.Until(() => following.IsAnswered, "an answer", Stop);

        following.Follow(new Subject("v", "b"), hasNews: false);
        var between = following.Answer;
        second.SetResult("b");
        await _signal.Until(() => following.IsAnswered, "the second answer", Stop);

        Assert.Null(between);
        Assert.Equal("b", following.Answer);
    }

    [Fact]
    public async Task Follow_SameSubjectWithoutNews_AsksOnce()
    {
        var asked = 0;
        using var following = new Following<Subject, int>(
            (_, _) => Task.FromResult(++asked), _signal.News, TimeProvider.System);

        following.Follow(new Subject("v", "a"), hasNews: false);
        await _signal.Until(() => following.IsAnswered, "an answer", Stop);
        following.Follow(new Subject("v", "a"), hasNews: false);

        Assert.Equal(1, asked);
    }
}
