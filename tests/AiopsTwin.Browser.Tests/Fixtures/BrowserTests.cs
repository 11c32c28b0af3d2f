namespace AiopsTwin.Browser.Tests.Fixtures;

/// <summary>Tests that share the browser and the silo.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserTests : ICollectionFixture<BrowserFixture>
{
    public const string Name = "browser";
}
