using System.Collections.Immutable;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Propagation;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;
using AiopsTwin.Engine.Twins;

namespace AiopsTwin.Testing;

/// <summary>
/// Drives a brain alone: floods are answered by the real graph, questions to entities by what a test lets them say. It
/// keeps every incident's newest record and counts the questions asked.
/// </summary>
public sealed class TwinBrainDriver
{
    private readonly TopologyGraph _graph;
    private readonly ImmutableArray<PartitionSlice> _slices;
    private readonly Dictionary<EntityId, SeriesEvidence[]> _series = [];
    private readonly HashSet<EntityId> _reporting = [];

    /// <summary>Starts a brain that knows the graph and nothing else.</summary>
    public TwinBrainDriver(TopologySnapshot topology, TwinSettings? settings = null, TwinBrainState? state = null)
    {
        settings ??= TwinSettings.Default;
        _graph = TopologyGraph.Compile(topology);
        _slices = PartitionSlice.CutAll(_graph, [.. Enumerable.Repeat(0, _graph.NodeCount)], settings.Flood);
        Brain = new TwinBrain(state ?? new TwinBrainState(), settings);
        Brain.SetTopology(_graph);
    }

    /// <summary>The first instant of every test.</summary>
    public static DateTimeOffset Start { get; } = new(2026, 3, 2, 14, 0, 0, TimeSpan.Zero);

    /// <summary>The brain.</summary>
    public TwinBrain Brain { get; }

    /// <summary>Who answers what would have been; null for nobody.</summary>
    public ICounterfactualProver? Prover { get; init; }

    /// <summary>Questions asked so far.</summary>
    public int Questions { get; private set; }

    /// <summary>All incidents, in order of opening.</summary>
    public ImmutableArray<Incident> Incidents => Brain.Incidents;

    /// <summary>Lets entities report, with nothing unusual to say unless told otherwise.</summary>
    public TwinBrainDriver Report(params string[] names)
    {
        _reporting.UnionWith(names.Select(Graph.Id));
        return this;
    }

    /// <summary>Lets every entity of a kind report.</summary>
    public TwinBrainDriver Report(EntityKind kind)
    {
        _reporting.UnionWith(_graph.Entities.Select(entity => entity.Id).Where(id => id.Kind == kind));
        return this;
    }

    /// <summary>Sets what an entity says when asked.</summary>
    public TwinBrainDriver Says(string name, params SeriesEvidence[] series)
    {
        _series[Graph.Id(name)] = series;
        return Report(name);
    }

    /// <summary>Gives the brain alerts, in the order given.</summary>
    public TwinBrainDriver Receive(params IEnumerable<Alert> alerts)
    {
        foreach (var alert in alerts)
        {
            Brain.Receive(alert);
        }

        return this;
    }

    /// <summary>Moves the clock and answers every question.</summary>
    /// <param name="seconds">Seconds since <see cref="Start"/>.</param>
    /// <returns>Incidents that changed.</returns>
    public ImmutableArray<Incident> Advance(double seconds)
    {
        foreach (var question in Brain.Advance(Start.AddSeconds(seconds)))
        {
            Questions++;
            switch (question)
            {
                case FloodQuestion flood:
                    flood.Answer = FloodRounds.Local(_graph, _slices, flood.Request);
                    break;
                case EvidenceQuestion evidence:
                    evidence.Answer = [.. evidence.Entities.Select(entity => Answer(entity, evidence))];
                    break;
                case CounterfactualQuestion counterfactual:
                    counterfactual.Answer = Prover?.Prove(counterfactual.Case) ?? [];
                    break;
            }
        }

        return Brain.TakeChanged();
    }

    /// <summary>Advances every ten seconds up to an instant.</summary>
    public TwinBrainDriver Run(double fromSeconds, double toSeconds)
    {
        for (var seconds = fromSeconds; seconds <= toSeconds; seconds += 10)
        {
            Advance(seconds);
        }

        return this;
    }

    private EntityEvidence Answer(EntityId entity, EvidenceQuestion question) => new(
        entity, question.Since, question.Until, _reporting.Contains(entity) ? question.Until : null,
        [.. (_series.GetValueOrDefault(entity) ?? []).OrderBy(series => series.Metric, StringComparer.Ordinal)]);
}
