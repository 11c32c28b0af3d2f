using AiopsTwin.Engine.Changes;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.Engine.Twins;

/// <summary>
/// Planned work. What stands on, runs on, draws from or reaches the network through an entity that is worked on is
/// expected to fail until the work is over: its alerts wait that long, and are judged like any other when they still
/// fire then. Callers elsewhere are not covered: that users are hurt is never planned.
/// </summary>
public sealed partial class TwinBrain
{
    private List<(MaintenanceWindow Window, HashSet<EntityId> Covered)> _planned = [];

    /// <summary>Works out what planned work covers at an instant; once a correlation.</summary>
    private void Plan(DateTimeOffset now)
    {
        _planned = [.. _changes.All.Select(MaintenanceWindow.Of)
            .Where(window => window is not null && window.From <= now && now < window.Until)
            .Select(window => (window!, Covered(window!.Entity)))];
    }

    /// <summary>The work that explains an alert; null when none does.</summary>
    private MaintenanceWindow? PlannedFor(TrackedAlert tracked) => _planned.Find(planned =>
        planned.Covered.Contains(tracked.Alert.Entity)
        && tracked.Alert.StartsAt >= planned.Window.From - _settings.Diagnosis.OnsetSlack).Window;

    /// <summary>True for an alert that waits for the end of planned work; it is looked at again then.</summary>
    private bool IsPlanned(TrackedAlert tracked)
    {
        if (_planned.Count == 0 || PlannedFor(tracked) is not { } window)
        {
            return false;
        }

        State.CorrelateAt = State.CorrelateAt < window.Until ? State.CorrelateAt : window.Until;
        return true;
    }

    /// <summary>An entity and all that cannot do without it as a place: what has another place left is not
    /// covered.</summary>
    private HashSet<EntityId> Covered(EntityId entity)
    {
        if (_graph is null || !_graph.TryIndex(entity, out var start))
        {
            return [entity];
        }

        var covered = new HashSet<int> { start };
        var front = new Queue<int>([start]);
        while (front.TryDequeue(out var node) && covered.Count < _settings.Correlation.MaxSeen)
        {
            foreach (var link in _graph.LinksToDependents(node))
            {
                if (PlaceLinks.Holds(_graph.Dependencies[link].Kind) && IsLost(link, covered)
                    && covered.Add(_graph.DependentOf(link)))
                {
                    front.Enqueue(_graph.DependentOf(link));
                }
            }
        }

        return [.. covered.Select(_graph.IdOf)];
    }

    private bool IsLost(int link, HashSet<int> covered)
    {
        var group = _graph!.GroupOf(link);
        if (group < 0)
        {
            return true;
        }

        var gone = 0;
        foreach (var member in _graph.MembersOf(group))
        {
            gone += covered.Contains(_graph.DependencyOf(member)) ? 1 : 0;
        }

        return gone >= _graph.FailuresNeeded(group);
    }
}
