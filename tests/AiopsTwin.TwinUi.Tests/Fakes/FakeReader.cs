using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using AiopsTwin.Contracts.Capacity;
using AiopsTwin.Contracts.Entities;
using AiopsTwin.Contracts.Runs;
using AiopsTwin.Contracts.Scenarios;
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
using AiopsTwin.TwinUi.Live;

namespace AiopsTwin.TwinUi.Tests.Fakes;

/// <summary>A twin made of what a test puts in.</summary>
internal sealed class FakeReader : ITwinReader
{
    private Channel<ViewDelta> _deltas = Channel.CreateUnbounded<ViewDelta>();

    public ViewSnapshot? TheSnapshot { get; set; }

    public TopologySnapshot TheTopology { get; set; } = TopologySnapshot.Empty;

    public Dictionary<string, EntityDetails> Entities { get; } = [];

    public Dictionary<string, Incident> Incidents { get; } = [];

    public FloodAnswer? Blast { get; set; }

    public RunReport? TheReport { get; set; }

    public ImmutableArray<RunStatus> TheRuns { get; set; } = [];

    public ImmutableArray<ScenarioLine> TheScenarios { get; set; } = [];

    public CapacityBoard? TheCapacity { get; set; }

    public CapacityQuery? CapacityAsked { get; private set; }

    public WorkAnswer? TheWork { get; set; }

    public WorldAnswer<ContingencyAnswer> TheLosses { get; set; } = new(null, WorldRefusal.Busy, "one at a time");

    public double? WorkAsked { get; private set; }

    public ImmutableArray<FaultOffer> TheFaults { get; set; } = [];

    public ImmutableArray<ChangeEvent> TheChanges { get; set; } = [];

    public Dictionary<(string Alert, string? Incident), AlertPlacement> Placements { get; } = [];

    public FeedbackBook TheFeedback { get; set; } = new([], []);

    public ImmutableArray<SilenceLine> TheSilences { get; set; } = [];

    public GateBoard TheGates { get; set; } = new([], 0, 0, 0);

    public Exception? Failure { get; set; }

    public int SnapshotsAsked { get; private set; }

    public int TopologiesAsked { get; private set; }

    public int Watching { get; private set; }

    /// <summary>Called when somebody begins to watch.</summary>
    public Action WatchBegan { get; set; } = () => { };

    /// <summary>Pushes a change to whoever watches.</summary>
    public void Push(ViewDelta delta) => _deltas.Writer.TryWrite(delta);

    /// <summary>Breaks the connection of whoever watches.</summary>
    public void Break()
    {
        var broken = _deltas;
        _deltas = Channel.CreateUnbounded<ViewDelta>();
        broken.Writer.TryComplete(new IOException("the line is cut"));
    }

    public Task<AlertPlacement?> Placement(
        string view, string fingerprint, string? incident, CancellationToken cancellationToken) =>
        Answer(Placements.GetValueOrDefault((fingerprint, incident)));

    public Task<FeedbackBook?> Feedback(string view, CancellationToken cancellationToken) =>
        Answer<FeedbackBook?>(TheFeedback);

    public Task<ImmutableArray<SilenceLine>> Silences(string view, CancellationToken cancellationToken) =>
        Answer(TheSilences);

    public Task<GateBoard?> Gates(string view, CancellationToken cancellationToken) => Answer<GateBoard?>(TheGates);

    public Task<ViewSnapshot?> Snapshot(string view, CancellationToken cancellationToken)
    {
        SnapshotsAsked++;
        return Answer(TheSnapshot);
    }

    public async IAsyncEnumerable<ViewDelta> Deltas(
        string view, long afterVersion, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var deltas = _deltas;
        Watching++;
        WatchBegan();
        try
        {
            await foreach (var delta in deltas.Reader.ReadAllAsync(cancellationToken))
            {
                yield return delta;
            }
        }
        finally
        {
            Watching--;
        }
    }

    public Task<TopologySnapshot?> Topology(string view, CancellationToken cancellationToken)
    {
        TopologiesAsked++;
        return Answer<TopologySnapshot?>(TheTopology);
    }

    public Task<EntityDetails?> Entity(string view, EntityId entity, CancellationToken cancellationToken) =>
        Answer(Entities.GetValueOrDefault(entity.Text));

    public Task<Incident?> Incident(string view, string incident, CancellationToken cancellationToken) =>
        Answer(Incidents.GetValueOrDefault(incident));

    public Task<ImmutableArray<ChangeEvent>> Changes(string view, int limit, CancellationToken cancellationToken) =>
        Answer(TheChanges);

    public Task<FloodAnswer?> BlastRadius(string view, EntityId origin, CancellationToken cancellationToken) =>
        Answer(Blast);

    public Task<CapacityBoard?> Capacity(string view, CapacityQuery query, CancellationToken cancellationToken)
    {
        CapacityAsked = query;
        return Answer(TheCapacity);
    }

    public Task<ImmutableArray<CapacityLine>?> CapacityOf(
        string view, EntityId entity, CancellationToken cancellationToken) =>
        Answer<ImmutableArray<CapacityLine>?>(
            [.. (TheCapacity?.Lines ?? []).Where(line => line.Entity == entity)]);

    public Task<WorkAnswer?> Work(string run, double factor, CancellationToken cancellationToken)
    {
        WorkAsked = factor;
        return Answer(TheWork);
    }

    public Task<WorldAnswer<ContingencyAnswer>> Losses(string run, CancellationToken cancellationToken) =>
        Answer(TheLosses);

    public Task<ImmutableArray<FaultOffer>> Faults(
        string run, EntityId target, CancellationToken cancellationToken) => Answer(TheFaults);

    public Task<ImmutableArray<RunStatus>> Runs(CancellationToken cancellationToken) => Answer(TheRuns);

    public Task<RunReport?> Report(string run, CancellationToken cancellationToken) => Answer(TheReport);

    public ImmutableArray<ScenarioLine> Scenarios() => TheScenarios;

    private Task<T> Answer<T>(T value) => Failure is null ? Task.FromResult(value) : Task.FromException<T>(Failure);
}
