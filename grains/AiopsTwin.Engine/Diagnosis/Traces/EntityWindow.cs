using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Diagnosis.Traces;

/// <summary>What happened to one entity in one window: its requests, and what it logged outside of them.</summary>
/// <param name="limits">What it may keep.</param>
/// <param name="minutes">How long it is.</param>
internal sealed class EntityWindow(TraceLimits limits, int minutes)
{
    private readonly SortedDictionary<VisitEvent, int> _lines = [];

    public RequestWindow Requests { get; private init; } = new(limits);

    /// <summary>Lines outside of requests, by template.</summary>
    public IReadOnlyDictionary<VisitEvent, int> Lines => _lines;

    /// <summary>How long it is, in minutes.</summary>
    public int Minutes { get; private set; } = minutes;

    public static EntityWindow Of(EntityId entity, RequestWindowRecord record, TraceLimits limits)
    {
        var window = new EntityWindow(limits, record.IsQuarter ? 15 : 1)
        {
            Requests = RequestWindow.Of(entity, record, limits),
        };
        foreach (var counted in record.Lines)
        {
            window._lines[counted.Event] = counted.Count;
        }

        return window;
    }

    /// <summary>Counts a line; one of a new template beyond the limit is passed over.</summary>
    public void Count(VisitEvent line, int limit, int times = 1)
    {
        if (_lines.TryGetValue(line, out var known) || _lines.Count < limit)
        {
            _lines[line] = known + times;
        }
    }

    /// <summary>Adds what another window counted, and its time.</summary>
    public void Append(EntityWindow other)
    {
        Include(other);
        Minutes += other.Minutes;
    }

    /// <summary>Adds what another window, of the same time, counted.</summary>
    public void Include(EntityWindow other)
    {
        Requests.Include(other.Requests);
        foreach (var (line, count) in other._lines)
        {
            Count(line, limits.MaxEvents, count);
        }
    }

    public RequestWindowRecord Record(long place, bool isQuarter) => Requests.Record(
        place, isQuarter, _lines.Select(pair => new EventRecord(pair.Key, pair.Value, 0, null)));
}
