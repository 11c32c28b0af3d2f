using System.Collections.Immutable;

namespace AiopsTwin.Grains.Runs;

/// <summary>The stored list of runs.</summary>
[GenerateSerializer, Alias("aiopstwin.grains.RunListState")]
public sealed class RunListState
{
    /// <summary>Ids of runs, newest first.</summary>
    [Id(0)]
    public ImmutableArray<string> Runs { get; set; } = [];
}
