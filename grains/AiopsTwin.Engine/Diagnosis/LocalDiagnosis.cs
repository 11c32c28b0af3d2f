using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Propagation;

namespace AiopsTwin.Engine.Diagnosis;

/// <summary>Diagnoses a case in one place: the whole graph is one partition. For evaluations and tests; the live twin
/// floods its partitions.</summary>
public static class LocalDiagnosis
{
    /// <summary>The report, exactly as the live twin would give it for the same case.</summary>
    /// <param name="source">The case.</param>
    /// <param name="settings">Limits and thresholds.</param>
    /// <param name="flood">How impairments travel.</param>
    public static DiagnosisReport Of(DiagnosisCase source, DiagnosisSettings settings, FloodSettings flood)
    {
        ArgumentNullException.ThrowIfNull(source);
        var slices = PartitionSlice.CutAll(source.Graph, [.. Enumerable.Repeat(0, source.Graph.NodeCount)], flood);
        return new Diagnoser(settings, flood)
            .Diagnose(source, request => FloodRounds.Local(source.Graph, slices, request));
    }
}
