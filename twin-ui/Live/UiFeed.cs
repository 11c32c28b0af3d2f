using AiopsTwin.TwinUi.Model;
using Microsoft.Extensions.Logging;

namespace AiopsTwin.TwinUi.Live;

/// <summary>
/// One pump per view being watched, whatever the number of readers: the grain that serves a view sends each change once
/// per process. A pump starts with its first reader and ends with its last.
/// </summary>
internal sealed class UiFeed(ITwinReader reader, TimeProvider time, ILoggerFactory logs) : ITwinFeed, IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, ViewPump> _pumps = new(StringComparer.Ordinal);
    private bool _isDisposed;

    /// <summary>How many views are being followed.</summary>
    public int ActivePumps
    {
        get
        {
            lock (_gate)
            {
                return _pumps.Count;
            }
        }
    }

    public IViewWatch Watch(string view, Action changed)
    {
        ArgumentException.ThrowIfNullOrEmpty(view);
        ArgumentNullException.ThrowIfNull(changed);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (!_pumps.TryGetValue(view, out var pump))
            {
                pump = new ViewPump(view, reader, time, logs.CreateLogger<ViewPump>());
                _pumps.Add(view, pump);
            }

            var watch = new ViewWatch(this, pump, changed);
            pump.Join(watch);
            return watch;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            foreach (var pump in _pumps.Values)
            {
                pump.Dispose();
            }

            _pumps.Clear();
        }
    }

    private void Leave(ViewPump pump, ViewWatch watch)
    {
        lock (_gate)
        {
            if (pump.Leave(watch) && _pumps.Remove(pump.View))
            {
                pump.Dispose();
            }
        }
    }

    private sealed class ViewWatch(UiFeed feed, ViewPump pump, Action changed) : IViewWatch, IPumpListener
    {
        private int _isGone;

        public ViewPicture Picture => pump.Picture;

        public ViewPicture? At(DateTimeOffset moment) => pump.At(moment);

        public void OnNews()
        {
            if (Volatile.Read(ref _isGone) == 0)
            {
                changed();
            }
        }

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isGone, 1) == 0)
            {
                feed.Leave(pump, this);
            }
        }
    }
}
