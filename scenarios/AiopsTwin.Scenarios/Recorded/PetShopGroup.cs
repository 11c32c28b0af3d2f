using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;
using AiopsTwin.Scenarios.Source;

namespace AiopsTwin.Scenarios.Recorded;

/// <summary>What the cases of one group share: graph and fault-free part.</summary>
internal sealed class PetShopGroup
{
    private readonly PetShopGraph? _graph;
    private readonly ImmutableArray<(EntityId Caller, EntityId Callee, DependencyKind Kind)> _calls = [];

    private PetShopGroup(PetShopGraph? graph, PetShopMetrics? baseline, ImmutableArray<Problem> problems)
    {
        _graph = graph;
        Baseline = baseline;
        Problems = problems;
        if (graph is not null && baseline is not null)
        {
            _calls = [.. graph.Calls.Select(call => (call.Caller, call.Callee,
                CallSynchrony.IsAsynchronous(baseline.Profiles, call.Caller, call.Callee)
                    ? DependencyKind.CallsAsync
                    : DependencyKind.CallsSync))];
        }
    }

    /// <summary>The fault-free part; null when there are problems.</summary>
    public PetShopMetrics? Baseline { get; }

    /// <summary>What is wrong with the files; empty when nothing is.</summary>
    public ImmutableArray<Problem> Problems { get; }

    public static PetShopGroup Read(string graphPath, string metricsPath, RecordingLimits limits)
    {
        var ofGraph = new ProblemList(graphPath, limits.ForSource());
        var graph = PetShopGraph.Read(graphPath, limits, ofGraph);
        var ofMetrics = new ProblemList(metricsPath, limits.ForSource());
        var baseline = PetShopMetrics.Read(metricsPath, limits, ofMetrics);
        return new PetShopGroup(graph, baseline, [.. ofGraph.ToSorted(), .. ofMetrics.ToSorted()]);
    }

    /// <summary>The graph with every component that is drawn or measured.</summary>
    /// <param name="measured">Components measured in a case.</param>
    public TopologySnapshot TopologyWith(IEnumerable<EntityId> measured)
    {
        var builder = new TopologyBuilder();
        foreach (var entity in _graph!.Entities.Concat(Baseline!.Profiles.Keys).Concat(measured))
        {
            builder.Mention(entity);
        }

        foreach (var (caller, callee, kind) in _calls)
        {
            builder.Link(caller, callee, kind);
        }

        return builder.Build();
    }
}
