using AiopsTwin.House.Tests.Support;

namespace AiopsTwin.House.Tests.Documents;

public sealed class AddressRuleTests
{
    [Fact]
    public void Addresses_OfAllDocuments_AreServed()
    {
        var rule = AddressRule.Of(
            Repository.Sources.Where(file => file.Path.StartsWith("silo/", StringComparison.Ordinal)));

        Broken.MustBeNone(
            "Addresses in documents are served.",
            Repository.Documents.SelectMany(document => rule.Check(document.Path, document.Text)));
    }

    [Theory]
    [InlineData("curl http://localhost:5080/api/v1/twins/live/samples -d x", 0)]
    [InlineData("`/api/v1/twins/{twin}/samples`", 0)]
    [InlineData("`/metrics`", 0)]
    [InlineData("the API, `/api/v1/...`, and more", 0)]
    [InlineData("curl http://localhost:5080/api/v1/twins/live/sample -d x", 1)]
    [InlineData("`/health/well`", 1)]
    public void Check_AddressNobodyServes_IsFound(string text, int expected)
    {
        var file = new SourceFile(
            "silo/A.cs", "class A { void B() { api.MapPost(\"/twins/{twin}/samples\", C); app.MapX(\"/metrics\"); } }");

        Assert.Equal(expected, AddressRule.Of([file]).Check("docs/a.md", text).Count());
    }
}
