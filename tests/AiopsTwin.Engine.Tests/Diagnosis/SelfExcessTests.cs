using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.Diagnosis;

/// <summary>Who is put down what a caller loses, where the loss of the one does not look like the other's.</summary>
public sealed class SelfExcessTests
{
    [Fact]
    public void Of_CalleeFailsAndItsCallersAskAgainAndWait_CalleeFirst()
    {
        var report = new DiagnosisSketch("web -> api -> auth")
            .Says("web", Signal.Latency(120, 320, 0), Signal.Rate(100))
            .Says("api", Signal.Latency(60, 260, 0), Signal.Rate(100))
            .Says("auth", DiagnosisSketch.Failing(0.2), Signal.Latency(20, 20), Signal.Rate(100)).Diagnose();

        Assert.Equal(Graph.Id("auth"), report.Suspects[0].Entity);
    }

    [Fact]
    public void Of_CalleeFarSlowerAndItsCallersGiveUpAndFail_CalleeFirst()
    {
        var report = new DiagnosisSketch("web -> api -> auth")
            .Says("web", DiagnosisSketch.Failing(0.5), Signal.Rate(100))
            .Says("api", DiagnosisSketch.Failing(0.5), Signal.Rate(100))
            .Says("auth", Signal.Series(MetricCatalog.ErrorRatio, 0.001, 0.001, 0.002), Signal.Latency(20, 900, 0),
                Signal.Rate(100)).Diagnose();

        Assert.Equal(Graph.Id("auth"), report.Suspects[0].Entity);
    }

    [Fact]
    public void Of_CalleeALittleSlowerWhereTheCallerFails_CallerFirst()
    {
        var report = new DiagnosisSketch("web -> api -> auth")
            .Says("web", DiagnosisSketch.Failing(0.5), Signal.Rate(100))
            .Says("api", DiagnosisSketch.Failing(0.5), Signal.Rate(100))
            .Says("auth", Signal.Series(MetricCatalog.ErrorRatio, 0.001, 0.001, 0.002), Signal.Latency(20, 30, 0),
                Signal.Rate(100)).Diagnose();

        Assert.Equal(Graph.Id("api"), report.Suspects[0].Entity);
    }

    [Fact]
    public void Of_CalleeWhoseRequestsNobodyMeasuresFillsUp_CalleeFirst()
    {
        var report = new DiagnosisSketch("web -> api")
            .Says("web", Signal.Latency(50, 250, 0), Signal.Rate(100))
            .Says("api", Signal.Series(MetricCatalog.Connections, 3, 12, 0.5, 0)).Diagnose();

        Assert.Equal(Graph.Id("api"), report.Suspects[0].Entity);
    }
}
