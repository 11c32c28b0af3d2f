using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Diagnosis;
using AiopsTwin.Engine.Propagation;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.Diagnosis;

/// <summary>A case of five minutes put together from what entities say, in the words of <see cref="Signal"/>.</summary>
internal sealed class DiagnosisSketch(string graph)
{
    private static readonly DateTimeOffset Start = TwinBrainDriver.Start;
    private static readonly DateTimeOffset End = Start.AddMinutes(5);

    private readonly List<EntityEvidence> _evidence = [];
    private readonly List<Alert> _alerts = [];

    /// <summary>An entity with these series; a deviation beyond the threshold raises a warning.</summary>
    public DiagnosisSketch Says(string name, params SeriesEvidence[] series)
    {
        _evidence.Add(new EntityEvidence(Graph.Id(name), Start, End, End, [.. series]));
        foreach (var one in series.Where(one => one.Onset is not null))
        {
            _alerts.Add(Signal.Warning(name, 0, one.Metric, one.Deviation) with { Observed = one.Observed });
        }

        return this;
    }

    /// <summary>Entities of which nothing is unusual.</summary>
    public DiagnosisSketch Well(params string[] names) => names.Aggregate(
        this, (sketch, name) => sketch.Says(name, Signal.Latency(20, 20), Signal.Rate(100)));

    /// <summary>Entities that sent samples every ten seconds up to the onset, and none since; who has their alerts is
    /// another matter.</summary>
    public DiagnosisSketch Dark(params string[] names)
    {
        _evidence.AddRange(names.Select(name => new EntityEvidence(Graph.Id(name), Start, End, Start, [])));
        return this;
    }

    /// <summary>Entities that never sent anything.</summary>
    public DiagnosisSketch Unmeasured(params string[] names)
    {
        _evidence.AddRange(names.Select(name => new EntityEvidence(Graph.Id(name), Start, End, null, [])));
        return this;
    }

    /// <summary>A series that failed a share of requests.</summary>
    public static SeriesEvidence Failing(double share) =>
        Signal.Series(MetricCatalog.ErrorRatio, 0.001, share, 0.002, 0);

    /// <summary>A mean response time with samples every ten seconds, from which the distance of samples is known.
    /// </summary>
    public static SeriesEvidence Sampled(double fromMs, double toMs) => Signal.Latency(fromMs, toMs, 0) with
    {
        Recent = [.. Enumerable.Range(0, 10).Select(i => new TimedValue(Start.AddSeconds(i * 10), toMs / 1000))],
    };

    /// <summary>The case.</summary>
    public DiagnosisCase ToCase() => new(Graph.Compile(graph), [.. _evidence], [.. _alerts], [], Start, End);

    public DiagnosisReport Diagnose() =>
        LocalDiagnosis.Of(ToCase(), DiagnosisSettings.Default, FloodSettings.Default);
}
