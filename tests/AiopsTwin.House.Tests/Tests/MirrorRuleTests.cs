using AiopsTwin.House.Tests.Support;

namespace AiopsTwin.House.Tests.Tests;

public sealed class MirrorRuleTests
{
    [Fact]
    public void TestClasses_AllOfTheRepository_MirrorTheCode()
    {
        var rule = MirrorRule.OfRepository();

        Broken.MustBeNone("Tests mirror the code.", Repository.TestSources.SelectMany(rule.Check));
    }

    [Theory]
    [InlineData("class FloodTests { [Fact] void A() { } }", 0)]
    [InlineData("class LocalFloodTests { [Fact] void A() { } }", 0)]
    [InlineData("class FloodStormTests { [Fact] void A() { } }", 0)]
    [InlineData("/// <summary>Holds <see cref=\"Flood\"/>.</summary>\nclass LawTests { [Fact] void A() { } }", 0)]
    [InlineData("/// <summary>All is well.</summary>\nclass LawTests { [Fact] void A() { } }", 1)]
    [InlineData("class FloodyTests { [Fact] void A() { } }", 1)]
    public void Check_TestOfNothing_IsFound(string text, int expected)
    {
        var rule = new MirrorRule(new HashSet<string> { "Flood" });

        Assert.Equal(expected, rule.Check(new SourceFile("tests/A.cs", text)).Count());
    }
}
