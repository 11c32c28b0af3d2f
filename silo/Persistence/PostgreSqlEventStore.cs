using AiopsTwin.Grains.Durability;
using Npgsql;
using NpgsqlTypes;

namespace AiopsTwin.Silo.Persistence;

/// <summary>The event log's table in PostgreSQL.</summary>
internal sealed class PostgreSqlEventStore(NpgsqlDataSource source) : IEventStore
{
    // Held for the length of a commit by every silo: without it a reader could see position 8 before a slower silo's
    // position 7 and, going on from 8, never see 7.
    private const string LockText = "SELECT pg_advisory_xact_lock(280402808916)";

    private const string InsertText = """
        WITH incoming AS MATERIALIZED
        (
            SELECT * FROM unnest(@twins, @partitions, @sources, @sequences, @ats, @kinds, @payloads)
                WITH ORDINALITY AS r (Twin, PartitionIndex, Source, Sequence, At, Kind, Payload, Place)
        ),
        stored AS
        (
            INSERT INTO TwinEvent (Twin, PartitionIndex, Source, Sequence, At, Kind, Payload, StoredAt)
            SELECT Twin, PartitionIndex, Source, Sequence, At, Kind, Payload, @storedAt FROM incoming ORDER BY Place
            ON CONFLICT DO NOTHING
            RETURNING Position, Twin, Source, Sequence
        )
        SELECT i.Place, COALESCE(s.Position, e.Position), s.Position IS NOT NULL
        FROM incoming AS i
        LEFT JOIN stored AS s ON s.Twin = i.Twin AND s.Source = i.Source AND s.Sequence = i.Sequence
        LEFT JOIN TwinEvent AS e ON e.Twin = i.Twin AND e.Source = i.Source AND e.Sequence = i.Sequence
        """;

    public async Task<IReadOnlyList<StoredPosition>> CommitAsync(
        IReadOnlyList<TwinEvent> events, DateTimeOffset storedAt, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using (var locking = new NpgsqlCommand(LockText, connection, transaction))
        {
            await locking.ExecuteNonQueryAsync(cancellationToken);
        }

        await using var insert = new NpgsqlCommand(InsertText, connection, transaction);
        Add(insert, "twins", NpgsqlDbType.Text, events, record => record.Stream.Twin);
        Add(insert, "partitions", NpgsqlDbType.Integer, events, record => record.Stream.Partition);
        Add(insert, "sources", NpgsqlDbType.Text, events, record => record.Source);
        Add(insert, "sequences", NpgsqlDbType.Bigint, events, record => record.Sequence);
        Add(insert, "ats", NpgsqlDbType.Bigint, events, record => record.At.UtcTicks);
        Add(insert, "kinds", NpgsqlDbType.Text, events, record => record.Kind);
        Add(insert, "payloads", NpgsqlDbType.Bytea, events, record => record.Payload.ToArray());
        insert.Parameters.AddWithValue("storedAt", storedAt.UtcTicks);
        var positions = new StoredPosition[events.Count];
        await using (var reader = await insert.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                positions[reader.GetInt64(0) - 1] = new StoredPosition(reader.GetInt64(1), reader.GetBoolean(2));
            }
        }

        await transaction.CommitAsync(cancellationToken);
        return positions;
    }

    public async Task<IReadOnlyList<StoredTwinEvent>> ReadAsync(
        EventStream stream, long afterPosition, int limit, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(EventText.Read);
        command.Parameters.AddWithValue("twin", stream.Twin);
        command.Parameters.AddWithValue("partition", stream.Partition);
        command.Parameters.AddWithValue("after", afterPosition);
        command.Parameters.AddWithValue("limit", limit);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var found = new List<StoredTwinEvent>();
        while (await reader.ReadAsync(cancellationToken))
        {
            found.Add(new StoredTwinEvent(reader.GetInt64(0), new TwinEvent(
                stream, reader.GetString(1), reader.GetInt64(2), new DateTimeOffset(reader.GetInt64(3), TimeSpan.Zero),
                reader.GetString(4), reader.GetFieldValue<byte[]>(5))));
        }

        return found;
    }

    public async Task<IReadOnlyList<string>> TwinsAsync(int limit, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(EventText.Twins);
        command.Parameters.AddWithValue("limit", limit);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var twins = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
        {
            twins.Add(reader.GetString(0));
        }

        return twins;
    }

    public async Task<int> TrimAsync(
        EventStream stream, long throughPosition, int limit, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(EventText.Trim);
        command.Parameters.AddWithValue("twin", stream.Twin);
        command.Parameters.AddWithValue("partition", stream.Partition);
        command.Parameters.AddWithValue("through", throughPosition);
        command.Parameters.AddWithValue("limit", limit);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<int> PruneAsync(DateTimeOffset storedBefore, int limit, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(EventText.Prune);
        command.Parameters.AddWithValue("before", storedBefore.UtcTicks);
        command.Parameters.AddWithValue("limit", limit);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static void Add<T>(
        NpgsqlCommand command, string name, NpgsqlDbType type, IReadOnlyList<TwinEvent> events, Func<TwinEvent, T> pick)
    {
        var values = new T[events.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = pick(events[i]);
        }

        command.Parameters.Add(new NpgsqlParameter(name, NpgsqlDbType.Array | type) { Value = values });
    }
}
