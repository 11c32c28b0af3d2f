using System.Data;
using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace AiopsTwin.Silo.Persistence;

/// <summary>
/// Connections to the embedded database. Every connection syncs each commit to disk (a killed process or a power cut
/// loses nothing acknowledged) and waits for the single writer instead of failing at once.
/// </summary>
internal sealed class SqliteSource : DbDataSource
{
    private readonly string _pragmas;

    public SqliteSource(string path, TimeSpan commandTimeout)
    {
        Path = path;
        ConnectionString = new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = SqliteOpenMode.ReadWriteCreate,
            DefaultTimeout = (int)Math.Ceiling(commandTimeout.TotalSeconds),
        }.ToString();
        var milliseconds = ((long)commandTimeout.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
        _pragmas = $"PRAGMA synchronous = FULL; PRAGMA busy_timeout = {milliseconds};";
    }

    public string Path { get; }

    public override string ConnectionString { get; }

    /// <summary>A connection of the provider's own type: the storage provider refuses derived ones.</summary>
    public SqliteConnection Create()
    {
        var connection = new SqliteConnection(ConnectionString);
        connection.StateChange += Tune;
        return connection;
    }

    protected override DbConnection CreateDbConnection() => Create();

    private void Tune(object sender, StateChangeEventArgs change)
    {
        if (change.CurrentState == ConnectionState.Open)
        {
            using var command = ((SqliteConnection)sender).CreateCommand();
            command.CommandText = _pragmas;
            command.ExecuteNonQuery();
        }
    }
}
