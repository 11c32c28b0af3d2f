using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Npgsql;

namespace AiopsTwin.Silo.Persistence;

/// <summary>The one database of this process: which kind it is, and how to reach it.</summary>
internal sealed class TwinDatabase : IAsyncDisposable
{
    public TwinDatabase(IOptions<StorageOptions> options, IHostEnvironment environment)
        : this(options.Value, environment.ContentRootPath)
    {
    }

    public TwinDatabase(StorageOptions options, string contentRoot)
    {
        Provider = options.Provider;
        if (options.Provider == StorageProvider.Sqlite)
        {
            var path = Path.GetFullPath(options.Path, contentRoot);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            Source = new SqliteSource(path, options.CommandTimeout);
            Description = $"SQLite, {path}";
        }
        else
        {
            var text = new NpgsqlConnectionStringBuilder(options.ConnectionString)
            {
                MaxPoolSize = options.MaxConnections,
                CommandTimeout = (int)Math.Ceiling(options.CommandTimeout.TotalSeconds),
                ApplicationName = "aiopstwin",
                Timezone = "UTC",
            };
            Source = NpgsqlDataSource.Create(text);
            Description = $"PostgreSQL, {text.Host}:{text.Port}/{text.Database}";
        }
    }

    public StorageProvider Provider { get; }

    public DbDataSource Source { get; }

    /// <summary>For people; without secrets.</summary>
    public string Description { get; }

    /// <summary>Name by which the storage provider knows the driver.</summary>
    public string Invariant => Provider == StorageProvider.Sqlite ? "System.Data.SQLite" : "Npgsql";

    /// <summary>True when a trivial question is answered.</summary>
    public async Task<bool> IsReachableAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var command = Source.CreateCommand("SELECT 1");
            return await command.ExecuteScalarAsync(cancellationToken) is not null;
        }
        catch (DbException)
        {
            return false;
        }
    }

    public ValueTask DisposeAsync()
    {
        if (Source is SqliteSource sqlite)
        {
            using var connection = sqlite.Create();
            SqliteConnection.ClearPool(connection);
        }

        return Source.DisposeAsync();
    }
}
