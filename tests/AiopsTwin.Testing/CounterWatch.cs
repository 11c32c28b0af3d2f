using System.Diagnostics.Metrics;

namespace AiopsTwin.Testing;

/// <summary>Counts what a counter of this process counted under one tag while it watches, whoever caused it.</summary>
public sealed class CounterWatch : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _count;

    /// <summary>Watches from now on.</summary>
    /// <param name="counter">Name of the instrument.</param>
    /// <param name="tag">Name of the tag.</param>
    /// <param name="value">Its value.</param>
    public CounterWatch(string counter, string tag, string value)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == counter)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, count, tags, _) =>
        {
            foreach (var one in tags)
            {
                if (one.Key == tag && (string?)one.Value == value)
                {
                    Interlocked.Add(ref _count, count);
                    _first.TrySetResult();
                }
            }
        });
        _listener.Start();
    }

    /// <summary>What was counted so far.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <summary>Completes when something was counted.</summary>
    public Task First => _first.Task;

    /// <summary>Watches a limit of the grains.</summary>
    public static CounterWatch OfLimit(string limit) => new("aiopstwin.twin.limits", "limit", limit);

    /// <inheritdoc />
    public void Dispose() => _listener.Dispose();
}
