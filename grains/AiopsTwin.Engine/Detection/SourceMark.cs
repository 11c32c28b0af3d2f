using Orleans;

namespace AiopsTwin.Engine.Detection;

/// <summary>The batch last heard of one source.</summary>
/// <param name="Source">The source.</param>
/// <param name="Sequence">Its sequence.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.SourceMark")]
internal readonly record struct SourceMark([property: Id(0)] string Source, [property: Id(1)] long Sequence);
