using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.Diagnosis;

/// <summary>What is to blame: what stands somewhere, or what it stands on.</summary>
public sealed class ContainmentTests
{
    [Fact]
    public void BlamedAbove_HostAndItsOnlyServiceAreDark_HostFirst()
    {
        var report = new DiagnosisSketch("web -> api @ host1; web @ host2")
            .Says("web", DiagnosisSketch.Sampled(20, 20), DiagnosisSketch.Failing(0.9), Signal.Rate(100))
            .Well("host2").Dark("api", "host1").Diagnose();

        Assert.Equal(Graph.Id("host1"), report.Suspects[0].Entity);
        Assert.Contains(
            report.Suspects.Single(suspect => suspect.Entity == Graph.Id("api")).Evidence,
            reason => reason.Kind == EvidenceKind.ExplainedAway && reason.Weight < -3);
    }

    [Fact]
    public void At_EveryRackOfAZoneIsDark_ZoneFirst()
    {
        var report = new DiagnosisSketch(
            "web -> a @ host1 in rack1 in zone1; web -> b @ host2 in rack1; web -> c @ host3 in rack2 in zone1; "
            + "web -> d @ host4 in rack2; web @ host5 in rack3 in zone2; e @ host6 in rack4 in zone2")
            .Says("web", DiagnosisSketch.Sampled(20, 20), DiagnosisSketch.Failing(0.9), Signal.Rate(100))
            .Well("host5", "host6", "e").Unmeasured("rack1", "rack2", "rack3", "rack4", "zone1", "zone2")
            .Dark("a", "b", "c", "d", "host1", "host2", "host3", "host4").Diagnose();

        Assert.Equal(Graph.Id("zone1"), report.Suspects[0].Entity);
    }

    [Fact]
    public void At_OneOfTwoRacksOfAZoneIsDark_RackFirst()
    {
        var report = new DiagnosisSketch(
            "web -> a @ host1 in rack1 in zone1; web -> b @ host2 in rack1; "
            + "web @ host3 in rack2 in zone1; e @ host4 in rack2")
            .Says("web", DiagnosisSketch.Sampled(20, 20), DiagnosisSketch.Failing(0.9), Signal.Rate(100))
            .Well("host3", "host4", "e").Unmeasured("rack1", "rack2", "zone1")
            .Dark("a", "b", "host1", "host2").Diagnose();

        Assert.Equal(Graph.Id("rack1"), report.Suspects[0].Entity);
    }

    [Fact]
    public void VictimOf_HostShortOfProcessorAndItsServiceUsesNoMore_HostFirst()
    {
        var report = new DiagnosisSketch("web -> api @ host1; web @ host2")
            .Says("web", Signal.Latency(50, 150, 0), Signal.Rate(100))
            .Says("api", Signal.Latency(20, 120, 0), Signal.Rate(100),
                Signal.Series(MetricCatalog.CpuUtilization, 0.1, 0.1, 0.01))
            .Says("host1", Signal.Series(MetricCatalog.CpuUtilization, 0.3, 1, 0.01, 0))
            .Says("host2", Signal.Series(MetricCatalog.CpuUtilization, 0.3, 0.3, 0.01)).Diagnose();

        Assert.Equal(Graph.Id("host1"), report.Suspects[0].Entity);
    }

    [Fact]
    public void LoneUser_OneOfTwoUsesMostOfTheRise_ItBeforeTheHost()
    {
        var report = new DiagnosisSketch("web -> a @ host1; app -> b @ host1")
            .Says("web", Signal.Latency(50, 150, 0), Signal.Rate(100))
            .Says("app", Signal.Latency(50, 70, 0), Signal.Rate(100))
            .Says("a", Signal.Latency(20, 120, 0), Signal.Rate(100),
                Signal.Series(MetricCatalog.CpuUtilization, 0.1, 0.7, 0.01, 0))
            .Says("b", Signal.Latency(20, 40, 0), Signal.Rate(100),
                Signal.Series(MetricCatalog.CpuUtilization, 0.1, 0.2, 0.01, 0))
            .Says("host1", Signal.Series(MetricCatalog.CpuUtilization, 0.2, 0.95, 0.01, 0)).Diagnose();

        Assert.Equal(Graph.Id("a"), report.Suspects[0].Entity);
    }
}
