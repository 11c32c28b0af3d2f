using System.Collections.Immutable;
using AiopsTwin.Contracts.Capacity;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Detection.Objectives;
using AiopsTwin.Engine.Detection.Pooling;
using AiopsTwin.Engine.Detection.Recurring;
using AiopsTwin.Engine.Detection.Sources;
using AiopsTwin.Engine.Diagnosis.Traces;
using AiopsTwin.Engine.Forecasting;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;
using Orleans.Concurrency;

namespace AiopsTwin.Contracts.Entities;

/// <summary>
/// One entity of the estate (key: <c>twin/kind:name</c>). It owns its baselines, detectors, health and links: what it
/// can decide from its own samples, it decides alone. On activation it takes up the state its partition last
/// checkpointed.
/// </summary>
[Alias("aiopstwin.IEntityGrain")]
public interface IEntityGrain : IGrainWithStringKey
{
    /// <summary>Judges samples. Called by the entity's partition, which carries the effects to the graph.</summary>
    [Alias("Observe")]
    Task<MonitorEffects> Observe(ObserveBatch batch);

    /// <summary>Moves the entity's clock without samples: its silence may be a signal, an alert may end.</summary>
    [Alias("Advance")]
    Task<MonitorEffects> Advance(DateTimeOffset now);

    /// <summary>Compares it with its siblings at the instants it signalled since the last comparison.</summary>
    [Alias("Compare")]
    Task<MonitorEffects> Compare(ImmutableArray<SiblingMedian> medians, DateTimeOffset now);

    /// <summary>Judges what it and those who call it say together.</summary>
    /// <param name="reading">Of this entity.</param>
    [Alias("Pool")]
    Task<MonitorEffects> Pool(PooledReading reading);

    /// <summary>Hears whether somebody wanted one of its alerts; its thresholds follow. False when no series of it has
    /// such an alert.</summary>
    /// <param name="fingerprint">The alert, firing or ended.</param>
    /// <param name="isWanted">Whether it was worth its while.</param>
    /// <param name="now">When that was said.</param>
    [Alias("Answer")]
    Task<bool> Answer(string fingerprint, bool isWanted, DateTimeOffset now);

    /// <summary>Takes what the topology now says of it: its labels, links and redundancy groups.</summary>
    [Alias("Define")]
    Task Define(EntityDefinition definition);

    /// <summary>Forgets everything it learned; its definition stays. Called by its partition, when the twin begins
    /// anew.</summary>
    [Alias("Forget")]
    Task Forget();

    /// <summary>What its series say of a window; both ends inclusive.</summary>
    [Alias("Evidence"), AlwaysInterleave]
    Task<EntityEvidence> Evidence(DateTimeOffset since, DateTimeOffset until);

    /// <summary>Counts what happened to its requests. Called by its partition, once a step at most.</summary>
    [Alias("Visit")]
    Task Visit(RequestBatch batch);

    /// <summary>What changed in its requests since an onset.</summary>
    [Alias("Requests"), AlwaysInterleave]
    Task<RequestFinding> Requests(DateTimeOffset since, DateTimeOffset until);

    /// <summary>What it keeps of its requests, for the partition's checkpoint; null when it never had any.</summary>
    [Alias("CaptureRequests"), AlwaysInterleave]
    Task<EntityRequestState?> CaptureRequests();

    /// <summary>The learned state, for the partition's checkpoint.</summary>
    [Alias("Capture"), AlwaysInterleave]
    Task<EntityMonitorState> Capture();

    /// <summary>Asks when its resources are full, and lets it warn of them. Called by its partition, at a bounded
    /// pace.</summary>
    [Alias("AskCapacity")]
    Task<CapacityAnswer> AskCapacity(DateTimeOffset now);

