namespace AiopsTwin.Benchmarks.Grains;

/// <summary>Keeps nothing.</summary>
public sealed class IdleGrain : Grain, IIdleGrain
{
    /// <inheritdoc />
    public Task Touch() => Task.CompletedTask;
}
