using Microsoft.Extensions.Options;

namespace AiopsTwin.Silo.Ingest;

/// <summary>
/// The bounded queue in front of ingest. A request that is let in is answered only after its samples were handed over,
/// so nothing that was acknowledged can be lost in a queue; a request that would have to wait too long is told to come
/// back.
/// </summary>
internal sealed class IngestGate(IOptions<IngestOptions> options) : IDisposable
{
    private readonly IngestOptions _options = options.Value;
    private readonly SemaphoreSlim _slots = new(options.Value.MaxConcurrent);
    private int _waiting;

    /// <summary>Waits for a turn.</summary>
    /// <returns>The turn, to be disposed; null when there is too much to do.</returns>
    public async ValueTask<IDisposable?> EnterAsync(CancellationToken cancellationToken)
    {
        if (_slots.Wait(0, CancellationToken.None))
        {
            return new Turn(_slots);
        }

        if (Interlocked.Increment(ref _waiting) > _options.QueueLimit)
        {
            Interlocked.Decrement(ref _waiting);
            return null;
        }

        try
        {
            return await _slots.WaitAsync(_options.QueueWait, cancellationToken) ? new Turn(_slots) : null;
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    public void Dispose() => _slots.Dispose();

    private sealed class Turn(SemaphoreSlim slots) : IDisposable
    {
        private SemaphoreSlim? _slots = slots;

        public void Dispose() => Interlocked.Exchange(ref _slots, null)?.Release();
    }
}
