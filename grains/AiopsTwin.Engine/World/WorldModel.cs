using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.World.Monitoring;
using Orleans;

namespace AiopsTwin.Engine.World;

/// <summary>
/// How an entity that does work behaves (simulation reference 2.2, "pool"). An entity without a process model is a
/// place: a host, rack, switch or zone.
/// </summary>
/// <param name="Entity">Service, datastore, queue or external.</param>
/// <param name="Replicas">Copies ready, at least 1. Copies are spread evenly over the entity's runs-on links.</param>
/// <param name="SlotsPerReplica">Requests one copy works on at a time, at least 1.</param>
/// <param name="ServiceTime">Mean own service time of one request, greater than zero.</param>
/// <param name="ServiceVariability">Squared coefficient of variation of the service time, at least 0 (1 =
/// exponential).</param>
/// <param name="ErrorRatio">Own share of requests that fail when all is well, in [0, 1).</param>
/// <param name="CpuSecondsPerRequest">Processor seconds one request costs its host, at least 0.</param>
/// <param name="QueueLimit">Requests that may wait before the rest is shed, greater than 0.</param>
/// <param name="CacheHitRatio">Share of look-ups a cache in front of the dependencies answers, in [0, 1]; 0 = no
/// cache.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.world.ProcessModel")]
public sealed record ProcessModel(
    [property: Id(0)] EntityId Entity,
    [property: Id(1)] int Replicas,
    [property: Id(2)] int SlotsPerReplica,
    [property: Id(3)] TimeSpan ServiceTime,
    [property: Id(4)] double ServiceVariability,
    [property: Id(5)] double ErrorRatio,
    [property: Id(6)] double CpuSecondsPerRequest,
    [property: Id(7)] double QueueLimit,
    [property: Id(8)] double CacheHitRatio)
{
    /// <summary>Squared coefficient of variation of the times between arrivals, at least 0 (1 = Poisson).</summary>
    [Id(9)]
    public double ArrivalVariability { get; init; } = 1;

    /// <summary>How requests are dealt to the copies.</summary>
    [Id(10)]
    public Balancing Balancing { get; init; }

    /// <summary>Contention of those at work at one time; null for none.</summary>
    [Id(11)]
    public ContentionModel? Contention { get; init; }

    /// <summary>How long a copy takes from its start to its first request.</summary>
    [Id(12)]
    public TimeSpan StartUp { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Who adds and removes copies; null for nobody.</summary>
    [Id(13)]
    public AutoscalerModel? Autoscaler { get; init; }

    /// <summary>Entries a cache must be filled with before it hits as it should, at least 0; with 0 it is full at
    /// once.</summary>
    [Id(14)]
    public double CacheEntries { get; init; }

    /// <summary>True when a request keeps its slot while it waits for the answers of its calls (a thread for each
    /// request); false when it gives the slot back (an event loop).</summary>
    [Id(15)]
    public bool HoldsSlots { get; init; }

    /// <summary>Which copies are taken out for failing; null for none.</summary>
    [Id(16)]
    public EjectionModel? Ejection { get; init; }

    /// <summary>Parts of a queue that are consumed side by side, at least 1.</summary>
    [Id(17)]
    public int Partitions { get; init; } = 1;

    /// <summary>Share of the requests that write to disk, in [0, 1]: they fail when it is full. Null for what the kind
    /// says: a datastore 0.3, a queue 1, others 0.</summary>
    [Id(18)]
    public double? WriteRatio { get; init; }
}

/// <summary>How requests are dealt to the copies of a process.</summary>
public enum Balancing
{
    /// <summary>To the copy with the fewest: the copies work as one pool.</summary>
    LeastLoaded,

    /// <summary>In turn: each copy has a queue of its own.</summary>
    RoundRobin,

    /// <summary>By lot: each copy has a queue of its own.</summary>
    Random,
}

/// <summary>
/// The Universal Scalability Law (Gunther 2007, "Guerrilla Capacity Planning", ch. 4): with n at work each takes
/// <c>1 + a (n - 1) + b n (n - 1)</c> times as long.
/// </summary>
/// <param name="Serial">a, contention for what only one can have, at least 0.</param>
/// <param name="Crosstalk">b, coherency between every two, at least 0.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.world.ContentionModel")]
public sealed record ContentionModel([property: Id(0)] double Serial, [property: Id(1)] double Crosstalk)
{
    /// <summary>How much longer each takes with a number at work.</summary>
    public double FactorAt(double working) =>
        working <= 1 ? 1 : 1 + (Serial * (working - 1)) + (Crosstalk * working * (working - 1));
}

/// <summary>A horizontal autoscaler by the rules of Kubernetes (dead band 10 %, up by at most the larger of four copies
/// and a doubling, down to the most that was wanted within the stabilisation time).</summary>
/// <param name="Least">Fewest copies, at least 1.</param>
/// <param name="Most">Most copies.</param>
/// <param name="TargetUse">Use of the slots it aims at, in (0, 1).</param>
/// <param name="Every">How often it decides.</param>
/// <param name="Stabilization">How long fewer copies must have been enough before some are removed.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.world.AutoscalerModel")]
public sealed record AutoscalerModel(
    [property: Id(0)] int Least,
    [property: Id(1)] int Most,
    [property: Id(2)] double TargetUse,
    [property: Id(3)] TimeSpan Every,
    [property: Id(4)] TimeSpan Stabilization);

/// <summary>Copies that fail several times in a row are taken out for a while (outlier ejection).</summary>
/// <param name="Failures">Failures one after the other, at least 1.</param>
/// <param name="For">How long a copy stays out.</param>
/// <param name="MostShare">Share of the copies that may be out at one time, in (0, 1].</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.world.EjectionModel")]
public sealed record EjectionModel(
    [property: Id(0)] int Failures, [property: Id(1)] TimeSpan For, [property: Id(2)] double MostShare);

/// <summary>How calls travel over one link (simulation reference 2.2, "edge").</summary>
/// <param name="Caller">The dependent.</param>
/// <param name="Callee">The dependency.</param>
/// <param name="CallsPerRequest">Mean calls per request of the caller, greater than 0.</param>
/// <param name="Stage">Calls of one stage run in parallel, stages one after the other.</param>
/// <param name="Timeout">How long the caller waits for one attempt.</param>
/// <param name="Retries">Further attempts after the first, at least 0.</param>
/// <param name="Backoff">Wait before a further attempt.</param>
/// <param name="PoolSize">Connections the caller may hold to the callee, over all its replicas; 0 = unlimited.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.world.CallModel")]
public sealed record CallModel(
    [property: Id(0)] EntityId Caller,
    [property: Id(1)] EntityId Callee,
    [property: Id(2)] double CallsPerRequest,
    [property: Id(3)] int Stage,
    [property: Id(4)] TimeSpan Timeout,
    [property: Id(5)] int Retries,
    [property: Id(6)] TimeSpan Backoff,
    [property: Id(7)] int PoolSize)
{
    /// <summary>Bytes of a request unless told otherwise; an assumption of ours that sets a scale.</summary>
    public const double UsualRequestBytes = 2_000;

    /// <summary>Bytes of an answer unless told otherwise; an assumption of ours that sets a scale.</summary>
    public const double UsualResponseBytes = 6_000;

    /// <summary>By how much the backoff grows from one further attempt to the next, at least 1.</summary>
    [Id(8)]
    public double BackoffFactor { get; init; } = 1;

    /// <summary>Longest backoff; null for no limit.</summary>
    [Id(9)]
    public TimeSpan? LongestBackoff { get; init; }

    /// <summary>Share of the backoff that is drawn evenly at random, in [0, 1]: 1 is "full jitter".</summary>
    [Id(10)]
    public double Jitter { get; init; }

    /// <summary>Further attempts allowed for each first attempt, at least 0, all attempts taken together; null for as
    /// many as <see cref="Retries"/> says.</summary>
    [Id(11)]
    public double? RetryBudget { get; init; }

    /// <summary>The breaker of each copy of the caller; null for none.</summary>
    [Id(12)]
    public BreakerModel? Breaker { get; init; }

    /// <summary>Share of the failures of this call that the caller can do without, in [0, 1]; null for what the link's
    /// criticality says (optional 1, required 0).</summary>
    [Id(13)]
    public double? Fallback { get; init; }

    /// <summary>True when the callee stops working for a caller who has given up; otherwise timed-out work is done all
    /// the same.</summary>
    [Id(14)]
    public bool CancelsOnTimeout { get; init; }

    /// <summary>How long the caller waits for a connection that nobody answers; null for the timeout.</summary>
    [Id(15)]
    public TimeSpan? ConnectTimeout { get; init; }

    /// <summary>How long the caller waits for a connection of its pool; null for the timeout.</summary>
    [Id(16)]
    public TimeSpan? AcquireTimeout { get; init; }

    /// <summary>Size of a request, greater than 0.</summary>
    [Id(17)]
    public double RequestBytes { get; init; } = UsualRequestBytes;

    /// <summary>Size of an answer, greater than 0.</summary>
    [Id(18)]
    public double ResponseBytes { get; init; } = UsualResponseBytes;

    /// <summary>
    /// How long an answer is kept and used again (a resolved name, a configuration, a token); null when every request
    /// asks. With a time to live the callee is asked once per copy and period, and the caller fails only as kept
    /// answers run out.
    /// </summary>
    [Id(19)]
    public TimeSpan? TimeToLive { get; init; }
}

/// <summary>
/// A circuit breaker (Nygard 2007, "Release It!"): it opens when too many of the attempts in a window fail, lets
/// nothing through while open, and closes again when probes succeed.
/// </summary>
/// <param name="FailureRatio">Share of failed attempts from which it opens, in (0, 1].</param>
/// <param name="Window">Length of the window.</param>
/// <param name="MinimumAttempts">Attempts a copy must make within a window before it may open, at least 1.</param>
/// <param name="OpenFor">How long it stays open.</param>
/// <param name="Probes">Probes that must succeed one after the other before it closes, at least 1.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.world.BreakerModel")]
public sealed record BreakerModel(
    [property: Id(0)] double FailureRatio,
    [property: Id(1)] TimeSpan Window,
    [property: Id(2)] int MinimumAttempts,
    [property: Id(3)] TimeSpan OpenFor,
    [property: Id(4)] int Probes);

/// <summary>What a host offers.</summary>
/// <param name="Host">The host.</param>
/// <param name="Cores">Processor cores, greater than 0.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.world.HostModel")]
public sealed record HostModel([property: Id(0)] EntityId Host, [property: Id(1)] double Cores);

/// <summary>The behaviour of an estate, beside its graph.</summary>
/// <param name="Processes">Entities that work, sorted by entity.</param>
/// <param name="Calls">Calls, sorted by (caller, callee); each has a matching link in the topology.</param>
/// <param name="Hosts">Hosts, sorted.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.world.WorldModel")]
public sealed record WorldModel(
    [property: Id(0)] ImmutableArray<ProcessModel> Processes,
    [property: Id(1)] ImmutableArray<CallModel> Calls,
    [property: Id(2)] ImmutableArray<HostModel> Hosts)
{
    /// <summary>Alerting rules of the estate's own monitoring, in the order of the file; empty for none.</summary>
    [Id(3)]
    public ImmutableArray<AlertRule> AlertRules { get; init; } = [];

    /// <summary>Collectors that telemetry passes on its way; empty when everybody is heard directly.</summary>
    [Id(4)]
    public ImmutableArray<MonitorModel> Monitors { get; init; } = [];

    /// <summary>The network between zones and within them, each pair once; ways that are not named cost nothing of
    /// their own.</summary>
    [Id(5)]
    public ImmutableArray<ZoneLinkModel> ZoneLinks { get; init; } = [];
}

/// <summary>Work that arrives from outside at one entity.</summary>
/// <param name="Entry">Where it arrives.</param>
/// <param name="Name">What it is, for example a customer region.</param>
/// <param name="RatePerSecond">Mean requests per second at the daily mean, greater than 0.</param>
/// <param name="DailyAmplitude">Depth of the daily wave as a share of the mean, in [0, 1).</param>
/// <param name="PeakHour">UTC hour of the daily peak, in [0, 24).</param>
/// <param name="Noise">Relative deviation of a slow random walk around the wave, at least 0 (mean reverting,
/// minutes).</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.world.LoadSource")]
public sealed record LoadSource(
    [property: Id(0)] EntityId Entry,
    [property: Id(1)] string Name,
    [property: Id(2)] double RatePerSecond,
    [property: Id(3)] double DailyAmplitude,
    [property: Id(4)] double PeakHour,
    [property: Id(5)] double Noise)
{
    /// <summary>The daily wave, as a factor of the mean.</summary>
    /// <param name="hour">UTC hour; may exceed a day.</param>
    public double WaveAt(double hour) => 1 + (DailyAmplitude * Math.Cos(2 * Math.PI * (hour - PeakHour) / 24));
}
