using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Correlation.Words;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Diagnosis;
using AiopsTwin.Engine.Diagnosis.Traces;
using AiopsTwin.Engine.Propagation;
using Orleans;

namespace AiopsTwin.Engine.Twins;

/// <summary>Settings of every room of the brain.</summary>
/// <param name="Detection">Baselines, scores and alerts.</param>
/// <param name="Flood">How impairments and suspicion travel.</param>
/// <param name="Correlation">How alerts become incidents.</param>
/// <param name="Diagnosis">How causes are ranked.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.TwinSettings")]
public sealed record TwinSettings(
    [property: Id(0)] DetectionSettings Detection,
    [property: Id(1)] FloodSettings Flood,
    [property: Id(2)] CorrelationSettings Correlation,
    [property: Id(3)] DiagnosisSettings Diagnosis)
{
    /// <summary>When resources that run out are an alert.</summary>
    [Id(4)]
    public CapacityWatchSettings Capacity { get; init; } = CapacityWatchSettings.Default;

    /// <summary>What is kept of requests: of spans and log lines.</summary>
    [Id(5)]
    public RequestSettings Requests { get; init; } = RequestSettings.Default;

    /// <summary>Limits of what people say.</summary>
    [Id(6)]
    public WordSettings Words { get; init; } = WordSettings.Default;

    /// <summary>The defaults of every room.</summary>
    public static TwinSettings Default { get; } = new(
        DetectionSettings.Default, FloodSettings.Default, CorrelationSettings.Default, DiagnosisSettings.Default);
}
