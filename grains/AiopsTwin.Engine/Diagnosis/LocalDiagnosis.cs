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
    public static DiagnosisReport Of(DiagnosisCase source, DiagnosisSettings settings, FloodSettings flood) =>
        InTime(source, settings, flood, CancellationToken.None);

    /// <summary>The same report, for callers who do not wait for ever.</summary>
    /// <param name="source">The case.</param>
    /// <param name="settings">Limits and thresholds.</param>
    /// <param name="flood">How impairments travel.</param>
    /// <param name="cancellation">Gives up between suspects.</param>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    public static DiagnosisReport InTime(
        DiagnosisCase source, DiagnosisSettings settings, FloodSettings flood, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(source);
        var slices = PartitionSlice.CutAll(source.Graph, [.. Enumerable.Repeat(0, source.Graph.NodeCount)], flood);
        return new Diagnoser(settings, flood, cancellation)
            .Diagnose(source, request => FloodRounds.Local(source.Graph, slices, request));
    }

    /// <summary>The report of a trouble whose onset is not sure: the case as it is at each instant at which it may have
    /// begun, with the belief in the instant; at least one.</summary>
    /// <param name="sources">The cases.</param>
    /// <param name="settings">Limits and thresholds.</param>
    /// <param name="flood">How impairments travel.</param>
    /// <param name="cancellation">Gives up between suspects.</param>
    public static DiagnosisReport InTime(
        IEnumerable<(double Belief, DiagnosisCase Case)> sources, DiagnosisSettings settings, FloodSettings flood,
        CancellationToken cancellation) =>
        OnsetMixture.Of(
            [.. sources.Select(one => (one.Belief, InTime(one.Case, settings, flood, cancellation)))], settings);
}
