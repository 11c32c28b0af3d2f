using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.TwinUi.Model;

/// <summary>Names of metrics as people say them. The name on the wire stands beside them, for those who search for
/// it.</summary>
public static class MetricWords
{
    /// <summary>A title; the name itself for a metric nobody gave one.</summary>
    public static string Title(string metric) => metric switch
    {
        MetricCatalog.RequestRate => "Requests",
        MetricCatalog.RequestDuration => "Time per request, mean",
        MetricCatalog.RequestDurationP95 => "Time per request, 95th percentile",
        MetricCatalog.ErrorRatio => "Failed requests",
        MetricCatalog.Availability => "Availability",
        MetricCatalog.CpuUtilization => "Processor in use",
        MetricCatalog.MemoryUtilization => "Memory in use",
        MetricCatalog.DiskUtilization => "Disk in use",
        MetricCatalog.QueueDepth => "Waiting in the queue",
        MetricCatalog.Connections => "Open connections",
        MetricCatalog.PoolUtilization => "Connection pool in use",
        MetricCatalog.LockWait => "Waiting for locks",
        MetricCatalog.CacheHitRatio => "Answered by the cache",
        MetricCatalog.Up => "Up",
        MetricCatalog.NetworkReceive => "Network, received",
        MetricCatalog.NetworkTransmit => "Network, sent",
        MetricCatalog.NetworkLoss => "Network, lost",
        _ => metric,
    };
}
