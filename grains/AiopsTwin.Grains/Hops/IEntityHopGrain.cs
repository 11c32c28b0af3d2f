using AiopsTwin.Engine.Telemetry;
using Orleans.Concurrency;

namespace AiopsTwin.Grains.Hops;

/// <summary>The side of an entity grain that takes part in floods travelling entity by entity (key as of the
/// entity).</summary>
[Alias("aiopstwin.grains.IEntityHopGrain")]
public interface IEntityHopGrain : IGrainWithStringKey
{
    /// <summary>Takes a value in, tells neighbours what follows from it, and reports both to the coordinator.</summary>
    [Alias("Hear"), OneWay]
    Task Hear(HopMessage message);

    /// <summary>What a flood brought here; ends the flood for this entity. Null when it did not come here.</summary>
    [Alias("TakeHop")]
    Task<HopReach?> TakeHop(string flood);
}

/// <summary>
/// The coordinator of one flood that travels entity by entity (key: <c>twin/any</c>): the reference the rounds of the
/// partitions are compared with, for twins of at most a thousand entities.
/// </summary>
[Alias("aiopstwin.grains.IHopFloodGrain")]
public interface IHopFloodGrain : IGrainWithStringKey
{
    /// <summary>Floods toward dependents and waits until no message is under way.</summary>
    /// <param name="origin">Where it starts.</param>
    /// <param name="strength">In (0, 1].</param>
    [Alias("Run")]
    Task<HopAnswer> Run(EntityId origin, double strength);

    /// <summary>An entity took a message in.</summary>
    [Alias("Report"), OneWay, AlwaysInterleave]
    Task Report(HopReport report);
}
