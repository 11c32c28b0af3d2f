using AiopsTwin.House.Tests.Support;

namespace AiopsTwin.House.Tests.Code;

public sealed class LayoutRuleTests
{
    [Fact]
    public void Sources_AllOfTheRepository_StandWhereTheirNamesSay() =>
        Broken.MustBeNone("A type is found by its name.", Repository.Sources.SelectMany(LayoutRule.Check));

    [Theory]
    [InlineData("namespace AiopsTwin.Engine.Topology; public sealed class Flood;", "its folder says")]
    [InlineData("public sealed class Flood;", "namespace (none)")]
    [InlineData(
        "namespace AiopsTwin.Engine.Propagation; public sealed class Flood; public class Other;",
        "Flood and Other want a file each")]
    [InlineData("namespace AiopsTwin.Engine.Propagation; internal sealed class Other;", "holds no type Flood")]
    public void Check_TypeInTheWrongPlace_IsFound(string text, string complaint)
    {
        var file = new SourceFile("grains/AiopsTwin.Engine/Propagation/Flood.cs", text);

        var found = LayoutRule.Check(file);

        Assert.Contains(complaint, Assert.Single(found), StringComparison.Ordinal);
    }

    [Fact]
    public void Check_FamilyOfRecords_MayShareAFile()
    {
        var file = new SourceFile(
            "silo/Api/Requests.cs",
            "namespace AiopsTwin.Silo.Api; public record A; public record B; public enum C { }");

        Assert.Empty(LayoutRule.Check(file));
    }
}
