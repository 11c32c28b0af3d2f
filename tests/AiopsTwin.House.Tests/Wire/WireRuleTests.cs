using AiopsTwin.House.Tests.Support;

namespace AiopsTwin.House.Tests.Wire;

public sealed class WireRuleTests
{
    [Fact]
    public void SerializedTypes_OfTheProduct_HaveLastingNamesAndNumbers() => Broken.MustBeNone(
        "Wire types keep their names and numbers.", Repository.ProductSources.SelectMany(WireRule.Check));

    [Fact]
    public void Aliases_OfTheProduct_AreUnique() =>
        Broken.MustBeNone("An alias names one type.", WireRule.Shared(Repository.ProductSources));

    [Theory]
    [InlineData("[GenerateSerializer] record A([property: Id(0)] int B);", 1)]
    [InlineData("[GenerateSerializer, Alias(\"a\")] record A([property: Id(0)] int B);", 1)]
    [InlineData("[GenerateSerializer, Alias(\"aiopstwin.A\")] class A { [Id(0)] int B; [Id(2)] int C; }", 1)]
    [InlineData("[GenerateSerializer, Alias(\"aiopstwin.A\")] class A { [Id(0)] int B; [Id(0)] int C; }", 1)]
    [InlineData("[GenerateSerializer, Alias(\"aiopstwin.A\")] class A { [Id(1)] int B; [Id(0)] int C; }", 0)]
    [InlineData("[GenerateSerializer, Alias(\"aiopstwin.A\")] class A { // Retired id 0: x\n [Id(1)] int B; }", 0)]
    [InlineData("record A(int B);", 0)]
    public void Check_TypeThatWouldNotLast_IsFound(string text, int expected) =>
        Assert.Equal(expected, WireRule.Check(new SourceFile("grains/A.cs", text)).Count());

    [Fact]
    public void Shared_TwoTypesWithOneAlias_AreFound()
    {
        var file = new SourceFile(
            "grains/A.cs",
            "[GenerateSerializer, Alias(\"aiopstwin.A\")] record A;\n"
            + "[GenerateSerializer, Alias(\"aiopstwin.A\")] record B;");

        Assert.Single(WireRule.Shared([file]));
    }
}
