using AiopsTwin.Engine.Scenarios.Loads;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.Scenarios.Loads;

/// <summary><see cref="CollapseQuestion"/>: what can be asked.</summary>
public sealed class CollapseQuestionTests
{
    private static CollapseQuestion Usual => new(EstateBuilder.Id("web"));

    [Fact]
    public void Problems_UsualQuestion_AreNone() => Assert.Empty(Usual.Problems());

    [Fact]
    public void Problems_EveryValueOutOfRange_AreAllTold()
    {
        var question = Usual with
        {
            Spike = 0,
            SpikeFor = TimeSpan.Zero,
            Within = TimeSpan.FromDays(1),
            Retries = [-1],
            Timeouts = [TimeSpan.Zero],
            Loads = [.. Enumerable.Repeat(-1.0, CollapseQuestion.MostValues + 1)],
        };

        Assert.Equal(7, question.Problems().Length);
    }
}
