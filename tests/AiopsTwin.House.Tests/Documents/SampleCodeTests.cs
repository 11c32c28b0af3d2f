using AiopsTwin.House.Tests.Support;

namespace AiopsTwin.House.Tests.Documents;

public sealed class SampleCodeTests
{
    [Fact]
    public void SampleCode_OfAllDocuments_Compiles() => Broken.MustBeNone(
        "Code in documents compiles.",
        Repository.Documents.SelectMany(document => SampleCode.Check(document.Path, document.Text)));

    [Theory]
    [InlineData(
        "using AiopsTwin.Engine.Telemetry;\nvar id = EntityId.Parse(\"host:1\");\nConsole.WriteLine(id);", true)]
    [InlineData("public sealed record A(AiopsTwin.Engine.Telemetry.EntityId Id);", true)]
    [InlineData("var id = EntityId.Guess(\"host:1\");", false)]
    public void Check_BlockOfCode_MustCompile(string code, bool isFine)
    {
        var found = SampleCode.Check("docs/a.md", $"```csharp\n{code}\n```\n");

        Assert.Equal(isFine, !found.Any());
    }

    [Fact]
    public void Of_Document_AreItsBlocksWithLanguageAndLine()
    {
        var fence = Assert.Single(Fences.Of("text\n\n```sh\nls\n```\n"));

        Assert.Equal(("sh", "ls\n", 4), fence);
    }
}
