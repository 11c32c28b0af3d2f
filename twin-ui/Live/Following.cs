namespace AiopsTwin.TwinUi.Live;

/// <summary>An <see cref="Inquiry{T}"/> about one thing at a time: when the page turns to another thing, the old answer
/// is dropped at once, so that it can never be shown for the new one.</summary>
/// <typeparam name="TKey">What is asked about.</typeparam>
/// <typeparam name="TAnswer">What is answered.</typeparam>
public sealed class Following<TKey, TAnswer>(
    Func<TKey, CancellationToken, Task<TAnswer>> ask, Action changed, TimeProvider time) : IDisposable
    where TKey : class, IEquatable<TKey>
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private Inquiry<TAnswer>? _inquiry;

    /// <summary>What is asked about; null for nothing.</summary>
    public TKey? Key { get; private set; }

    /// <summary>The newest answer about <see cref="Key"/>.</summary>
    public TAnswer? Answer => _inquiry is null ? default : _inquiry.Answer;

    /// <summary>True once there was an answer about <see cref="Key"/>.</summary>
    public bool IsAnswered => _inquiry?.IsAnswered == true;

    /// <summary>Why the last asking failed; null when it did not.</summary>
    public string? Problem => _inquiry?.Problem;

    /// <summary>Turns to a thing and asks; about the same thing it asks again only when there is news.</summary>
    public void Follow(TKey? key, bool hasNews)
    {
        if (!Equals(key, Key))
        {
            _inquiry?.Dispose();
            Key = key;
            _inquiry = key is null
                ? null
                : new Inquiry<TAnswer>(stop => ask(key, stop), changed, time, Pause);
            _inquiry?.Ask();
        }
        else if (hasNews)
        {
            _inquiry?.Ask();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _inquiry?.Dispose();
}
