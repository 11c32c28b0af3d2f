using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;
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
    [property: Id(8)] double CacheHitRatio);

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
    [property: Id(7)] int PoolSize);

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
    [property: Id(2)] ImmutableArray<HostModel> Hosts);

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
