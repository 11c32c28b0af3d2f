using AiopsTwin.Silo.Persistence;
using AiopsTwin.Silo.Tests.Support;

namespace AiopsTwin.Silo.Tests.Persistence;

public sealed class PostgreSqlEventLogTests(PostgreSqlServer server)
    : EventLogContract, IClassFixture<PostgreSqlServer>
{
    private protected override async Task<TwinDatabase> FreshDatabaseAsync(CancellationToken cancellationToken)
    {
        PostgreSqlServer.RequireOrSkip();
        var database = new TwinDatabase(
            new StorageOptions
            {
                Provider = StorageProvider.PostgreSql,
                ConnectionString = await server.NewDatabaseAsync(cancellationToken),
            },
            contentRoot: "");
        await new SchemaMigrator(database, TimeProvider.System).ApplyAsync(cancellationToken);
        return database;
    }
}
