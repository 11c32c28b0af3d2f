using AiopsTwin.House.Tests.Support;

namespace AiopsTwin.House.Tests.Catalog;

public sealed class CatalogRuleTests
{
    [Fact]
    public void Catalogue_EveryFile_SaysWhereItComesFrom()
    {
        var files = CatalogRule.OfRepository();

        Assert.NotEmpty(files);
        Broken.MustBeNone("The catalogue says where it comes from.", CatalogRule.Check(files));
    }

    [Theory]
    [InlineData("synthetic/a/scenario.yaml", "format: 1\nname: a\ntruth: {}\n", "has no control")]
    [InlineData("synthetic/a/scenario.yaml", "format: 1\nname: b\n", "is not named by its folder")]
    [InlineData("synthetic/a-control/scenario.yaml", "format: 1\nname: a-control\ntruth: {}\n", "has a truth")]
    [InlineData("recorded/x/a/scenario.yaml", "format: 1\nname: a\n", "neither provenance")]
    [InlineData("estates/a.yaml", "format: 1\n", "what of it is invented")]
    public void Check_FileOfUnknownOrigin_IsFound(string path, string text, string complaint)
    {
        var files = new Dictionary<string, string> { [$"scenarios/catalog/{path}"] = text };

        var found = CatalogRule.Check(files).ToArray();

        Assert.Contains(found, line => line.Contains(complaint, StringComparison.Ordinal));
    }
}
