using System.Collections.Immutable;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.World;

namespace AiopsTwin.Scenarios.Estates;

/// <summary>An estate with the work that usually arrives at it.</summary>
/// <param name="Estate">The estate.</param>
/// <param name="Load">Sources, in order of the file, then of the entries; empty when the file gives none.</param>
public sealed record LoadedEstate(Estate Estate, ImmutableArray<LoadSource> Load);
