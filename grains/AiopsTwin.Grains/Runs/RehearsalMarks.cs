using System.Collections.Immutable;
using AiopsTwin.Contracts.Runs;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Grains.Runs;

/// <summary>Reads the marks of a time line off a rehearsal, tick by tick.</summary>
/// <param name="past">Marks that lie behind it already; the first to be taken.</param>
internal sealed class RehearsalMarks(ImmutableArray<RunMark> past)
{
    private readonly List<RunMark> _marks = [.. past];
    private readonly Dictionary<string, IncidentState> _states = new(StringComparer.Ordinal);
    private DateTimeOffset? _seen;
    private int _changes;
    private int _notes;

    /// <summary>Begins at where a rehearsal stands: what lies behind it was marked already.</summary>
    public void Stand(ScenarioRun run)
    {
        (_notes, _changes, _seen) = (run.Notes.Count, run.Twin.Changes.Count, run.Twin.Now);
        _states.Clear();
        foreach (var incident in run.Twin.Incidents)
        {
            _states[incident.Id] = incident.State;
        }
    }

    /// <summary>Notes what the last tick brought.</summary>
    /// <param name="run">The rehearsal after it.</param>
    public void Look(ScenarioRun run)
    {
        var position = run.Position;
        var twin = run.Twin;
        var startsAt = run.Scenario.StartsAt;
        for (; _notes < run.Notes.Count; _notes++)
        {
            _marks.Add(RunMarks.Of(run.Notes[_notes]));
        }

        while (_changes < twin.Changes.Count)
        {
            _marks.Add(RunMarks.Of(twin.Changes[_changes++], startsAt));
        }

        if (twin.Now == _seen)
        {
            return;
        }

        _seen = twin.Now;
        foreach (var alert in twin.ChangedAlerts.Where(alert => alert.Status == AlertStatus.Firing))
        {
            _marks.Add(RunMarks.Of(alert, startsAt));
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
}
