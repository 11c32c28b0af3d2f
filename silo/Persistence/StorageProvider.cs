namespace AiopsTwin.Silo.Persistence;

/// <summary>Where state is kept.</summary>
public enum StorageProvider
{
    /// <summary>One file beside the silo; for one process.</summary>
    Sqlite,

    /// <summary>A PostgreSQL database; for one or several silos.</summary>
    PostgreSql,
}
