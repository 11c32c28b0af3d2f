using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Silo.Ingest.RemoteWrite;

/// <summary>How the raw numbers of a node exporter become the metrics the twin knows.</summary>
internal static class HostMetrics
{
    private const string Available = "available";
    private const string Total = "total";
    private const string SizePrefix = "size ";
    private const string FreePrefix = "free ";

    private static readonly HashSet<string> VirtualFileSystems =
        ["tmpfs", "ramfs", "devtmpfs", "squashfs", "iso9660", "proc", "sysfs", "cgroup", "cgroup2", "fuse.lxcfs"];

    private static readonly string[] InnerDevices = ["lo", "veth", "docker", "br-", "cali", "flannel", "cni", "virbr"];

    /// <summary>Which derived metric a series is a part of; null for any other series.</summary>
    public static HostPart? Part(SeriesLabels labels) => labels.Name switch
    {
        "node_cpu_seconds_total" when labels["mode"] == "idle" =>
            new HostPart(MetricCatalog.CpuUtilization, labels["cpu"] ?? "", IsTotal: true),
        "node_memory_MemAvailable_bytes" => new HostPart(MetricCatalog.MemoryUtilization, Available, IsTotal: false),
        "node_memory_MemTotal_bytes" => new HostPart(MetricCatalog.MemoryUtilization, Total, IsTotal: false),
        "node_filesystem_avail_bytes" when IsRealDisk(labels) =>
            new HostPart(MetricCatalog.DiskUtilization, FreePrefix + labels["mountpoint"], IsTotal: false),
        "node_filesystem_size_bytes" when IsRealDisk(labels) =>
            new HostPart(MetricCatalog.DiskUtilization, SizePrefix + labels["mountpoint"], IsTotal: false),
        "node_network_receive_bytes_total" when IsOuterDevice(labels) =>
            new HostPart(MetricCatalog.NetworkReceive, labels["device"]!, IsTotal: true),
        "node_network_transmit_bytes_total" when IsOuterDevice(labels) =>
            new HostPart(MetricCatalog.NetworkTransmit, labels["device"]!, IsTotal: true),
        _ => null,
    };

    /// <summary>A fresh derived metric by the name in <see cref="HostPart.Metric"/>.</summary>
    public static DerivedMetric Derive(string metric) => new(metric, metric switch
    {
        MetricCatalog.CpuUtilization => idle => Math.Clamp(1 - idle.Values.Average(), 0, 1),
        MetricCatalog.MemoryUtilization => MemoryUse,
        MetricCatalog.DiskUtilization => FullestDisk,
        _ => rates => rates.Values.Sum(),
    });

    private static double? MemoryUse(IReadOnlyDictionary<string, double> bytes) =>
        bytes.TryGetValue(Available, out var available) && bytes.TryGetValue(Total, out var total) && total > 0
            ? Math.Clamp(1 - (available / total), 0, 1)
            : null;

    // The fullest disk is the one that will stop the host, so it stands for all.
    private static double? FullestDisk(IReadOnlyDictionary<string, double> bytes)
    {
        double? fullest = null;
        foreach (var (key, size) in bytes)
        {
            if (key.StartsWith(SizePrefix, StringComparison.Ordinal) && size > 0
                && bytes.TryGetValue(FreePrefix + key[SizePrefix.Length..], out var free))
            {
                fullest = Math.Max(fullest ?? 0, Math.Clamp(1 - (free / size), 0, 1));
            }
        }

        return fullest;
    }

    private static bool IsRealDisk(SeriesLabels labels) =>
        labels["mountpoint"] is { } mount
        && !VirtualFileSystems.Contains(labels["fstype"] ?? "")
        // Containers mount single files and their own layers; only the root of those stands for a disk.
        && (labels["fstype"] != "overlay" || mount == "/")
        && !mount.StartsWith("/etc/", StringComparison.Ordinal);

    private static bool IsOuterDevice(SeriesLabels labels) => labels["device"] is { } device
        && !InnerDevices.Any(inner => device.StartsWith(inner, StringComparison.Ordinal));
}

/// <summary>A series' place in a derived metric.</summary>
/// <param name="Metric">The metric derived.</param>
/// <param name="Key">Which part of it.</param>
/// <param name="IsTotal">True for a running total, of which the rate counts.</param>
internal sealed record HostPart(string Metric, string Key, bool IsTotal);
