using System.Collections.Immutable;
using AiopsTwin.Contracts.Runs;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Twins;

namespace AiopsTwin.Grains.Runs;

/// <summary>Reads the marks of a time line off a rehearsal, tick by tick.</summary>
internal sealed class RehearsalMarks(Scenario scenario, LocalTwin twin)
{
    private readonly List<RunMark> _marks = [];
    private readonly Dictionary<string, IncidentState> _states = new(StringComparer.Ordinal);
    private DateTimeOffset? _seen;
    private int _changes;
    private int _steps;

    /// <summary>Notes what the last tick brought.</summary>
    /// <param name="position">Where the rehearsal stands after it.</param>
    public void Look(TimeSpan position)
    {
        AddFaults(position);
        while (_changes < twin.Changes.Count)
        {
            var change = twin.Changes[_changes++];
            _marks.Add(new RunMark(change.At - scenario.StartsAt, RunMarkKind.Change, change.Title));
        }

        if (twin.Now == _seen)
        {
            return;
        }

        _seen = twin.Now;
        foreach (var alert in twin.ChangedAlerts.Where(alert => alert.Status == AlertStatus.Firing))
        {
            _marks.Add(RunMarks.Of(alert, scenario.StartsAt));
        }

        foreach (var incident in twin.Incidents)
        {
            if (!_states.TryGetValue(incident.Id, out var state) || state != incident.State)
            {
                _states[incident.Id] = incident.State;
                _marks.Add(RunMarks.Of(incident, position));
            }
        }
    }

    /// <summary>Marks since the last call, in order.</summary>
    public ImmutableArray<RunMark> Take()
    {
        ImmutableArray<RunMark> marks = [.. _marks];
        _marks.Clear();
        return marks;
    }

    /// <summary>Faults of the timeline that have a time of their own; those that wait for a moment show in what they undo.
    /// </summary>
    private void AddFaults(TimeSpan position)
    {
        for (; _steps < scenario.Timeline.Length; _steps++)
        {
            var step = scenario.Timeline[_steps];
            if (step.Time.After is null && step.Time.At >= position)
            {
                return;
            }

            if (step.Time.After is null && step.Fault is { } fault)
            {
                _marks.Add(RunMarks.Injected(fault, step.Time.At));
            }
        }
    }
}
