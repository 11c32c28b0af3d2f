using System.Collections.Immutable;
using Orleans;

namespace AiopsTwin.Engine.Propagation;

/// <summary>
/// One value carried over one link into another partition. Nodes are numbered by their place in
/// <c>TopologySnapshot.Entities</c> of the version the flood runs on; links by their place in <c>Dependencies</c>.
/// </summary>
/// <param name="Label">Index of the source in the request.</param>
/// <param name="Target">Node the value goes to.</param>
/// <param name="Link">Link it travelled over, when the target must ask a redundancy group about it; -1 for a link that
/// stands alone, and always toward dependencies.</param>
/// <param name="Strength">The value after the link's attenuation.</param>
/// <param name="DelaySeconds">The delay after the link's delay.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.FloodMessage")]
public readonly record struct FloodMessage(
    [property: Id(0)] int Label,
    [property: Id(1)] int Target,
    [property: Id(2)] int Link,
    [property: Id(3)] double Strength,
    [property: Id(4)] double DelaySeconds) : IComparable<FloodMessage>
{
    /// <summary>Order in which inboxes are sorted before anything is summed: label, target, link.</summary>
    public int CompareTo(FloodMessage other)
    {
        var byLabel = Label.CompareTo(other.Label);
        if (byLabel != 0)
        {
            return byLabel;
        }

        var byTarget = Target.CompareTo(other.Target);
        return byTarget != 0 ? byTarget : Link.CompareTo(other.Link);
    }

    /// <summary>True when the left message sorts before the right one.</summary>
    public static bool operator <(FloodMessage left, FloodMessage right) => left.CompareTo(right) < 0;

    /// <summary>True when the left message sorts after the right one.</summary>
    public static bool operator >(FloodMessage left, FloodMessage right) => left.CompareTo(right) > 0;

    /// <summary>True when the left message sorts before the right one or equals it.</summary>
    public static bool operator <=(FloodMessage left, FloodMessage right) => left.CompareTo(right) <= 0;

    /// <summary>True when the left message sorts after the right one or equals it.</summary>
    public static bool operator >=(FloodMessage left, FloodMessage right) => left.CompareTo(right) >= 0;
}

/// <summary>What a partition returns from one round: it never calls another partition itself.</summary>
/// <param name="Outboxes">Messages by partition index; partitions without messages are absent.</param>
/// <param name="HasWork">True when the partition itself has nodes to carry on from in the next round.</param>
/// <param name="Improved">How many (source, entity) pairs of the partition were reached or grew in this round.</param>
/// <param name="Carries">Values the next round would carry over links that leave those entities, within the partition
/// and out of it; when they alone pass the request's limit, the outboxes are left empty.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.FloodRoundResult")]
public sealed record FloodRoundResult(
    [property: Id(0)] ImmutableSortedDictionary<int, ImmutableArray<FloodMessage>> Outboxes,
    [property: Id(1)] bool HasWork,
    [property: Id(2)] int Improved,
    [property: Id(3)] long Carries);
