using AiopsTwin.House.Tests.Support;

namespace AiopsTwin.House.Tests.Code;

public sealed class NameRuleTests
{
    [Fact]
    public void Types_AllOfTheRepository_BearNamesThatSaySomething() =>
        Broken.MustBeNone("Names say what a thing is.", Repository.Sources.SelectMany(NameRule.Check));

    [Theory]
    [InlineData("class AlertManager;", 1)]
    [InlineData("class A { record SampleDto; }", 1)]
    [InlineData("class DataReader;", 1)]
    [InlineData("class DatabaseInformation;", 0)]
    [InlineData("class DatastoreReading;", 0)]
    public void Check_EmptyWord_IsFound(string text, int expected) =>
        Assert.Equal(expected, NameRule.Check(new SourceFile("silo/A.cs", text)).Count());

    [Fact]
    public void Words_NameWithAbbreviation_AreApart() =>
        Assert.Equal(["HTTP", "Reader", "Id"], NameRule.Words("HTTPReaderId"));
}
