using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace AiopsTwin.Silo.Persistence;

/// <summary>
/// Brings the database to the schema this build needs, in one transaction, before the silo starts (the storage provider
/// reads its statements while it starts). Two processes may start at once: the second waits and finds the work done.
/// </summary>
internal sealed class SchemaMigrator(TwinDatabase database, TimeProvider time)
{
    // Any constant serves, as long as nobody else takes the same one in this database.
    private const long AdvisoryLock = 0x41494F5053;

    /// <summary>Applies the scripts that are missing.</summary>
    /// <returns>Names of the scripts applied now.</returns>
    /// <exception cref="InvalidOperationException">The database was made by a newer build, or a script that already ran
    /// was edited since.</exception>
    public async Task<IReadOnlyList<string>> ApplyAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await BeginAsync(connection, cancellationToken);
        await ExecuteAsync(connection, transaction, """
            CREATE TABLE IF NOT EXISTS SchemaScript
            (
                Number    integer NOT NULL PRIMARY KEY,
                Name      text    NOT NULL,
                Hash      text    NOT NULL,
                AppliedAt text    NOT NULL
            )
            """, cancellationToken);
        var applied = await ReadAppliedAsync(connection, transaction, cancellationToken);
        var missing = Missing(SchemaScript.For(database.Provider), applied);
        foreach (var script in missing)
        {
            await ExecuteAsync(connection, transaction, script.Text, cancellationToken);
            await RecordAsync(connection, transaction, script, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return [.. missing.Select(script => script.Name)];
    }

    /// <summary>Compares what this build knows with what ran; the answer is what must still run.</summary>
    internal static IReadOnlyList<SchemaScript> Missing(
        IReadOnlyList<SchemaScript> known, IReadOnlyDictionary<int, string> appliedHashes)
    {
        var newest = known[^1].Number;
        var unknown = appliedHashes.Keys.Where(number => number > newest).Order().ToArray();
        if (unknown.Length > 0)
        {
            throw new InvalidOperationException(
                $"The database has schema script {unknown[^1]}, this build knows up to {newest}: it is older than the "
                + "build that wrote the database. Start the newer build, or give Storage another database.");
        }

        var edited = known
            .Where(script => appliedHashes.TryGetValue(script.Number, out var hash) && hash != script.Hash)
            .Select(script => script.Name).ToArray();
        return edited.Length == 0
            ? [.. known.Where(script => !appliedHashes.ContainsKey(script.Number))]
            : throw new InvalidOperationException(
                $"Schema script {string.Join(", ", edited)} differs from the one that made this database; "
                + "a script that ran must not be edited: add a new one.");
    }

    private static async Task<DbTransaction> BeginAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        if (connection is SqliteConnection sqlite)
        {
            // Write-ahead logging lets readers go on while the one writer commits; it is a property of the file.
            await ExecuteAsync(connection, null, "PRAGMA journal_mode = WAL", cancellationToken);
            return sqlite.BeginTransaction(deferred: false);
        }

        var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var locking = string.Create(CultureInfo.InvariantCulture, $"SELECT pg_advisory_xact_lock({AdvisoryLock})");
        await ExecuteAsync(connection, transaction, locking, cancellationToken);
        return transaction;
    }

    private async Task RecordAsync(
        DbConnection connection, DbTransaction transaction, SchemaScript script, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText =
            "INSERT INTO SchemaScript (Number, Name, Hash, AppliedAt) VALUES (@number, @name, @hash, @at)";
        Add(command, "number", script.Number);
        Add(command, "name", script.Name);
        Add(command, "hash", script.Hash);
        Add(command, "at", time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<Dictionary<int, string>> ReadAppliedAsync(
        DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "SELECT Number, Hash FROM SchemaScript";
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var applied = new Dictionary<int, string>();
        while (await reader.ReadAsync(cancellationToken))
        {
            applied.Add(reader.GetInt32(0), reader.GetString(1));
        }

        return applied;
    }

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }

    private static async Task ExecuteAsync(
        DbConnection connection, DbTransaction? transaction, string text, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = text;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
