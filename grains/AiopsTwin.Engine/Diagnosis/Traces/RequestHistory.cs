using System.Collections.Immutable;

namespace AiopsTwin.Engine.Diagnosis.Traces;

/// <summary>Requests of the time before, in windows: how much they differ among themselves tells how much a difference
/// means. The newest windows stay.</summary>
/// <param name="limits">What it may keep.</param>
public sealed class RequestHistory(TraceLimits limits)
{
    private readonly SortedDictionary<long, RequestWindow> _windows = [];

    /// <summary>The windows, oldest first.</summary>
    public ImmutableArray<RequestWindow> Windows => [.. _windows.Values];

    /// <summary>Counts a visit in the window it began in.</summary>
    public void Add(Visit visit)
    {
        ArgumentNullException.ThrowIfNull(visit);
        var place = visit.At.UtcTicks / limits.Window.Ticks;
        if (!_windows.TryGetValue(place, out var window))
        {
            window = new RequestWindow(limits);
            _windows[place] = window;
            if (_windows.Count > limits.MaxWindows)
            {
                _windows.Remove(_windows.Keys.First());
            }
        }

        window.Add(visit);
    }
}
