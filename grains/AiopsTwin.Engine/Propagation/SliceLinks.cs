using System.Collections.Immutable;
using Orleans;

namespace AiopsTwin.Engine.Propagation;

/// <summary>
/// The links of a partition's entities in one direction, as compressed sparse rows: those of the i-th entity stand from
/// <c>First[i]</c> (inclusive) to <c>First[i + 1]</c> (exclusive), first the ones that stay in the partition, then,
/// from <c>FirstRemote[i]</c>, the ones that leave it.
/// </summary>
/// <param name="First">Where each entity's links begin; one more than there are entities.</param>
/// <param name="FirstRemote">Where each entity's links into other partitions begin.</param>
/// <param name="Links">The links.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.SliceLinks")]
public sealed record SliceLinks(
    [property: Id(0)] ImmutableArray<int> First,
    [property: Id(1)] ImmutableArray<int> FirstRemote,
    [property: Id(2)] ImmutableArray<SliceLink> Links);

/// <summary>The redundancy groups of a partition's entities.</summary>
/// <param name="Owner">The dependent of each group, as a place in <see cref="PartitionSlice.Nodes"/>.</param>
/// <param name="Needed">How many members must be impaired before the dependent is.</param>
/// <param name="First">Where each group's members begin; one more than there are groups.</param>
/// <param name="Members">Link numbers of the members, ascending within a group.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.SliceGroups")]
public sealed record SliceGroups(
    [property: Id(0)] ImmutableArray<int> Owner,
    [property: Id(1)] ImmutableArray<int> Needed,
    [property: Id(2)] ImmutableArray<int> First,
    [property: Id(3)] ImmutableArray<int> Members);
