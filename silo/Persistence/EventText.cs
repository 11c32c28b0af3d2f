namespace AiopsTwin.Silo.Persistence;

/// <summary>Statements about kept events that both databases understand.</summary>
internal static class EventText
{
    /// <summary>The records of a stream behind a position.</summary>
    public const string Read = """
        SELECT Position, Source, Sequence, At, Kind, Payload FROM TwinEvent
        WHERE Twin = @twin AND PartitionIndex = @partition AND Position > @after ORDER BY Position LIMIT @limit
        """;

    /// <summary>The twins that have records; jumps from one to the next along the index instead of reading every
    /// record.</summary>
    public const string Twins = """
        WITH RECURSIVE Name (Twin) AS
        (
            SELECT MIN(Twin) FROM TwinEvent
            UNION ALL
            SELECT (SELECT MIN(e.Twin) FROM TwinEvent AS e WHERE e.Twin > Name.Twin)
            FROM Name WHERE Name.Twin IS NOT NULL
        )
        SELECT Twin FROM Name WHERE Twin IS NOT NULL LIMIT @limit
        """;

    /// <summary>Removes the oldest records of a stream up to and with a position, some at a time.</summary>
    public const string Trim = """
        DELETE FROM TwinEvent WHERE Position IN
            (SELECT Position FROM TwinEvent
             WHERE Twin = @twin AND PartitionIndex = @partition AND Position <= @through
             ORDER BY Position LIMIT @limit)
        """;

    /// <summary>Removes the oldest records stored before an instant, some at a time.</summary>
    public const string Prune = """
        DELETE FROM TwinEvent WHERE Position IN
            (SELECT Position FROM TwinEvent WHERE StoredAt < @before ORDER BY StoredAt LIMIT @limit)
        """;
}
