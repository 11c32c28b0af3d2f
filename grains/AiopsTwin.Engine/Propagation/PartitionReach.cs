using Orleans;

namespace AiopsTwin.Engine.Propagation;

/// <summary>One entity of a partition reached by one source.</summary>
/// <param name="Label">Index of the source in the request.</param>
/// <param name="Node">The entity's number in the graph.</param>
/// <param name="Strength">Severity or suspicion there.</param>
/// <param name="Hops">Round in which it was first reached.</param>
/// <param name="DelaySeconds">Expected delay, in seconds.</param>
/// <param name="OpenRound">The round in which it last grew when it then still had something to carry on; -1
/// otherwise.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.PartitionReach")]
public readonly record struct PartitionReach(
    [property: Id(0)] int Label,
    [property: Id(1)] int Node,
    [property: Id(2)] double Strength,
    [property: Id(3)] int Hops,
    [property: Id(4)] double DelaySeconds,
    [property: Id(5)] int OpenRound);
