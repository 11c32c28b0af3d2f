using System.ComponentModel.DataAnnotations;

namespace AiopsTwin.Silo.Hosting;

/// <summary>How silos find each other and where they listen.</summary>
public sealed class TwinClusterOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string SectionName = "Cluster";

    /// <summary>Single (this process is the whole cluster) or PostgreSql (silos meet in the database).</summary>
    [EnumDataType(typeof(ClusterMode))]
    public ClusterMode Mode { get; set; } = ClusterMode.Single;

    /// <summary>Name of the cluster; silos with the same name and database join each other.</summary>
    [Required(AllowEmptyStrings = false), StringLength(150)]
    public string ClusterId { get; set; } = "aiopstwin";

    /// <summary>Name under which state is stored; it outlives a change of the cluster's name.</summary>
    [Required(AllowEmptyStrings = false), StringLength(150)]
    public string ServiceId { get; set; } = "aiopstwin";

    /// <summary>PostgreSql mode only: port for other silos.</summary>
    [Range(1, 65535)]
    public int SiloPort { get; set; } = 11111;

    /// <summary>PostgreSql mode only: port for cluster clients.</summary>
    [Range(1, 65535)]
    public int GatewayPort { get; set; } = 30000;

    /// <summary>PostgreSql mode only: address or host name under which other silos reach this one, and on which it
    /// listens. Empty: the address of the machine's host name.</summary>
    public string AdvertisedAddress { get; set; } = "";

    /// <summary>PostgreSql mode only: listen on every address of the machine, not only on the advertised one.</summary>
    public bool ListenOnAnyAddress { get; set; }
}
