using System.Collections.Immutable;
using AiopsTwin.Contracts.Capacity;
using AiopsTwin.Contracts.Entities;
using AiopsTwin.Contracts.Runs;
using AiopsTwin.Contracts.Scenarios;
using AiopsTwin.Contracts.Twins;
using AiopsTwin.Contracts.Views;
using AiopsTwin.Engine.Changes;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Correlation.Words;
using AiopsTwin.Engine.Propagation;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Scenarios.Contingencies;
using AiopsTwin.Engine.Scoring;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;
using AiopsTwin.TwinUi.Model;
using Microsoft.Extensions.DependencyInjection;

namespace AiopsTwin.TwinUi.Live;

/// <summary>Reads from the grains that serve pages.</summary>
internal sealed class OrleansTwinReader(IGrainFactory grains, IServiceProvider services) : ITwinReader
{
    // The catalogue is optional: a host without scenarios shows an empty library instead of failing to start.
    private readonly IScenarioCatalog? _catalog = services.GetService<IScenarioCatalog>();

    public Task<ViewSnapshot?> Snapshot(string view, CancellationToken cancellationToken) =>
        View(view).Snapshot().WaitAsync(cancellationToken);

    public IAsyncEnumerable<ViewDelta> Deltas(string view, long afterVersion, CancellationToken cancellationToken) =>
        View(view).Watch(afterVersion, cancellationToken);

    public Task<TopologySnapshot?> Topology(string view, CancellationToken cancellationToken) =>
        View(view).Topology().WaitAsync(cancellationToken);

    public Task<EntityDetails?> Entity(string view, EntityId entity, CancellationToken cancellationToken) =>
        View(view).Entity(entity).WaitAsync(cancellationToken);

    public Task<Incident?> Incident(string view, string incident, CancellationToken cancellationToken) =>
        View(view).Incident(incident).WaitAsync(cancellationToken);

    public async Task<AlertPlacement?> Placement(
        string view, string fingerprint, string? incident, CancellationToken cancellationToken) =>
        TwinOf(view) is { } twin
            ? await twin.Placement(fingerprint, incident).WaitAsync(cancellationToken)
            : null;

    public async Task<FeedbackBook?> Feedback(string view, CancellationToken cancellationToken) =>
        TwinOf(view) is { } twin ? await twin.Feedback().WaitAsync(cancellationToken) : null;

    public async Task<ImmutableArray<SilenceLine>> Silences(string view, CancellationToken cancellationToken) =>
        TwinOf(view) is { } twin ? await twin.Silences().WaitAsync(cancellationToken) : [];

    public async Task<GateBoard?> Gates(string view, CancellationToken cancellationToken) =>
        TwinOf(view) is { } twin ? await twin.Gates().WaitAsync(cancellationToken) : null;

    public Task<ImmutableArray<ChangeEvent>> Changes(string view, int limit, CancellationToken cancellationToken) =>
        View(view).Changes(limit).WaitAsync(cancellationToken);

    public Task<FloodAnswer?> BlastRadius(string view, EntityId origin, CancellationToken cancellationToken) =>
        View(view).BlastRadius(origin).WaitAsync(cancellationToken);

    public Task<CapacityBoard?> Capacity(string view, CapacityQuery query, CancellationToken cancellationToken) =>
        View(view).Capacity(query).WaitAsync(cancellationToken);

    public Task<ImmutableArray<CapacityLine>?> CapacityOf(
        string view, EntityId entity, CancellationToken cancellationToken) =>
        View(view).CapacityOf(entity, new CapacityQuery()).WaitAsync(cancellationToken);

    public Task<WorkAnswer?> Work(string run, double factor, CancellationToken cancellationToken) =>
        grains.GetGrain<IRunGrain>(run).Work(factor).WaitAsync(cancellationToken);

    public Task<WorldAnswer<ContingencyAnswer>> Losses(string run, CancellationToken cancellationToken) =>
        grains.GetGrain<IQuestionGrain>(run).Contingency(new ContingencyQuestion(), cancellationToken)
            .WaitAsync(cancellationToken);

    public Task<ImmutableArray<FaultOffer>> Faults(
        string run, EntityId target, CancellationToken cancellationToken) =>
        grains.GetGrain<IRunGrain>(run).Faults(target).WaitAsync(cancellationToken);

    public Task<ImmutableArray<RunStatus>> Runs(CancellationToken cancellationToken) =>
        grains.GetGrain<IRunListGrain>(IRunListGrain.Key).List().WaitAsync(cancellationToken);

    public Task<RunReport?> Report(string run, CancellationToken cancellationToken) =>
        grains.GetGrain<IRunGrain>(run).Report().WaitAsync(cancellationToken);

    public ImmutableArray<ScenarioLine> Scenarios() => _catalog?.List() ?? [];

    private ITwinGrain? TwinOf(string view) =>
        ViewKey.TwinOf(view) is { } twin ? grains.GetGrain<ITwinGrain>(twin) : null;

    private IViewGrain View(string view) => grains.GetGrain<IViewGrain>(view);
}
