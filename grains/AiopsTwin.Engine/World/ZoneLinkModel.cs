using AiopsTwin.Engine.Telemetry;
using Orleans;

namespace AiopsTwin.Engine.World;

/// <summary>The network between two zones, or within one: one cell of the estate's zone matrix, the same both
/// ways.</summary>
/// <param name="One">A zone.</param>
/// <param name="Other">The other zone; the same for the network within it.</param>
/// <param name="RoundTrip">Mean time there and back, at least 0.</param>
/// <param name="Deviation">Its deviation from call to call, at least 0.</param>
/// <param name="Loss">Share of the packets lost, in [0, 1); they are sent again, which takes time.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.world.ZoneLinkModel")]
public sealed record ZoneLinkModel(
    [property: Id(0)] EntityId One,
    [property: Id(1)] EntityId Other,
    [property: Id(2)] TimeSpan RoundTrip,
    [property: Id(3)] TimeSpan Deviation,
    [property: Id(4)] double Loss);
