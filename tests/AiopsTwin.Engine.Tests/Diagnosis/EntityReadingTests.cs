using System.Collections.Immutable;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Detection.Recurring;
using AiopsTwin.Engine.Diagnosis;
using AiopsTwin.Engine.Propagation;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.Diagnosis;

/// <summary>What a diagnosis makes of how good an entity's telemetry was, and of what it always does.</summary>
public sealed class EntityReadingTests
{
    private static readonly DateTimeOffset Start = TwinBrainDriver.Start;

    private readonly Dictionary<string, double> _quality = [];
    private readonly Dictionary<string, DateTimeOffset> _recurring = [];

    [Fact]
    public void Quality_OfOneOfTwoTwinsIsPoor_TheOtherFirst()
    {
        _quality["a"] = 0.45;

        var report = Diagnose();

        Assert.Equal(Graph.Id("b"), report.Suspects[0].Entity);
        var poor = report.Suspects.Single(suspect => suspect.Entity == Graph.Id("a"));
        Assert.Contains(poor.Evidence, reason => reason.Kind == EvidenceKind.TelemetryQuality
            && reason.Sentence.Contains("0.45 of 1", StringComparison.Ordinal));
        Assert.Equal(
            WeightOf(report.Suspects[0], EvidenceKind.Deviation) / 2, WeightOf(poor, EvidenceKind.Deviation), 1e-5);
    }

    [Fact]
    public void Quality_GoodEnough_WeighsAsFaultless()
    {
        var faultless = Text(Diagnose());
        _quality["a"] = 0.91;

        Assert.Equal(faultless, Text(Diagnose()));
    }

    [Fact]
    public void RecurringAt_CauseThatAlwaysDoesSoAtThisTime_IsSaid()
    {
        _quality["b"] = 0.25;
        _recurring["a"] = Start;

        var report = Diagnose();

        Assert.Equal(Graph.Id("a"), report.Suspects[0].Entity);
        Assert.EndsWith(
            "; it recurs every day around 14:00 UTC (±2 min), 5 times.", report.Summary, StringComparison.Ordinal);
        Assert.Contains(report.Suspects[0].Evidence, reason => reason.Kind == EvidenceKind.Recurrence);
    }

    [Fact]
    public void RecurringAt_CauseThatDoesSoAtAnotherTime_IsNotSaid()
    {
        _quality["b"] = 0.25;
        _recurring["a"] = Start.AddHours(5);

        Assert.DoesNotContain("recurs", Diagnose().Summary, StringComparison.Ordinal);
    }

    private static double WeightOf(Suspect suspect, EvidenceKind kind) =>
        suspect.Evidence.Where(reason => reason.Kind == kind).Sum(reason => reason.Weight);

    private static string Text(DiagnosisReport report) => report.Summary + string.Join('\n', report.Suspects.Select(
        one => $"{one.Rank} {one.Entity} {one.Score} {one.Posterior} {string.Join('|', one.Evidence)}"));

    /// <summary>Two services that cannot be told apart, each slow and alerting, each with a healthy caller.</summary>
    private DiagnosisReport Diagnose()
    {
        var graph = Graph.Compile("web -> a; app -> b");
        var slices = PartitionSlice.CutAll(graph, [.. Enumerable.Repeat(0, graph.NodeCount)], FloodSettings.Default);
        var evidence = new[] { "a", "app", "b", "web" }.Select(Evidence).ToImmutableArray();
        ImmutableArray<Alert> alerts =
        [
            Signal.Warning("a", 0, MetricCatalog.RequestDuration),
            Signal.Warning("b", 0, MetricCatalog.RequestDuration),
        ];
        return new Diagnoser(DiagnosisSettings.Default, FloodSettings.Default).Diagnose(
            new DiagnosisCase(graph, evidence, alerts, [], Start, Start.AddSeconds(300)),
            request => FloodRounds.Local(graph, slices, request));
    }

    private EntityEvidence Evidence(string name) => new(
        Graph.Id(name), Start, Start.AddSeconds(300), Start.AddSeconds(300),
        [Signal.Latency(20, name.Length == 1 ? 70 : 20, 0), Signal.Rate(100)])
    {
        Quality = _quality.GetValueOrDefault(name, 1),
        Recurring = _recurring.TryGetValue(name, out var at) ? [Daily(name, at)] : [],
    };

    private static RecurringFinding Daily(string name, DateTimeOffset at) => new(
        Graph.Id(name), [MetricCatalog.RequestDuration],
        new RecurringPattern(
            TimeSpan.FromDays(1), at.TimeOfDay, TimeSpan.FromMinutes(2), 5, 5, at.AddDays(-5), at.AddDays(-1), 1e-6),
        at, "deviates daily.");
}
