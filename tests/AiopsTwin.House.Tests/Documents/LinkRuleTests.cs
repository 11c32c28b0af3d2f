using AiopsTwin.House.Tests.Support;

namespace AiopsTwin.House.Tests.Documents;

public sealed class LinkRuleTests
{
    [Fact]
    public void Links_OfAllDocuments_LeadSomewhere()
    {
        var rule = new LinkRule(path => !Repository.Exists(path) ? null
            : Directory.Exists(Path.Combine(Repository.Root, path)) ? ""
            : Repository.Read(path));

        Broken.MustBeNone(
            "Links lead somewhere.",
            Repository.Documents.SelectMany(document => rule.Check(document.Path, document.Text)));
    }

    [Theory]
    [InlineData("see [a](other.md)", 0)]
    [InlineData("see [a](../README.md)", 0)]
    [InlineData("see [a](other.md#how-it-ends)", 0)]
    [InlineData("see [a](https://example.org/x)", 0)]
    [InlineData("see [a](missing.md)", 1)]
    [InlineData("see [a](other.md#missing)", 1)]
    [InlineData("see [a](#missing)", 1)]
    public void Check_LinkThatLeadsNowhere_IsFound(string text, int expected)
    {
        var files = new Dictionary<string, string>
        {
            ["README.md"] = "",
            ["docs/other.md"] = "## How it ends\n",
            ["docs/a.md"] = text,
        };

        var found = new LinkRule(files.GetValueOrDefault).Check("docs/a.md", text);

        Assert.Equal(expected, found.Count());
    }
}
