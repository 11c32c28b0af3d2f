using Orleans;

namespace AiopsTwin.Engine.Detection;

/// <summary>What a member of a sibling group is compared with, as it was at an instant.</summary>
/// <param name="Level">Usual distance from the median.</param>
/// <param name="Reference">Logarithm of the member's own reference.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.SiblingAnchor")]
internal readonly record struct SiblingAnchor([property: Id(0)] double Level, [property: Id(1)] double Reference);
