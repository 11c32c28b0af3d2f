using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Baselines;

/// <summary>
/// Which metrics speak of a resource that can run out, and where its limit is told. A share is full at 1; an amount in
/// use has its limit in a metric of its own beside it, named as OpenTelemetry names such pairs
/// (<c>system.filesystem.usage</c> and <c>system.filesystem.limit</c>).
/// </summary>
public static class LimitedResource
{
    private const string Usage = ".usage";
    private const string Limit = ".limit";

    /// <summary>How the resource behind a metric is used; null when the metric speaks of none.</summary>
    /// <param name="metric">The metric.</param>
    public static ResourceKind? KindOf(MetricDescriptor metric)
    {
        ArgumentNullException.ThrowIfNull(metric);
        if (LimitOf(metric.Name) is not null)
        {
            return metric.Name.EndsWith(Usage, StringComparison.Ordinal) ? ResourceKind.Stock : ResourceKind.Flow;
        }

        return metric is { Shape: MetricShape.Ratio, Bad: BadDirection.Up }
            ? metric.Family switch
            {
                MetricFamily.Disk or MetricFamily.Memory => ResourceKind.Stock,
                MetricFamily.Cpu or MetricFamily.Saturation => ResourceKind.Flow,
                _ => null,
            }
            : null;
    }

    /// <summary>Name of the metric that tells the limit of an amount in use; null for shares and for all
    /// else.</summary>
    /// <param name="metric">Name of the metric that tells the amount.</param>
    public static string? LimitOf(string metric)
    {
        ArgumentException.ThrowIfNullOrEmpty(metric);
        if (metric.EndsWith(Usage, StringComparison.Ordinal))
        {
            return metric[..^Usage.Length] + Limit;
        }

        return metric switch
        {
            MetricCatalog.Connections => "connection" + Limit,
            MetricCatalog.QueueDepth => "queue" + Limit,
            _ => null,
        };
    }
}
