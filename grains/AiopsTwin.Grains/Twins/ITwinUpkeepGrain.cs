using Orleans.Concurrency;

namespace AiopsTwin.Grains.Twins;

/// <summary>The side of a twin grain that its silo calls (key: twin id).</summary>
[Alias("aiopstwin.grains.ITwinUpkeepGrain")]
public interface ITwinUpkeepGrain : IGrainWithStringKey
{
    /// <summary>Makes a checkpoint now, if there is anything new to keep.</summary>
    [Alias("Checkpoint")]
    Task Checkpoint();

    /// <summary>A join of the twin has spans or lines that wait. Called by the join, which the twin may be waiting
    /// for.</summary>
    /// <param name="join">Its index.</param>
    [Alias("Expect"), AlwaysInterleave]
    Task Expect(int join);
}
