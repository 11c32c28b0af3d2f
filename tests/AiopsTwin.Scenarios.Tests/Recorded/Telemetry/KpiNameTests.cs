using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Scenarios.Recorded.Telemetry;

namespace AiopsTwin.Scenarios.Tests.Recorded.Telemetry;

public sealed class KpiNameTests
{
    [Theory]
    [InlineData("cpu", MetricCatalog.CpuUtilization)]
    [InlineData("mem", MetricCatalog.MemoryUtilization)]
    [InlineData("diskio", MetricCatalog.DiskUtilization)]
    [InlineData("socket", MetricCatalog.Connections)]
    [InlineData("latency-90", MetricCatalog.RequestDuration)]
    [InlineData("workload", MetricCatalog.RequestRate)]
    [InlineData("error", MetricCatalog.ErrorRatio)]
    [InlineData("OSLinux-CPU_CPU_CPUCpuUtil", MetricCatalog.CpuUtilization)]
    [InlineData("container_fs_writes_MB./dev/vda", MetricCatalog.DiskUtilization)]
    [InlineData("container_network_receive_packets_dropped.p.eth0", MetricCatalog.NetworkLoss)]
    [InlineData("system.cpu.iowait", MetricCatalog.DiskUtilization)]
    [InlineData("NETBandwidthUtil", MetricCatalog.NetworkReceive)]
    [InlineData("sr", MetricCatalog.Availability)]
    [InlineData("mrt", MetricCatalog.RequestDuration)]
    public void Of_NamesOfAgents_TellsTheSort(string name, string metric)
    {
        var meaning = KpiName.Of(name);

        Assert.Equal(metric, meaning?.Metric);
    }

    [Theory]
    [InlineData("CPU_idle_pct", true)]
    [InlineData("MEMFreeMem", true)]
    [InlineData("MEMUsedMemPerc", false)]
    public void Of_WhatIsLeft_IsToldFromWhatIsUsed(string name, bool isLeft)
    {
        var meaning = KpiName.Of(name);

        Assert.Equal(isLeft, meaning?.IsLeft);
    }

    [Theory]
    [InlineData("")]
    [InlineData("4711")]
    [InlineData("mystery")]
    public void Of_NameWithoutAKnownWord_IsNothing(string name) => Assert.Null(KpiName.Of(name));

    [Fact]
    public void WordsOf_CapitalsAndSigns_PartsWords()
    {
        var words = KpiName.WordsOf("OSLinux-CPU_CPUCpuUtil.x9y");

        Assert.Equal(["os", "linux", "cpu", "cpu", "cpu", "util", "x", "y"], words);
    }
}
