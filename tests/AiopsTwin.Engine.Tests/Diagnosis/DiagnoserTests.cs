using System.Collections.Immutable;
using AiopsTwin.Engine.Changes;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Diagnosis;
using AiopsTwin.Engine.Propagation;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.Diagnosis;

/// <summary>The parts together: who is ranked first, and why.</summary>
public sealed class DiagnoserTests
{
    private readonly Dictionary<string, SeriesEvidence[]> _says = [];
    private readonly List<Alert> _alerts = [];
    private readonly List<ChangeEvent> _changes = [];

    [Fact]
    public void Diagnose_SlowCalleeSlowsItsCallers_CalleeFirstAndCallersExplainedAway()
    {
        var graph = Graph.Compile("web -> api -> auth; api -> cart");
        Slow("web", 120, 170, 100);
        Slow("api", 60, 110, 100);
        Slow("auth", 20, 70, 100);
        Healthy("cart");

        var report = Diagnose(graph);

        Assert.Equal(Graph.Id("auth"), report.Suspects[0].Entity);
        Assert.Equal(MetricFamily.Latency, report.Suspects[0].Family);
        Assert.InRange(report.Suspects[0].ExplainedShare!.Value, 0.9, 1);
        Assert.Contains(
            report.Suspects.Single(suspect => suspect.Entity == Graph.Id("api")).Evidence,
            evidence => evidence.Kind == EvidenceKind.ExplainedAway && evidence.Weight < 0);
        Assert.InRange(report.Suspects.Sum(suspect => suspect.Posterior), 0.5, 1);
    }

    [Fact]
    public void Diagnose_NothingUnusual_NamesNobody()
    {
        var graph = Graph.Compile("web -> api -> auth");
        Healthy("web");
        Healthy("api");
        Healthy("auth");

        var report = Diagnose(graph);

        Assert.Empty(report.Suspects);
    }

    [Fact]
    public void Diagnose_DeploymentBeforeTheOnset_IsNamedWithNumbers()
    {
        var graph = Graph.Compile("web -> auth; app -> auth");
        Slow("web", 120, 170, 100, 20);
        Slow("app", 60, 110, 100, 20);
        Slow("auth", 20, 70, 200, 10);
        _changes.Add(Signal.Change("auth", -110, title: "v2.3.1"));

        var report = Diagnose(graph);

        Assert.Equal("v2.3.1", report.Suspects[0].Change!.Title);
        Assert.Equal(
            "service:auth slowed from 20.0 ms to 70.0 ms at 14:00:10, 120 s after its deployment 'v2.3.1'; "
            + "2 of 2 callers follow.",
            report.Summary);
    }

    [Fact]
    public void Diagnose_InnocentDeploymentAtTheOnset_IsNotBlamed()
    {
        var graph = Graph.Compile("web -> api -> auth; api -> cart");
        Slow("web", 120, 170, 100);
        Slow("api", 60, 110, 100);
        Slow("auth", 20, 70, 100);
        Healthy("cart");
        _changes.Add(Signal.Change("cart", -60, title: "innocent"));
        _changes.Add(Signal.Change("web", -90, title: "innocent too"));

        var best = Diagnose(graph).Suspects[0];

        Assert.Equal(Graph.Id("auth"), best.Entity);
        Assert.Null(best.Change);
    }

    [Fact]
    public void Diagnose_ChangeAfterTheOnset_IsExonerated()
    {
        var graph = Graph.Compile("web -> auth");
        Slow("web", 120, 170, 100);
        Slow("auth", 20, 70, 100);
        _changes.Add(Signal.Change("auth", 120, title: "late"));

        var best = Diagnose(graph).Suspects[0];

        Assert.Equal(Graph.Id("auth"), best.Entity);
        Assert.Null(best.Change);
        Assert.Contains(best.Evidence, evidence => evidence.Weight == 0
            && evidence.Sentence.Contains("came after the onset", StringComparison.Ordinal));
    }

    [Fact]
    public void Diagnose_HostWithUnrelatedVictims_HostBeforeItsServices()
    {
        var graph = Graph.Compile(
            "a @ host1; b @ host1; c @ host1; d @ host2; e @ host2; f @ host3; g @ host3; "
            + "web -> a; app -> b; job -> c");
        foreach (var name in (string[])["a", "b", "c"])
        {
            Slow(name, 20, 60, 100);
        }

        Says("host1", Signal.Series(MetricCatalog.CpuUtilization, 0.4, 1, 0.02, 0));
        Warn("host1", MetricCatalog.CpuUtilization);
        Healthy("d", "e", "f", "g");

        var report = Diagnose(graph);

        Assert.Equal(Graph.Id("host1"), report.Suspects[0].Entity);
        Assert.True(report.Suspects[0].Score > report.Suspects[1].Score + 1);
    }

