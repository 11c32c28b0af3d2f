using AiopsTwin.House.Tests.Support;

namespace AiopsTwin.House.Tests.Documents;

public sealed class GlossaryRuleTests
{
    [Fact]
    public void PublicNouns_OfEngineAndContracts_AreInTheGlossary()
    {
        var rule = GlossaryRule.Of(Repository.Read("docs/GLOSSARY.md"));

        Broken.MustBeNone(
            "Public nouns are in the glossary.",
            Repository.Sources
                .Where(file => file.Path.StartsWith("grains/AiopsTwin.Engine/", StringComparison.Ordinal)
                    || file.Path.StartsWith("grains/AiopsTwin.Contracts/", StringComparison.Ordinal))
                .SelectMany(rule.Check));
    }

    [Theory]
    [InlineData("public record AlertSeries;", 0)]
    [InlineData("public interface IEntityGrain;", 0)]
    [InlineData("public record AlertGizmo;", 1)]
    [InlineData("internal record Gizmo;", 0)]
    public void Check_NounNobodyExplained_IsFound(string text, int expected)
    {
        var rule = GlossaryRule.Of(
            "| Term | Meaning |\n| --- | --- |\n| alert | x |\n| entity / grain | y |\n| series | z |\n");

        Assert.Equal(expected, rule.Check(new SourceFile("grains/A.cs", text)).Count());
    }
}
