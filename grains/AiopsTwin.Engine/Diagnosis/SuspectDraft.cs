using System.Collections.Immutable;
using AiopsTwin.Engine.Changes;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Diagnosis;

/// <summary>A suspect while its reasons are being gathered.</summary>
internal sealed class SuspectDraft(int node, EntityId entity)
{
    private readonly List<Evidence> _reasons = [];

    public int Node { get; } = node;

    public EntityId Entity { get; } = entity;

    public MetricFamily Family { get; set; }

    public ChangeEvent? Change { get; set; }

    public TimeSpan ChangeLag { get; set; }

    public double? ExplainedShare { get; set; }

    /// <summary>True when the entity's own samples or alerts speak, not only what surrounds it.</summary>
    public bool IsDirect { get; set; }

    /// <summary>How much the entity's own samples count, in (0, 1].</summary>
    public double Trust { get; init; } = 1;

    /// <summary>Predicted reach; empty when none was asked for.</summary>
    public FitFinding? Fit { get; set; }

    /// <summary>Log-odds so far: the sum of the reasons' weights, in the order they were added.</summary>
    public double Score { get; private set; }

    public IReadOnlyList<Evidence> Reasons => _reasons;

    /// <summary>Adds a reason; one that weighs nothing is left out.</summary>
    /// <param name="kind">What sort of reason.</param>
    /// <param name="weight">Nats.</param>
    /// <param name="sentence">For people.</param>
    /// <param name="traces">Traces that show it.</param>
    public void Add(EvidenceKind kind, double weight, string sentence, ImmutableArray<string> traces = default)
    {
        if (Math.Abs(weight) >= 0.005)
        {
            var rounded = Math.Round(weight, 6);
            _reasons.Add(new Evidence(kind, rounded, sentence) { Traces = traces.IsDefault ? [] : traces });
            Score += rounded;
        }
    }

    /// <summary>Adds a reason read from the entity's own samples: it counts by how good these are.</summary>
    public void AddMeasured(EvidenceKind kind, double weight, string sentence) => Add(kind, weight * Trust, sentence);

    /// <summary>Adds a reason that is told though it weighs nothing.</summary>
    public void Tell(EvidenceKind kind, string sentence) => _reasons.Add(new Evidence(kind, 0, sentence));
}
