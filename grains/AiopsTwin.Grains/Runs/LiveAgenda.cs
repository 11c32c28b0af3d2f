using AiopsTwin.Engine.Scenarios;

namespace AiopsTwin.Grains.Runs;

/// <summary>Says which steps of a timeline are due, ordered by time and then by place in the file.</summary>
internal sealed class LiveAgenda
{
    private const string Diagnosed = "diagnosed";

    private readonly PriorityQueue<(TimelineStep Step, int Round), (TimeSpan At, int Order)> _queue = new();
    private readonly List<(TimelineStep Step, int Order)> _waiting = [];

    /// <summary>Lays a timeline out.</summary>
    public LiveAgenda(Scenario scenario)
    {
        for (var order = 0; order < scenario.Timeline.Length; order++)
        {
            var step = scenario.Timeline[order];
            if (step.Time.After is null)
            {
                _queue.Enqueue((step, 0), (step.Time.At, order));
            }
            else
            {
                _waiting.Add((step, order));
            }
        }
    }

    /// <summary>Releases the steps that wait for the first diagnosis; a second call does nothing.</summary>
    /// <param name="at">When it was made, as an offset from the start.</param>
    public void SignalDiagnosed(TimeSpan at)
    {
        foreach (var (step, order) in _waiting.Where(entry => entry.Step.Time.After == Diagnosed).ToArray())
        {
            _queue.Enqueue((step, 0), (at + step.Time.At, order));
            _waiting.Remove((step, order));
        }
    }

    /// <summary>Takes the steps due at or before a position, in order. A repeating step comes once per
    /// period.</summary>
    public IEnumerable<(TimelineStep Step, TimeSpan At, int Round)> TakeDue(TimeSpan position)
    {
        while (_queue.TryPeek(out var entry, out var key) && key.At <= position)
        {
            _queue.Dequeue();
            if (entry.Step.Time.Every is { } period)
            {
                _queue.Enqueue((entry.Step, entry.Round + 1), (key.At + period, key.Order));
            }

            yield return (entry.Step, key.At, entry.Round);
        }
    }
}
