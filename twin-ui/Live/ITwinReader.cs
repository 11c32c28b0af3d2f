using System.Collections.Immutable;
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

namespace AiopsTwin.TwinUi.Live;

/// <summary>What the page asks of a twin or a run. A view key reads <c>twin:ID</c> or <c>run:ID</c>.</summary>
public interface ITwinReader
{
    /// <summary>Everything at once; null when there is no such twin or run.</summary>
    Task<ViewSnapshot?> Snapshot(string view, CancellationToken cancellationToken);

    /// <summary>Merged changes after a version, until cancelled.</summary>
    IAsyncEnumerable<ViewDelta> Deltas(string view, long afterVersion, CancellationToken cancellationToken);

    /// <summary>The graph; null when there is no such twin or run.</summary>
    Task<TopologySnapshot?> Topology(string view, CancellationToken cancellationToken);

    /// <summary>One entity; null when unknown.</summary>
    Task<EntityDetails?> Entity(string view, EntityId entity, CancellationToken cancellationToken);

    /// <summary>One incident; null when unknown.</summary>
    Task<Incident?> Incident(string view, string incident, CancellationToken cancellationToken);

    /// <summary>Why an alert is where it is, or why it is not in an incident; null when unknown, and for
    /// runs.</summary>
    Task<AlertPlacement?> Placement(
        string view, string fingerprint, string? incident, CancellationToken cancellationToken);

    /// <summary>What people said of incidents and what it taught; null for runs.</summary>
    Task<FeedbackBook?> Feedback(string view, CancellationToken cancellationToken);

    /// <summary>Silences with what they withhold; none for runs.</summary>
    Task<ImmutableArray<SilenceLine>> Silences(string view, CancellationToken cancellationToken);

    /// <summary>Gates with what they hold back; null for runs.</summary>
    Task<GateBoard?> Gates(string view, CancellationToken cancellationToken);

    /// <summary>Change events, newest first.</summary>
    Task<ImmutableArray<ChangeEvent>> Changes(string view, int limit, CancellationToken cancellationToken);

    /// <summary>What would be impaired if an entity were; null when unknown.</summary>
    Task<FloodAnswer?> BlastRadius(string view, EntityId origin, CancellationToken cancellationToken);

    /// <summary>Everything that can run out, the soonest full first; null when there is no such twin or run.</summary>
    Task<CapacityBoard?> Capacity(string view, CapacityQuery query, CancellationToken cancellationToken);

    /// <summary>When the resources of one entity are full, with courses to draw; null when unknown.</summary>
    Task<ImmutableArray<CapacityLine>?> CapacityOf(string view, EntityId entity, CancellationToken cancellationToken);

    /// <summary>What the simulated world of a run says of another amount of work; null when there is no such
    /// run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="factor">The amount of work, as a factor of the usual.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<WorkAnswer?> Work(string run, double factor, CancellationToken cancellationToken);

    /// <summary>What users lose when any one thing fails, in the simulated world of a run; without an answer it says
    /// why.</summary>
    /// <param name="run">The run.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<WorldAnswer<ContingencyAnswer>> Losses(string run, CancellationToken cancellationToken);

    /// <summary>The kinds of fault that can be injected into an entity of a run now.</summary>
    Task<ImmutableArray<FaultOffer>> Faults(string run, EntityId target, CancellationToken cancellationToken);

    /// <summary>All runs, newest first.</summary>
    Task<ImmutableArray<RunStatus>> Runs(CancellationToken cancellationToken);

    /// <summary>The report of a run; null until it has ended.</summary>
    Task<RunReport?> Report(string run, CancellationToken cancellationToken);

    /// <summary>The scenarios that can be played, by name.</summary>
    ImmutableArray<ScenarioLine> Scenarios();
}
