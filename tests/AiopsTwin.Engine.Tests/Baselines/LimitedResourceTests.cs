using AiopsTwin.Engine.Baselines;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Tests.Baselines;

public sealed class LimitedResourceTests
{
    [Theory]
    [InlineData(MetricCatalog.DiskUtilization, ResourceKind.Stock)]
    [InlineData(MetricCatalog.MemoryUtilization, ResourceKind.Stock)]
    [InlineData(MetricCatalog.CpuUtilization, ResourceKind.Flow)]
    [InlineData(MetricCatalog.PoolUtilization, ResourceKind.Flow)]
    [InlineData(MetricCatalog.QueueDepth, ResourceKind.Flow)]
    [InlineData("system.filesystem.usage", ResourceKind.Stock)]
    public void KindOf_Resource_IsItsKind(string metric, ResourceKind kind)
    {
        Assert.Equal(kind, LimitedResource.KindOf(MetricCatalog.Describe(metric)));
    }

    [Theory]
    [InlineData(MetricCatalog.RequestRate)]
    [InlineData(MetricCatalog.ErrorRatio)]
    [InlineData(MetricCatalog.CacheHitRatio)]
    [InlineData(MetricCatalog.Up)]
    [InlineData("system.filesystem.limit")]
    public void KindOf_OtherMetric_IsNone(string metric)
    {
        Assert.Null(LimitedResource.KindOf(MetricCatalog.Describe(metric)));
    }

    [Fact]
    public void LimitOf_AmountInUse_IsTheMetricBesideIt()
    {
        Assert.Equal("system.filesystem.limit", LimitedResource.LimitOf("system.filesystem.usage"));
        Assert.Equal("connection.limit", LimitedResource.LimitOf(MetricCatalog.Connections));
        Assert.Null(LimitedResource.LimitOf(MetricCatalog.DiskUtilization));
    }
}
