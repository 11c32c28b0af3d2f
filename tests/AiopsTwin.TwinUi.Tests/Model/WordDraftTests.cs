using AiopsTwin.Engine.Correlation.Words;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.TwinUi.Model;

namespace AiopsTwin.TwinUi.Tests.Model;

public sealed class WordDraftTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(WordKind.Merge, "Choose the incident it is part of.")]
    [InlineData(WordKind.Split, "Choose what leaves.")]
    [InlineData(WordKind.Cause, "Say what it is, or what it is not.")]
    [InlineData(WordKind.Silence, "Say which alerts, for example entity=service:web.")]
    [InlineData(WordKind.Undo, "")]
    public void Read_NothingBesideWhoAndWhy_AsksForWhatTheKindNeeds(WordKind kind, string expected)
    {
        var word = Draft(kind).Read("INC-1", Now, out var problem);

        Assert.Equal(expected, problem);
        Assert.Equal(expected.Length == 0, word is not null);
    }

    [Fact]
    public void Read_WithoutAName_AsksForIt()
    {
        Assert.Null(new WordDraft { Why = "x" }.Read("INC-1", Now, out var problem));
        Assert.Equal("Say who you are and why.", problem);
    }

    [Fact]
    public void Read_Cause_TakesEntitiesAsTyped()
    {
        var draft = Draft(WordKind.Cause);
        draft.Cause = " service:db ";
        draft.NotCause = "service:web";

        var word = draft.Read("INC-1", Now, out _)!;

        Assert.Equal(("ana", "INC-1"), (word.Who, word.Subject));
        Assert.Equal(EntityId.Parse("service:db"), word.Cause);
        Assert.Equal(EntityId.Parse("service:web"), word.NotCause);
    }

    [Fact]
    public void Read_CauseThatIsNoId_SaysHowToWriteOne()
    {
        var draft = Draft(WordKind.Cause);
        draft.Cause = "db";

        Assert.Null(draft.Read("INC-1", Now, out var problem));
        Assert.Contains("write kind:name", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_Silence_TakesConditionsAndTime()
    {
        var draft = Draft(WordKind.Silence);
        draft.Matchers = "entity=service:web*,\n severity!=critical";
        draft.Hours = 1.5;

        var word = draft.Read("", Now, out _)!;

        Assert.Equal(
            ["entity=service:web*", "severity!=critical"], word.Matchers.Select(matcher => matcher.ToString()));
        Assert.Equal((Now, Now.AddMinutes(90)), (word.From, word.Until));
    }

    [Fact]
    public void Read_SilenceOfNonsense_NamesIt()
    {
        var draft = Draft(WordKind.Silence);
        draft.Matchers = "everything";

        Assert.Null(draft.Read("", Now, out var problem));
        Assert.StartsWith("'everything' is no condition", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Told_OfEachKind_IsASentence()
    {
        var merge = new OperatorWord(WordKind.Merge, "ana", "x", Now, "INC-2") { Into = "INC-1" };
        var split = new OperatorWord(WordKind.Split, "ana", "x", Now, "INC-1");
        var cause = new OperatorWord(WordKind.Cause, "ana", "x", Now, "INC-1")
        {
            Cause = EntityId.Parse("service:db"),
            NotCause = EntityId.Parse("service:web"),
        };

        Assert.Equal("INC-2 is part of INC-1", WordDraft.Told(new Feedback("W-1", merge, null, null)));
        Assert.Equal(
            "INC-3 is a trouble of its own, not part of INC-1",
            WordDraft.Told(new Feedback("W-2", split, "INC-3", null)));
        Assert.Equal(
            "INC-1: it is service:db, it is not service:web", WordDraft.Told(new Feedback("W-3", cause, null, null)));
    }

    private static WordDraft Draft(WordKind kind) => new() { Kind = kind, Who = "ana", Why = "I looked" };
}
