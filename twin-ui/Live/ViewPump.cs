using AiopsTwin.Engine.Topology;
using AiopsTwin.TwinUi.Model;
using Microsoft.Extensions.Logging;

namespace AiopsTwin.TwinUi.Live;

/// <summary>Told when a pump has a newer picture.</summary>
internal interface IPumpListener
{
    void OnNews();
}

/// <summary>
/// Follows one view: a snapshot, then its changes, and again from the start after any loss. Listeners are told that
/// there is news and take the newest picture themselves, so a slow reader gets fewer, larger steps and never a queue.
/// </summary>
internal sealed partial class ViewPump : IDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly ITwinReader _reader;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly Lock _gate = new();
    private readonly List<IPumpListener> _listeners = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly PictureBook _book = new();
    private volatile ViewPicture _picture;

    public ViewPump(string view, ITwinReader reader, TimeProvider time, ILogger log)
    {
        View = view;
        _reader = reader;
        _time = time;
        _log = log;
        _picture = ViewPicture.Loading(view);
        Finished = Task.Run(() => Follow(_stop.Token));
    }

    public string View { get; }

    public ViewPicture Picture => _picture;

    public ViewPicture? At(DateTimeOffset moment) => _book.At(moment);

    /// <summary>Completes when the pump has stopped.</summary>
    public Task Finished { get; }

    public void Join(IPumpListener listener)
    {
        lock (_gate)
        {
            _listeners.Add(listener);
        }
    }

    /// <summary>Removes a listener.</summary>
    /// <returns>True when nobody listens any more.</returns>
    public bool Leave(IPumpListener listener)
    {
        lock (_gate)
        {
            _listeners.Remove(listener);
            return _listeners.Count == 0;
        }
    }

    /// <summary>Stops following. Called once.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        _ = Finished.ContinueWith(_ => _stop.Dispose(), TaskScheduler.Default);
    }

    private async Task Follow(CancellationToken stop)
    {
        var pause = FirstPause;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                if (await FollowOnce(stop))
                {
                    pause = FirstPause;
                }

                await Task.Delay(pause, _time, stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception problem) when (problem is not OutOfMemoryException)
            {
                // Any breakage of a grain call ends here: the page keeps the last picture, says so, and tries again.
                LogLost(View, problem);
                Publish(_picture with
                {
                    Stage = FeedStage.Lost,
                    Problem = "The twin does not answer. Trying again.",
                });
                if (!await Paused(pause, stop))
                {
                    return;
                }
            }

            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    // True when the view exists and was followed for a while.
    private async Task<bool> FollowOnce(CancellationToken stop)
    {
        var snapshot = await _reader.Snapshot(View, stop);
        if (snapshot is null)
        {
            Publish(ViewPicture.Missing(View));
            return false;
        }

        var fetchedFor = snapshot.TopologyVersion;
        var topology = await _reader.Topology(View, stop) ?? TopologySnapshot.Empty;
        Publish(ViewPicture.Of(View, snapshot, topology, _time.GetUtcNow()));
        await foreach (var delta in _reader.Deltas(View, snapshot.Version, stop).WithCancellation(stop))
        {
            var next = _picture.With(delta, _time.GetUtcNow());
            if (next.TopologyVersion != fetchedFor)
            {
                fetchedFor = next.TopologyVersion;
                next = next with { Topology = await _reader.Topology(View, stop) ?? TopologySnapshot.Empty };
            }

            Publish(next);
        }

        return true;
    }

    private async Task<bool> Paused(TimeSpan pause, CancellationToken stop)
    {
        try
        {
            await Task.Delay(pause, _time, stop);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private void Publish(ViewPicture picture)
    {
        _picture = picture;
        _book.Keep(picture);
        IPumpListener[] listeners;
        lock (_gate)
        {
            listeners = [.. _listeners];
        }

        foreach (var listener in listeners)
        {
            listener.OnNews();
        }
    }
}
