using System.ComponentModel.DataAnnotations;
using AiopsTwin.Contracts;

namespace AiopsTwin.Silo.Persistence;

/// <summary>Where state is kept.</summary>
public sealed class StorageOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string SectionName = "Storage";

    /// <summary>Which database: Sqlite (embedded, one process) or PostgreSql.</summary>
    [EnumDataType(typeof(StorageProvider))]
    public StorageProvider Provider { get; set; } = StorageProvider.Sqlite;

    /// <summary>SQLite only: path of the database file, taken from the content root when relative.</summary>
    public string Path { get; set; } = "data/aiopstwin.db";

    /// <summary>PostgreSQL only: the connection string. It holds a password: give it by environment or secret
    /// store.</summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>How long a statement may wait for a lock or an answer.</summary>
    [DurationRange("00:00:01", "00:10:00")]
    public TimeSpan CommandTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>PostgreSQL only: connections held at most by this process.</summary>
    [Range(2, 1000)]
    public int MaxConnections { get; set; } = 32;
}
