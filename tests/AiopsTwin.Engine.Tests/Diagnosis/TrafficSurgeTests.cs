using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.Diagnosis;

/// <summary>More work: from outside it is a cause, from callers that ask again it is not.</summary>
public sealed class TrafficSurgeTests
{
    [Fact]
    public void Of_MoreRequestsFromOutsideSlowAllBehindThem_EntryFirst()
    {
        var report = new DiagnosisSketch("web -> api -> auth")
            .Says("web", Signal.Rate(100, 400, 0), Signal.Latency(100, 300, 10))
            .Says("api", Signal.Rate(100, 400, 0), Signal.Latency(60, 260, 10))
            .Says("auth", Signal.Rate(100, 400, 0), Signal.Latency(20, 220, 10)).Diagnose();

        Assert.Equal(Graph.Id("web"), report.Suspects[0].Entity);
        Assert.Equal(MetricFamily.Traffic, report.Suspects[0].Family);
    }

    [Fact]
    public void Of_CallerInTroubleAsksAgain_NoSurge()
    {
        var report = new DiagnosisSketch("web -> api -> auth")
            .Says("web", Signal.Rate(100), Signal.Latency(100, 900, 0))
            .Says("api", Signal.Rate(100, 200, 0), Signal.Latency(60, 860, 10))
            .Says("auth", Signal.Rate(100, 200, 0), Signal.Latency(20, 820, 10)).Diagnose();

        Assert.Equal(Graph.Id("auth"), report.Suspects[0].Entity);
    }
}
