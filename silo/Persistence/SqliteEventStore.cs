using AiopsTwin.Grains.Durability;
using Microsoft.Data.Sqlite;

namespace AiopsTwin.Silo.Persistence;

/// <summary>The event log's table in the embedded database.</summary>
internal sealed class SqliteEventStore(SqliteSource source) : IEventStore
{
    private const string InsertText = """
        INSERT INTO TwinEvent (Twin, PartitionIndex, Source, Sequence, At, Kind, Payload, StoredAt)
        VALUES (@twin, @partition, @source, @sequence, @at, @kind, @payload, @storedAt)
        ON CONFLICT DO NOTHING RETURNING Position
        """;

    private const string FindText =
        "SELECT Position FROM TwinEvent WHERE Twin = @twin AND Source = @source AND Sequence = @sequence";

    public Task<IReadOnlyList<StoredPosition>> CommitAsync(
        IReadOnlyList<TwinEvent> events, DateTimeOffset storedAt, CancellationToken cancellationToken)
    {
        using var connection = Open(cancellationToken);
        using var transaction = connection.BeginTransaction(deferred: false);
        using var insert = Command(
            connection, transaction, InsertText, "twin", "partition", "source", "sequence", "at", "kind");
        insert.Parameters.Add("payload", SqliteType.Blob);
        insert.Parameters.AddWithValue("storedAt", storedAt.UtcTicks);
        using var find = Command(connection, transaction, FindText, "twin", "source", "sequence");
        var positions = new StoredPosition[events.Count];
        for (var i = 0; i < positions.Length; i++)
        {
            positions[i] = Store(insert, find, events[i]);
        }

        transaction.Commit();
        return Task.FromResult<IReadOnlyList<StoredPosition>>(positions);
    }

    public Task<IReadOnlyList<StoredTwinEvent>> ReadAsync(
        EventStream stream, long afterPosition, int limit, CancellationToken cancellationToken)
    {
        using var connection = Open(cancellationToken);
        using var command = Asking(
            connection, EventText.Read,
            ("twin", stream.Twin), ("partition", stream.Partition), ("after", afterPosition), ("limit", limit));
        using var reader = command.ExecuteReader();
        var found = new List<StoredTwinEvent>();
        while (reader.Read())
        {
            found.Add(new StoredTwinEvent(reader.GetInt64(0), new TwinEvent(
                stream, reader.GetString(1), reader.GetInt64(2), new DateTimeOffset(reader.GetInt64(3), TimeSpan.Zero),
                reader.GetString(4), reader.GetFieldValue<byte[]>(5))));
        }

        return Task.FromResult<IReadOnlyList<StoredTwinEvent>>(found);
    }

    public Task<IReadOnlyList<string>> TwinsAsync(int limit, CancellationToken cancellationToken)
    {
        using var connection = Open(cancellationToken);
        using var command = Asking(connection, EventText.Twins, ("limit", limit));
        using var reader = command.ExecuteReader();
        var twins = new List<string>();
        while (reader.Read())
        {
            twins.Add(reader.GetString(0));
        }

        return Task.FromResult<IReadOnlyList<string>>(twins);
    }

    public Task<int> TrimAsync(
        EventStream stream, long throughPosition, int limit, CancellationToken cancellationToken)
    {
        using var connection = Open(cancellationToken);
        using var command = Asking(
            connection, EventText.Trim,
            ("twin", stream.Twin), ("partition", stream.Partition), ("through", throughPosition), ("limit", limit));
        return Task.FromResult(command.ExecuteNonQuery());
    }

    public Task<int> PruneAsync(DateTimeOffset storedBefore, int limit, CancellationToken cancellationToken)
    {
        using var connection = Open(cancellationToken);
        using var command = Asking(connection, EventText.Prune, ("before", storedBefore.UtcTicks), ("limit", limit));
        return Task.FromResult(command.ExecuteNonQuery());
    }

    private static StoredPosition Store(SqliteCommand insert, SqliteCommand find, TwinEvent record)
    {
        insert.Parameters["twin"].Value = record.Stream.Twin;
        insert.Parameters["partition"].Value = record.Stream.Partition;
        insert.Parameters["source"].Value = record.Source;
        insert.Parameters["sequence"].Value = record.Sequence;
        insert.Parameters["at"].Value = record.At.UtcTicks;
        insert.Parameters["kind"].Value = record.Kind;
        insert.Parameters["payload"].Value = record.Payload.ToArray();
        if (insert.ExecuteScalar() is long position)
        {
            return new StoredPosition(position, true);
        }

        find.Parameters["twin"].Value = record.Stream.Twin;
        find.Parameters["source"].Value = record.Source;
        find.Parameters["sequence"].Value = record.Sequence;
        return new StoredPosition((long)find.ExecuteScalar()!, false);
    }

    private SqliteConnection Open(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var connection = source.Create();
        connection.Open();
        return connection;
    }

    private static SqliteCommand Asking(
        SqliteConnection connection, string text, params ReadOnlySpan<(string Name, object Value)> values)
    {
        var command = connection.CreateCommand();
        command.CommandText = text;
        foreach (var (name, value) in values)
        {
            command.Parameters.AddWithValue(name, value);
        }

        return command;
    }

    /// <summary>A command that is carried out again and again, each time with other values.</summary>
    private static SqliteCommand Command(
        SqliteConnection connection, SqliteTransaction transaction, string text, params ReadOnlySpan<string> parameters)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = text;
        foreach (var name in parameters)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = name });
        }

        return command;
    }
}
