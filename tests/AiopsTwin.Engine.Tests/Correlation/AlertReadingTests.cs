using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.Correlation;

public sealed class AlertReadingTests
{
    [Theory]
    [InlineData(MetricCatalog.RequestRate, 100, 120, true)]
    [InlineData(MetricCatalog.RequestRate, 100, 290, true)]
    [InlineData(MetricCatalog.RequestRate, 100, 96, false)]
    [InlineData(MetricCatalog.NetworkReceive, 100, 60, true)]
    [InlineData(MetricCatalog.NetworkReceive, 100, 40, false)]
    [InlineData(MetricCatalog.Connections, 10, 40, false)]
    [InlineData(MetricCatalog.CpuUtilization, 0.2, 0.3, true)]
    [InlineData(MetricCatalog.CpuUtilization, 0.5, 0.8, false)]
    [InlineData(MetricCatalog.RequestDuration, 0.1, 0.11, false)]
    [InlineData(MetricCatalog.ErrorRatio, 0.001, 0.01, false)]
    [InlineData(MetricCatalog.LockWait, 0.01, 0.02, false)]
    public void IsMildWork_Warning_OnlyWhenWorkChangedSomewhat(
        string metric, double expected, double observed, bool isMild)
    {
        var alert = Signal.Warning("web", 0, metric, observed - expected) with
        {
            Expected = expected,
            Observed = observed,
        };

        Assert.Equal(isMild, AlertReading.IsMildWork(alert));
    }

    [Fact]
    public void IsMildWork_CriticalSurge_IsNot() =>
        Assert.False(AlertReading.IsMildWork(Signal.Critical("web", 0, MetricCatalog.RequestRate)));

    [Fact]
    public void IsAboutWork_Silence_IsNot() => Assert.False(AlertReading.IsAboutWork(Signal.Silent("host1", 0)));
}
