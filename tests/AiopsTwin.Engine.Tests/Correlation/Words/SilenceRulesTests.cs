using System.Collections.Immutable;
using AiopsTwin.Engine.Correlation.Words;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.Correlation.Words;

public sealed class SilenceRulesTests
{
    private static readonly DateTimeOffset Now = TwinBrainDriver.Start;

    [Theory]
    [InlineData("service:web-1", "service:web*", true)]
    [InlineData("service:web-1", "*web*", true)]
    [InlineData("service:web-1", "service:web-1", true)]
    [InlineData("service:web-1", "service:web", false)]
    [InlineData("abab", "*ab", true)]
    [InlineData("abac", "a*a*b", false)]
    [InlineData("", "*", true)]
    [InlineData("", "", true)]
    [InlineData("Web", "web", false)]
    public void IsLike_Pattern_KnowsOneSign(string text, string pattern, bool expected) =>
        Assert.Equal(expected, SilenceRules.IsLike(text, pattern));

    [Theory]
    [InlineData("entity=service:web", true)]
    [InlineData("kind=service", true)]
    [InlineData("severity=critical", true)]
    [InlineData("severity!=warning", true)]
    [InlineData("source=tw*", true)]
    [InlineData("metric=*duration*", true)]
    [InlineData("label.team=shop", true)]
    [InlineData("label.team!=shop", false)]
    [InlineData("label.zone=a", false)]
    [InlineData("name=silent", false)]
    public void Matches_Field_ReadsTheAlert(string matcher, bool expected)
    {
        var labels = ImmutableSortedDictionary<string, string>.Empty.Add("team", "shop");

        Assert.Equal(expected, SilenceRules.Matches(SilenceMatcher.Read(matcher)!, Signal.Critical("web", 0), labels));
    }

    [Theory]
    [InlineData("entity", null)]
    [InlineData("=x", null)]
    [InlineData("a!=b=c", "a!=b=c")]
    [InlineData(" kind = host ", "kind=host")]
    public void Read_Text_IsFieldSignPattern(string text, string? expected) =>
        Assert.Equal(expected, SilenceMatcher.Read(text)?.ToString());

    [Theory]
    [InlineData("host=x", 60, "there is no field 'host'")]
    [InlineData("label.=x", 60, "there is no field 'label.'")]
    [InlineData("entity=", 60, "an entity is never empty")]
    [InlineData("entity=*", 60, "must name something")]
    [InlineData("severity!=critical", 60, "must name something")]
    [InlineData("kind=host", 0, "ends before it begins")]
    [InlineData("kind=host", 2_592_001, "lasts more than 30 days")]
    [InlineData("kind=host", 2_592_000, null)]
    [InlineData("kind=host", 60, null)]
    public void Check_Silence_TellsWhatIsWrong(string matcher, int seconds, string? expected)
    {
        var problem = SilenceRules.Check(Word(seconds, matcher), WordSettings.Default);

        if (expected is null)
        {
            Assert.Null(problem);
        }
        else
        {
            Assert.Contains(expected, problem, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Check_TooManyConditionsOrNoReason_IsRefused()
    {
        var many = Word(60, [.. Enumerable.Range(0, 11).Select(i => $"name=n{i}")]);
        var mute = Word(60, "kind=host") with { Why = " " };

        Assert.Equal("a silence has at most 10 conditions", SilenceRules.Check(many, WordSettings.Default));
        Assert.Equal("say why", SilenceRules.Check(mute, WordSettings.Default));
        Assert.StartsWith(
            "a silence needs a condition", SilenceRules.Check(Word(60), WordSettings.Default),
            StringComparison.Ordinal);
    }

    private static OperatorWord Word(int seconds, params string[] matchers) =>
        new(WordKind.Silence, "ana", "migration", Now, "")
        {
            Matchers = [.. matchers.Select(text => SilenceMatcher.Read(text)!)],
            From = Now,
            Until = Now.AddSeconds(seconds),
        };
}
