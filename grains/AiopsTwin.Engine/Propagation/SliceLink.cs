using Orleans;

namespace AiopsTwin.Engine.Propagation;

/// <summary>One link as a <see cref="PartitionSlice"/> holds it: twelve bytes.</summary>
/// <param name="Target">Where it leads: the place in <see cref="PartitionSlice.Nodes"/> when that entity is in this
/// partition, else the complement (<c>~</c>) of the place in <see cref="PartitionSlice.Remote"/>.</param>
/// <param name="Link">The link's number in the graph.</param>
/// <param name="Rate">Place in <see cref="PartitionSlice.Rates"/>; the complement of it when the link belongs to a
/// redundancy group that must be asked before the value counts.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.SliceLink")]
public readonly record struct SliceLink(
    [property: Id(0)] int Target,
    [property: Id(1)] int Link,
    [property: Id(2)] int Rate);

/// <summary>What a link does to a value. Links share few rates, so they are kept once.</summary>
/// <param name="Factor">Share carried, in [0, 1].</param>
/// <param name="DelaySeconds">Time added, in seconds.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.SliceRate")]
public readonly record struct SliceRate([property: Id(0)] double Factor, [property: Id(1)] double DelaySeconds);

/// <summary>An entity of another partition that a link of this one leads to.</summary>
/// <param name="Node">Its number in the graph.</param>
/// <param name="Partition">The partition that holds it.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.RemoteNode")]
public readonly record struct RemoteNode([property: Id(0)] int Node, [property: Id(1)] int Partition);