    [Fact]
    public void Diagnose_OneOfSeveralOnAHostUsesMore_NoisyNeighbourBeforeHost()
    {
        var graph = Graph.Compile("a @ host1; b @ host1; c @ host1; d @ host2; web -> a; app -> b");
        Slow("a", 20, 60, 100);
        Slow("b", 20, 60, 100);
        Says(
            "c", Signal.Rate(50), Signal.Latency(20, 90, 0),
            Signal.Series(MetricCatalog.CpuUtilization, 0.2, 0.9, 0.02, 0));
        Warn("c", MetricCatalog.CpuUtilization);
        Says("host1", Signal.Series(MetricCatalog.CpuUtilization, 0.4, 1, 0.02, 0));
        Warn("host1", MetricCatalog.CpuUtilization);

        var ranks = Diagnose(graph).Suspects.ToDictionary(suspect => suspect.Entity, suspect => suspect.Score);

        Assert.True(ranks[Graph.Id("c")] > ranks[Graph.Id("a")]);
        Assert.DoesNotContain(
            Diagnose(graph).Suspects.Single(suspect => suspect.Entity == Graph.Id("c")).Evidence,
            evidence => evidence.Kind == EvidenceKind.ExplainedAway);
    }

    [Fact]
    public void Diagnose_SilentRackThatSendsNothing_IsInferredFromWhatStandsInIt()
    {
        var graph = Graph.Compile("vm1,vm2,vm3,vm4,vm5 in rack1 in zone1; vm6,vm7,vm8,vm9,vm0 in rack2 in zone1");
        foreach (var name in (string[])["vm1", "vm2", "vm3", "vm4", "vm5"])
        {
            _alerts.Add(Signal.Silent(name, 0));
            _says[name] = [];
        }

        _says["rack1"] = [];
        _says["zone1"] = [];
        Healthy("vm6", "vm7", "vm8", "vm9", "vm0");

        var best = Diagnose(graph, unobserved: ["rack1", "zone1"]).Suspects[0];

        Assert.Equal(Graph.Id("rack1"), best.Entity);
        Assert.Contains(best.Evidence, evidence => evidence.Kind == EvidenceKind.Silence);
    }

    [Fact]
    public void Diagnose_OneOfTwoRacksLost_ServicesThatStandOnBothAreNotBlamed()
    {
        var graph = Graph.Compile(
            "web -> api; api @ host1|host2; host1 in rack1; host3 in rack1; host2 in rack2; host4 in rack2");
        _alerts.Add(Signal.Silent("host1", 0));
        _alerts.Add(Signal.Silent("host3", 0));
        _says["host1"] = _says["host3"] = _says["rack1"] = _says["rack2"] = [];
        Healthy("web", "api", "host2", "host4");

        var report = Diagnose(graph, unobserved: ["rack1", "rack2"]);

        Assert.Equal(Graph.Id("rack1"), report.Suspects[0].Entity);
        Assert.DoesNotContain(report.Suspects.Take(3), suspect => suspect.Entity == Graph.Id("api"));
    }

    [Fact]
    public void Diagnose_TrafficSurgeAtTheEntry_IsAnOperationalCause()
    {
        var graph = Graph.Compile("web -> api -> db1");
        Says("web", Signal.Rate(100, 260, 0), Signal.Latency(80, 180, 60));
        Says("api", Signal.Rate(100, 260, 0), Signal.Latency(50, 150, 60));
        Says("db1", Signal.Rate(200, 520, 0), Signal.Latency(10, 60, 40));
        Warn("web", MetricCatalog.RequestRate);
        Warn("db1", MetricCatalog.RequestDuration, 40);
        Warn("api", MetricCatalog.RequestDuration, 60);
        Warn("web", MetricCatalog.RequestDuration, 60);
        _changes.Add(Signal.Change("db1", -30, title: "innocent"));

        var best = Diagnose(graph).Suspects[0];

        Assert.Equal(Graph.Id("web"), best.Entity);
        Assert.Equal(MetricFamily.Traffic, best.Family);
        Assert.Null(best.Change);
    }

    [Fact]
    public void Diagnose_JobThatRunsAtEveryOnset_IsNamedBeforeWhatItPressesOn()
    {
        var graph = Graph.Compile("web -> api -> db1; report -> db1; backup -> db2");
        Slow("web", 120, 170, 100);
        Slow("api", 60, 110, 100);
        Slow("db1", 20, 70, 100);
        foreach (var day in (int[])[-2, -1, 0])
        {
            _changes.Add(Signal.Change("report", (day * 86_400) - 40, ChangeKind.ScheduledJob, "nightly report"));
            _changes.Add(Signal.Change("backup", (day * 86_400) - 40, ChangeKind.ScheduledJob, "backup"));
        }

        var best = Diagnose(graph, occurrences: [-2 * 86_400, -86_400, 0]).Suspects[0];

        Assert.Equal(Graph.Id("report"), best.Entity);
        Assert.Equal("nightly report", best.Change!.Title);
        Assert.Contains(best.Evidence, evidence => evidence.Kind == EvidenceKind.Recurrence
            && evidence.Sentence.Contains("3 of 3", StringComparison.Ordinal));
    }

