namespace AiopsTwin.Benchmarks.Grains;

/// <summary>A grain that keeps nothing: the peer of every grain that does.</summary>
[Alias("aiopstwin.benchmarks.IIdleGrain")]
public interface IIdleGrain : IGrainWithStringKey
{
    /// <summary>Is there.</summary>
    [Alias("Touch")]
    Task Touch();
}
