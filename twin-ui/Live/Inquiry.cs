namespace AiopsTwin.TwinUi.Live;

/// <summary>
/// A question asked again whenever there is news, one asking at a time and not more often than the pause allows: a page
/// that shows the details of one thing follows it without flooding the twin.
/// </summary>
/// <typeparam name="T">What is answered.</typeparam>
public sealed class Inquiry<T> : IDisposable
{
    private readonly Func<CancellationToken, Task<T>> _ask;
    private readonly Action _changed;
    private readonly TimeProvider _time;
    private readonly TimeSpan _pause;
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private bool _isAsking;
    private bool _isWanted;
    private bool _isDisposed;

    /// <summary>Prepares a question; nothing is asked yet.</summary>
    /// <param name="ask">Asks it.</param>
    /// <param name="changed">Called, on any thread, after every answer or failure.</param>
    /// <param name="time">Measures the pause.</param>
    /// <param name="pause">Least time between two askings.</param>
    public Inquiry(Func<CancellationToken, Task<T>> ask, Action changed, TimeProvider time, TimeSpan pause)
    {
        _ask = ask;
        _changed = changed;
        _time = time;
        _pause = pause;
    }

    /// <summary>The newest answer; the default value before the first.</summary>
    public T? Answer { get; private set; }

    /// <summary>True once there was an answer.</summary>
    public bool IsAnswered { get; private set; }

    /// <summary>Why the last asking failed, for people; null when it did not.</summary>
    public string? Problem { get; private set; }

    /// <summary>Asks now, or again as soon as the pause allows.</summary>
    public void Ask()
    {
        lock (_gate)
        {
            if (_isDisposed)
            {
                return;
            }

            _isWanted = true;
            if (_isAsking)
            {
                return;
            }

            _isAsking = true;
        }

        _ = Asking();
    }

    /// <summary>Asks no more.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
        }

        _stop.Cancel();
        _stop.Dispose();
    }

    private async Task Asking()
    {
        var stop = _stop.Token;
        try
        {
            while (IsStillWanted())
            {
                await AskOnce(stop);
                _changed();
                await Task.Delay(_pause, _time, stop);
            }
        }
        catch (OperationCanceledException)
        {
            // Disposed: nobody looks any more.
        }
    }

    private async Task AskOnce(CancellationToken stop)
    {
        try
        {
            Answer = await _ask(stop);
            IsAnswered = true;
            Problem = null;
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            // The old answer stays on the page, marked; the next news asks again.
            Problem = $"The twin did not answer ({failure.GetType().Name}).";
        }
    }

    private bool IsStillWanted()
    {
        lock (_gate)
        {
            var isWanted = _isWanted && !_isDisposed;
            _isWanted = false;
            _isAsking = isWanted;
            return isWanted;
        }
    }
}