    [Fact]
    public void Diagnose_OneMildWarning_NamesItsEntityBeforeThePlacesAboveIt()
    {
        var graph = Graph.Compile("a @ host1 in rack1 in zone1; b @ host2 in rack1");
        Says("host1", Signal.Series(MetricCatalog.CpuUtilization, 0.2, 0.23, 0.01, 0));
        _alerts.Add(Signal.Warning("host1", 0, MetricCatalog.CpuUtilization, 4));
        _says["rack1"] = _says["zone1"] = [];
        Healthy("a", "b", "host2");

        var report = Diagnose(graph, unobserved: ["rack1", "zone1"]);

        Assert.Equal(Graph.Id("host1"), report.Suspects[0].Entity);
    }

    [Fact]
    public void Diagnose_CalleeWithoutTelemetry_StaysASuspect()
    {
        var graph = Graph.Compile("web -> api -> feed1");
        Slow("web", 120, 170, 100);
        Slow("api", 60, 110, 100);
        _says["feed1"] = [];

        var report = Diagnose(graph, unobserved: ["feed1"]);

        var unseen = report.Suspects.Single(suspect => suspect.Entity == Graph.Id("feed1"));
        Assert.Contains(unseen.Evidence, evidence => evidence.Kind == EvidenceKind.SelfExcess
            && evidence.Sentence.Contains("no telemetry", StringComparison.Ordinal));
    }

    [Fact]
    public void Diagnose_ExcessBehindAQueue_IsNotFollowed()
    {
        var graph = Graph.Compile("web -> api; api ~> worker");
        Slow("web", 120, 170, 100);
        Slow("api", 60, 110, 100);
        Says("worker", Signal.Rate(100), Signal.Latency(500, 5000, 0));

        var report = Diagnose(graph);

        Assert.Equal(Graph.Id("api"), report.Suspects[0].Entity);
    }

    [Fact]
    public void Diagnose_OrderOfThePartsChanged_SameReport()
    {
        var graph = Graph.Compile("web -> api -> auth; api -> cart");
        Slow("web", 120, 170, 100);
        Slow("api", 60, 110, 100);
        Slow("auth", 20, 70, 100);
        Healthy("cart");
        _changes.Add(Signal.Change("auth", -60));
        _changes.Add(Signal.Change("api", -60));
        var source = Case(graph, [], []);

        var forward = Run(graph, source);
        var backward = Run(graph, source with
        {
            Evidence = [.. source.Evidence.Reverse()],
            Alerts = [.. source.Alerts.Reverse()],
            Changes = [.. source.Changes.Reverse()],
        });

        Assert.Equal(Text(forward), Text(backward));
    }

    [Fact]
    public void Diagnose_TwinsThatCannotBeToldApart_ShareARank()
    {
        var graph = Graph.Compile("web -> a; app -> b");
        Slow("a", 20, 70, 100);
        Slow("b", 20, 70, 100);
        Healthy("web", "app");

        var report = Diagnose(graph);

        Assert.Equal([1, 1], report.Suspects.Take(2).Select(suspect => suspect.Rank));
        Assert.Contains("cannot be told", report.Summary, StringComparison.Ordinal);
    }

    private static string Text(DiagnosisReport report) => report.Summary + string.Join('\n', report.Suspects.Select(
        one => $"{one.Rank} {one.Entity} {one.Score} {one.Posterior} {string.Join('|', one.Evidence)}"));

    private static DiagnosisReport Run(TopologyGraph graph, DiagnosisCase source)
    {
        var slices = PartitionSlice.CutAll(graph, [.. Enumerable.Repeat(0, graph.NodeCount)], FloodSettings.Default);
        return new Diagnoser(DiagnosisSettings.Default, FloodSettings.Default)
            .Diagnose(source, request => FloodRounds.Local(graph, slices, request));
    }

    private DiagnosisReport Diagnose(TopologyGraph graph, string[]? unobserved = null, int[]? occurrences = null) =>
        Run(graph, Case(graph, unobserved ?? [], occurrences ?? []));

    private DiagnosisCase Case(TopologyGraph graph, string[] unobserved, int[] occurrences)
    {
        var start = TwinBrainDriver.Start;
        return new DiagnosisCase(
            graph,
            [
                .. _says.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => new EntityEvidence(
                    Graph.Id(pair.Key), start, start.AddSeconds(300),
                    unobserved.Contains(pair.Key) ? null : start.AddSeconds(300), [.. pair.Value])),
            ],
            [.. _alerts], [.. _changes], start, start.AddSeconds(300))
        {
            Occurrences = [.. occurrences.Select(at => start.AddSeconds(at))],
        };
    }

    private void Slow(string name, double fromMs, double toMs, double rate, double onset = 0)
    {
        Says(name, Signal.Latency(fromMs, toMs, onset), Signal.Rate(rate));
        Warn(name, MetricCatalog.RequestDuration, onset);
    }

    private void Healthy(params string[] names)
    {
        foreach (var name in names)
        {
            Says(name, Signal.Latency(20, 20), Signal.Rate(100));
        }
    }

    private void Says(string name, params SeriesEvidence[] series) => _says[name] = series;

    private void Warn(string name, string metric, double at = 0) => _alerts.Add(Signal.Warning(name, at, metric));
}
