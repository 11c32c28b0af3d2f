using AiopsTwin.House.Tests.Support;

namespace AiopsTwin.House.Tests.Code;

public sealed class CommentRuleTests
{
    private static readonly string[] Written =
        ["*.cs", "*.razor", "*.md", "*.csproj", "*.props", "*.yaml", "*.yml", "*.sql", "*.js", "*.css", "*.json"];

    [Fact]
    public void Comments_AllOfTheRepository_SayWhy() =>
        Broken.MustBeNone("Comments say why.", Repository.Sources.SelectMany(CommentRule.Check));

    [Fact]
    public void Texts_AllOfTheRepository_AreFinishedAndBelongToNoMachine() => Broken.MustBeNone(
        "Texts are finished and belong to no machine.",
        Written.SelectMany(Repository.Texts)
            .Where(file => !file.Path.EndsWith("CommentRuleTests.cs", StringComparison.Ordinal))
            .SelectMany(file => CommentRule.Texts(file.Path, file.Text)));

    [Theory]
    [InlineData("// ---- parts ----", "banner")]
    [InlineData("//////////////////", "")]
    [InlineData("/*****************/", "banner")]
    [InlineData("// var x = Compute();", "put to sleep")]
    [InlineData("// if (x) {", "put to sleep")]
    [InlineData("// Sums run in that order; ties break by sequence.", "")]
    [InlineData("#region Fields\n#endregion", "region")]
    public void Check_CommentThatIsNone_IsFound(string text, string complaint)
    {
        var found = CommentRule.Check(new SourceFile("silo/A.cs", text + "\n")).ToArray();

        Assert.Equal(complaint.Length > 0 ? 1 : 0, found.Length);
        Assert.All(found, line => Assert.Contains(complaint, line, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("// TODO: later", 1)]
    [InlineData("// TODO #12: later", 0)]
    [InlineData("see /home/ann/x.txt", 1)]
    [InlineData(@"C:\Users\ann", 1)]
    [InlineData("GET /api/v1/home/page", 0)]
    public void Texts_NoteOrMachinePath_IsFound(string text, int expected) =>
        Assert.Equal(expected, CommentRule.Texts("docs/A.md", text).Count());
}
