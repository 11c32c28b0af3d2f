namespace AiopsTwin.Engine.Scenarios;

/// <summary>
/// Says which steps of a timeline are due. Ordered by (time, place in the file), so that ties never depend on a queue's
/// internals. Shared by the run and by the live driver.
/// </summary>
public sealed class TimelineAgenda
{
    /// <summary>Moment of the first diagnosis of an incident that opened since the trouble began.</summary>
    public const string Diagnosed = "diagnosed";

    private readonly PriorityQueue<Entry, (TimeSpan At, int Order)> _queue = new();
    private readonly List<(TimelineStep Step, int Order)> _waiting = [];
    private int _laidOut;

    /// <summary>Lays out a scenario's timeline.</summary>
    public TimelineAgenda(Scenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        foreach (var step in scenario.Timeline)
        {
            Add(step);
        }
    }

    /// <summary>Adds a step after all others, as if it stood last in the timeline.</summary>
    public void Add(TimelineStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        var order = _laidOut++;
        if (step.Time.After is null)
        {
            _queue.Enqueue(new Entry(step, 0), (step.Time.At, order));
        }
        else
        {
            _waiting.Add((step, order));
        }
    }

    /// <summary>Releases the steps that wait for a moment; a second signal of the same moment does nothing.</summary>
    /// <param name="moment">Name of the moment.</param>
    /// <param name="at">When it was, as an offset from the scenario's start.</param>
    public void Signal(string moment, TimeSpan at)
    {
        foreach (var (step, order) in _waiting.Where(entry => entry.Step.Time.After == moment).ToArray())
        {
            _queue.Enqueue(new Entry(step, 0), (at + step.Time.At, order));
            _waiting.Remove((step, order));
        }
    }

    /// <summary>Takes the steps with a fault off the agenda, waiting ones too.</summary>
    /// <param name="fault">Its id.</param>
    /// <returns>How often the fault fell due so far, by the steps taken off.</returns>
    public int Cancel(string fault)
    {
        var rounds = 0;
        _waiting.RemoveAll(entry => entry.Step.Fault?.Id == fault);
        foreach (var (entry, _) in _queue.UnorderedItems.Where(item => item.Element.Step.Fault?.Id == fault)
            .OrderBy(item => item.Priority).ToArray())
        {
            rounds = Math.Max(rounds, entry.Round);
            _queue.Remove(entry, out _, out _);
        }

        return rounds;
    }

    /// <summary>Takes the steps due at or before a position, in order. A repeating step comes once per
    /// period.</summary>
    public IEnumerable<DueStep> TakeDue(TimeSpan position)
    {
        while (_queue.TryPeek(out var entry, out var key) && key.At <= position)
        {
            _queue.Dequeue();
            if (entry.Step.Time.Every is { } period)
            {
                _queue.Enqueue(entry with { Round = entry.Round + 1 }, (key.At + period, key.Order));
            }

            yield return new DueStep(entry.Step, key.At, entry.Round);
        }
    }

    private readonly record struct Entry(TimelineStep Step, int Round);
}

/// <summary>A step that fell due.</summary>
/// <param name="Step">The step.</param>
/// <param name="At">When, as an offset from the scenario's start.</param>
/// <param name="Round">0 the first time, then counting, for repeating steps.</param>
public readonly record struct DueStep(TimelineStep Step, TimeSpan At, int Round);
