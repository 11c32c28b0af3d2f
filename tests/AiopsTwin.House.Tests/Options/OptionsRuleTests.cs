using AiopsTwin.House.Tests.Support;

namespace AiopsTwin.House.Tests.Options;

public sealed class OptionsRuleTests
{
    private const string Document = "| `Demo:Wait` | `00:00:05` |  | How long. |";

    [Fact]
    public void Options_OfSiloAndGrains_AreSealedNamedAndDocumented()
    {
        var operations = Repository.Read("docs/OPERATIONS.md");

        Broken.MustBeNone(
            "Options are documented where they stand and in the operations document.",
            Repository.ProductSources
                .Where(file => file.Path.StartsWith("silo/", StringComparison.Ordinal)
                    || file.Path.StartsWith("grains/", StringComparison.Ordinal)
                    || file.Path.StartsWith("twin-ui/", StringComparison.Ordinal))
                .SelectMany(file => OptionsRule.Check(file, operations)));
    }

    [Theory]
    [InlineData("class DemoOptions { const string SectionName = \"Demo\"; }", "is not sealed")]
    [InlineData("sealed class DemoOptions { }", "names no section")]
    [InlineData(
        "sealed class DemoOptions { const string SectionName = \"Demo\"; public TimeSpan Wait { get; set; } }",
        "is not documented")]
    [InlineData(
        "sealed class DemoOptions { const string SectionName = \"Demo\"; /// <summary>X.</summary>\n"
        + "public int Other { get; set; } }",
        "has no row Demo:Other")]
    public void Check_OptionsThatLackSomething_AreFound(string text, string complaint)
    {
        var found = OptionsRule.Check(new SourceFile("silo/A.cs", text), Document).ToArray();

        Assert.Contains(complaint, Assert.Single(found), StringComparison.Ordinal);
    }

    [Fact]
    public void Check_TimeAsANumber_IsFound()
    {
        var text = "sealed class DemoOptions { const string SectionName = \"Demo\"; /// <summary>X.</summary>\n"
            + "public int WaitMs { get; set; } }";

        var found = OptionsRule.Check(new SourceFile("silo/A.cs", text), Document + "| `Demo:WaitMs` |");

        Assert.Contains("without the type", Assert.Single(found), StringComparison.Ordinal);
    }

    [Fact]
    public void Check_DurationWithBoundsReadAtFirstUse_IsFound()
    {
        var text = "sealed class DemoOptions { const string SectionName = \"Demo\"; /// <summary>X.</summary>\n"
            + "[Range(typeof(TimeSpan), \"00:00:01\", \"00:01:00\")] public TimeSpan Wait { get; set; } }";

        var found = OptionsRule.Check(new SourceFile("silo/A.cs", text), Document).ToArray();

        Assert.Contains("takes DurationRange", Assert.Single(found), StringComparison.Ordinal);
    }
}
