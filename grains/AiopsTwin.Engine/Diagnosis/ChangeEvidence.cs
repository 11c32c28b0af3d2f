using AiopsTwin.Engine.Changes;
using AiopsTwin.Engine.Correlation;

namespace AiopsTwin.Engine.Diagnosis;

/// <summary>A change held against a suspect.</summary>
/// <param name="Change">The change.</param>
/// <param name="Weight">Log-odds it adds, in [0, 3].</param>
/// <param name="Lag">Onset minus the instant of the change.</param>
/// <param name="Repeats">How many occurrences of the trouble followed such a change of the same entity.</param>
internal sealed record ChangeFinding(ChangeEvent Change, double Weight, TimeSpan Lag, int Repeats);

/// <summary>
/// The change prior (diagnosis reference 4.6): density of the lag for the kind of change, times reach. A change
/// after the onset is exonerated, and a weak one is silent: without a change that clears the bar, none is blamed.
/// </summary>
internal sealed class ChangeEvidence
{
    // A change at its most suspicious multiplies the odds by e^3, about 20: enough to tell equals apart, never
    // enough to beat what an entity's own samples and the graph say together.
    private const double Cap = 3;
    private const double ThroughDependency = 0.7;

    private static readonly TimeSpan JobSlack = TimeSpan.FromMinutes(15);

    private readonly CaseView _view;
    private readonly ILookup<int, ChangeEvent> _byNode;

    public ChangeEvidence(CaseView view)
    {
        _view = view;
        var since = view.Source.Onset - view.Settings.ChangeLookback;
        _byNode = view.Source.Changes
            .Where(change => view.Graph.TryIndex(change.Entity, out _))
            .Where(change => change.At <= view.Source.Now
                && (change.At >= since || change.Kind == ChangeKind.ScheduledJob))
            .OrderBy(change => change.At).ThenBy(change => change.Source, StringComparer.Ordinal)
            .ThenBy(change => change.Id, StringComparer.Ordinal)
            .ToLookup(change => view.Graph.TryIndex(change.Entity, out var node) ? node : -1);
    }

    /// <summary>Nodes that were changed, ascending.</summary>
    public IEnumerable<int> ChangedNodes => _byNode.Select(group => group.Key).Order();

    /// <summary>The change that speaks most against a node: of itself, or of something unobserved it relies on
    /// directly. Null when none clears the bar.</summary>
    public ChangeFinding? Against(int node)
    {
        var onset = _view.At(node)?.Onset ?? _view.Source.Onset;
        var best = Strongest(node, onset, 1);
        foreach (var dependency in _view.Graph.DependenciesOf(node))
        {
            if (_byNode.Contains(dependency) && !_view.Symptoms.Contains(dependency)
                && _view.At(dependency) is not { Reports: true })
            {
                var finding = Strongest(dependency, onset, ThroughDependency);
                best = finding is not null && (best is null || finding.Weight > best.Weight + 1e-9) ? finding : best;
            }
        }

        return best;
    }

    /// <summary>Changes of a node after the onset: they cannot have caused it.</summary>
    public IEnumerable<ChangeEvent> Exonerated(int node) => _byNode[node]
        .Where(change => change.At > _view.Source.Onset + _view.Settings.OnsetSlack
            && change.Kind != ChangeKind.Remediation);

    private ChangeFinding? Strongest(int node, DateTimeOffset onset, double reach)
    {
        ChangeFinding? best = null;
        foreach (var change in _byNode[node].Where(change => change.Kind != ChangeKind.Remediation))
        {
            var lag = onset - change.At;
            var density = ChangeLag.Density(change.Kind, lag, _view.Settings.OnsetSlack) * reach;
            var weight = density > 0 ? Math.Min(Cap, Cap + Math.Log(density)) : 0;
            if (weight > 0 && (best is null || weight > best.Weight + 1e-9))
            {
                best = new ChangeFinding(change, weight, lag, Repeats(node, change.Kind));
            }
        }

        return best;
    }

    private int Repeats(int node, ChangeKind kind) => _view.Source.Occurrences.Count(occurrence => _byNode[node]
        .Any(change => change.Kind == kind && change.At <= occurrence + _view.Settings.OnsetSlack
            && change.At >= occurrence - JobSlack));

    /// <summary>How long before the onset, in words.</summary>
    public static string Before(TimeSpan lag) => lag < TimeSpan.Zero
        ? $"{IncidentText.Span(lag)} after the noticed onset"
        : $"{IncidentText.Span(lag)} before";
}
