using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Diagnosis;
using AiopsTwin.Engine.Diagnosis.Traces;
using AiopsTwin.Engine.Propagation;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.Diagnosis.Traces;

public sealed class RequestScoringTests
{
    private readonly List<GapChange> _gaps = [];
    private readonly List<RequestChange> _changes = [];
    private readonly Dictionary<string, double> _cpu = [];

    [Fact]
    public void Diagnose_AllCallersWaitLonger_BlamesTheCallee()
    {
        Gap("web", "db", 0.9);
        Gap("api", "db", 0.8);
        Gap("web", "api", 0);

        var report = Diagnose("web -> api -> db; web -> db");

        Assert.Equal(Graph.Id("db"), report.Suspects[0].Entity);
        Assert.Contains(report.Suspects[0].Evidence, reason => reason.Kind == EvidenceKind.NetworkGap);
        Assert.Equal(MetricFamily.Network, report.Suspects[0].Family);
    }

    [Fact]
    public void Diagnose_StarvedCallerWaitsLongerForAll_BlamesTheCaller()
    {
        Gap("api", "a", 0.9);
        Gap("api", "b", 0.8);
        Gap("api", "c", 0.9);
        _cpu["api"] = 0.95;

        var report = Diagnose("web -> api; api -> a; api -> b; api -> c");

        Assert.Equal(Graph.Id("api"), report.Suspects[0].Entity);
    }

    [Fact]
    public void Diagnose_CalleeIsDelayedAndCallerChanged_BlamesTheCallee()
    {
        Gap("web", "api", 0);
        Gap("api", "db", 0.7);
        _changes.Add(new RequestChange(Graph.Id("api"), RequestChangeKind.Pattern, 0.8, "'/orders' of api changed"));

        var report = Diagnose("web -> api -> db");

        Assert.Equal(Graph.Id("db"), report.Suspects[0].Entity);
    }

    [Fact]
    public void Diagnose_PatternAlone_BlamesWhereItIs()
    {
        Gap("web", "api", 0);
        _changes.Add(new RequestChange(Graph.Id("api"), RequestChangeKind.Pattern, 0.8, "'/orders' of api changed"));

        var report = Diagnose("web -> api -> db");

        Assert.Equal(Graph.Id("api"), report.Suspects[0].Entity);
        Assert.Contains(report.Suspects[0].Evidence, reason => reason.Sentence == "'/orders' of api changed");
        Assert.Equal(MetricFamily.Errors, report.Suspects[0].Family);
    }

    private void Gap(string caller, string callee, double strength) =>
        _gaps.Add(new GapChange(Graph.Id(caller), Graph.Id(callee), strength, 100, 0.002, 0.3));

    private DiagnosisReport Diagnose(string shape)
    {
        var graph = Graph.Compile(shape);
        var start = TwinBrainDriver.Start;
        var evidence = graph.Entities.Select(entity => new EntityEvidence(
            entity.Id, start, start.AddMinutes(3), start.AddMinutes(3),
            [Cpu(_cpu.GetValueOrDefault(entity.Id.Name, 0.1))]));
        return LocalDiagnosis.Of(
            new DiagnosisCase(
                graph, [.. evidence], [Signal.Warning("web", 0, MetricCatalog.RequestDuration)], [], start,
                start.AddMinutes(3))
            {
                Requests = new RequestEvidence([.. _changes], [.. _gaps]),
            },
            DiagnosisSettings.Default, FloodSettings.Default);
    }

    private static SeriesEvidence Cpu(double now) => new(
        MetricCatalog.CpuUtilization, 0.1, 0.01, now, (now - 0.1) / 0.01, now > 0.2 ? TwinBrainDriver.Start : null,
        true, []);
}
