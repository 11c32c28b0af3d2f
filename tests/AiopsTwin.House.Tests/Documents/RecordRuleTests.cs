using AiopsTwin.House.Tests.Support;

namespace AiopsTwin.House.Tests.Documents;

public sealed class RecordRuleTests
{
    private const string Good = "# 0001. X\n\n## Context\n\n## Choice\n\n## Cost\n\n## What would change our mind\n";

    [Fact]
    public void Decisions_OfTheProject_AreOnePageInOneForm()
    {
        var records = Repository.Documents
            .Where(document => document.Path.StartsWith("docs/adr/0", StringComparison.Ordinal)).ToArray();

        Assert.NotEmpty(records);
        Broken.MustBeNone("Decisions are recorded in one form.", RecordRule.Decisions(records));
    }

    [Fact]
    public void Changes_OfTheProject_SayWhatTheyAre() => Broken.MustBeNone(
        "Changes say what they are.", RecordRule.Changes("CHANGELOG.md", Repository.Read("CHANGELOG.md")));

    [Fact]
    public void Decisions_GapOrMissingHeading_AreFound()
    {
        var incomplete = Good.Replace("## Cost\n", "", StringComparison.Ordinal);

        Assert.Empty(RecordRule.Decisions([("docs/adr/0001-x.md", Good)]));
        Assert.Single(RecordRule.Decisions([("docs/adr/0002-x.md", Good)]));
        Assert.Single(RecordRule.Decisions([("docs/adr/0001-x.md", incomplete)]));
        Assert.Single(RecordRule.Decisions([("docs/adr/0001-x.md", Good + new string('\n', 80))]));
    }

    [Theory]
    [InlineData("- FEATURE Plays scenarios.", 0)]
    [InlineData("- Plays scenarios.", 1)]
    public void Changes_LineWithoutItsKind_IsFound(string line, int expected) =>
        Assert.Equal(expected, RecordRule.Changes("CHANGELOG.md", line).Count());
}
