using AiopsTwin.Silo.Persistence;
using AiopsTwin.Silo.Tests.Support;

namespace AiopsTwin.Silo.Tests.Persistence;

public sealed class SchemaMigratorTests(PostgreSqlServer server) : IClassFixture<PostgreSqlServer>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.PostgreSql)]
    public async Task Apply_SeveralProcessesAtOnce_EachScriptRunsOnce(StorageProvider provider)
    {
        var options = await server.OptionsAsync(provider, Cancelled);
        var databases = Enumerable.Range(0, 4).Select(_ => new TwinDatabase(options, _folder.Root)).ToArray();

        var applied = await Task.WhenAll(databases.Select(database => Task.Run(
            () => new SchemaMigrator(database, TimeProvider.System).ApplyAsync(Cancelled), Cancelled)));

        var known = SchemaScript.For(provider).Select(script => script.Name);
        Assert.Equal(known, applied.SelectMany(names => names));
        foreach (var database in databases)
        {
            await database.DisposeAsync();
        }
    }

    [Fact]
    public void Missing_DatabaseOfANewerBuild_IsRefused()
    {
        var known = SchemaScript.For(StorageProvider.Sqlite);
        var applied = new Dictionary<int, string> { [99] = "abc" };

        var failure = Assert.Throws<InvalidOperationException>(() => SchemaMigrator.Missing(known, applied));

        Assert.Contains("99", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_ScriptEditedAfterItRan_IsRefusedByName()
    {
        var known = SchemaScript.For(StorageProvider.PostgreSql);
        var applied = new Dictionary<int, string> { [1] = "not the hash" };

        var failure = Assert.Throws<InvalidOperationException>(() => SchemaMigrator.Missing(known, applied));

        Assert.Contains(known[0].Name, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.PostgreSql)]
    public void Scripts_OfADatabase_AreNumberedFromOneWithoutGaps(StorageProvider provider)
    {
        var numbers = SchemaScript.For(provider).Select(script => script.Number).ToArray();

        Assert.Equal(Enumerable.Range(1, numbers.Length), numbers);
    }

    public void Dispose() => _folder.Dispose();
}
