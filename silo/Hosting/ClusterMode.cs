namespace AiopsTwin.Silo.Hosting;

/// <summary>How silos find each other.</summary>
public enum ClusterMode
{
    /// <summary>This process is the whole cluster; its inner ports are free loopback ports.</summary>
#pragma warning disable CA1720 // Said of a cluster, not of a number.
    Single,
#pragma warning restore CA1720

    /// <summary>Silos meet in the PostgreSQL database of <c>Storage</c>.</summary>
    PostgreSql,
}