    /// <summary>When its resources are full, with their courses to draw; see <c>CapacityReader</c>.</summary>
    /// <param name="now">The instant of asking.</param>
    /// <param name="leadDays">Days it takes to provide more; at least 1.</param>
    /// <param name="workFactor">The amount of work of the what-if, as a factor; at least 0.</param>
    [Alias("Capacity"), AlwaysInterleave]
    Task<ImmutableArray<CapacityForecast>> Capacity(DateTimeOffset now, int leadDays, double workFactor);

    /// <summary>How good its telemetry is, with reasons.</summary>
    [Alias("Quality"), AlwaysInterleave]
    Task<TelemetryQuality> Quality();

    /// <summary>What it does again and again at the same time.</summary>
    [Alias("Recurring"), AlwaysInterleave]
    Task<ImmutableArray<RecurringFinding>> Recurring();

    /// <summary>Everything a person wants to see of it.</summary>
    [Alias("Details"), AlwaysInterleave]
    Task<EntityDetails> Details();
}

/// <summary>Everything a person wants to see of an entity.</summary>
/// <param name="Definition">What it is; null when the topology no longer has it.</param>
/// <param name="Vitals">Its numbers.</param>
/// <param name="DependsOn">Links to what it relies on.</param>
/// <param name="Dependents">Links from what relies on it.</param>
/// <param name="Series">Its series with their baselines, by metric name.</param>
/// <param name="Alerts">Its alerts, newest first, at most 100.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.EntityDetails")]
public sealed record EntityDetails(
    [property: Id(0)] Entity? Definition,
    [property: Id(1)] EntityVitals Vitals,
    [property: Id(2)] ImmutableArray<Dependency> DependsOn,
    [property: Id(3)] ImmutableArray<Dependency> Dependents,
    [property: Id(4)] ImmutableArray<SeriesDetails> Series,
    [property: Id(5)] ImmutableArray<Alert> Alerts)
{
    /// <summary>How good its telemetry is, with reasons; null where nobody asked.</summary>
    [Id(6)]
    public TelemetryQuality? Quality { get; init; }

    /// <summary>How its objectives stand, by kind; empty when it has none.</summary>
    [Id(7)]
    public ImmutableArray<ObjectiveStatus> Objectives { get; init; } = [];

    /// <summary>What it does again and again at the same time, the surest first; empty for nearly every
    /// entity.</summary>
    [Id(8)]
    public ImmutableArray<RecurringFinding> Recurring { get; init; } = [];

    /// <summary>What it counted of requests; null when it never had any.</summary>
    [Id(9)]
    public RequestTally? Requests { get; init; }
}

/// <summary>One series with its baseline, ready to draw.</summary>
/// <param name="Metric">The metric.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="IsWarm">False while the baseline learns; the band then means nothing.</param>
/// <param name="Center">Expected value now.</param>
/// <param name="Low">Lower edge of the band outside which a value is suspicious.</param>
/// <param name="High">Upper edge of the band.</param>
/// <param name="Recent">Newest samples, oldest first, at most 64.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.SeriesDetails")]
public sealed record SeriesDetails(
    [property: Id(0)] string Metric,
    [property: Id(1)] string Unit,
    [property: Id(2)] bool IsWarm,
    [property: Id(3)] double Center,
    [property: Id(4)] double Low,
    [property: Id(5)] double High,
    [property: Id(6)] ImmutableArray<TimedValue> Recent)
{
    /// <summary>The band at the instants of <see cref="Recent"/>; empty when there is none.</summary>
    [Id(7)]
    public ImmutableArray<BandPoint> Band { get; init; } = [];

    /// <summary>The firing deviation so far; null while none fires.</summary>
    [Id(8)]
    public AnomalyExplanation? Explanation { get; init; }

    /// <summary>Share of the last week's values within the band, in [0, 1]; null before two days of them.</summary>
    [Id(9)]
    public double? Coverage { get; init; }

    /// <summary>True when the band does not fit what comes, too narrow or far too wide.</summary>
    [Id(10)]
    public bool IsAdrift { get; init; }
}
