using System.Collections.Immutable;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Twins;

/// <summary>Answers to "why is this alert here" and "why is it not there".</summary>
public sealed partial class TwinBrain
{
    private const int WhyLinks = 6;
    private const int WhyLimit = 20_000;

    /// <summary>Why an alert is in its incident, or in none.</summary>
    /// <param name="fingerprint">Identity of the alert.</param>
    /// <returns>The answer; null when the twin does not know the alert, or does not any more.</returns>
    public AlertPlacement? Why(string fingerprint)
    {
        ArgumentNullException.ThrowIfNull(fingerprint);
        if (!State.Alerts.TryGetValue(fingerprint, out var tracked))
        {
            return null;
        }

        var incident = tracked.Incident is { } id ? _book.Find(id) : null;
        return incident is null
            ? Placement(tracked, [tracked.Alert.Entity], WhyNowhere(tracked))
            : Inside(tracked, incident);
    }

    /// <summary>Why an alert is not in a certain incident.</summary>
    /// <param name="fingerprint">Identity of the alert.</param>
    /// <param name="incident">Id of the incident.</param>
    /// <returns>The answer; null when the twin does not know one of the two, or when the alert is in it.</returns>
    public AlertPlacement? WhyNot(string fingerprint, string incident)
    {
        ArgumentNullException.ThrowIfNull(fingerprint);
        ArgumentNullException.ThrowIfNull(incident);
        if (!State.Alerts.TryGetValue(fingerprint, out var tracked) || _book.Find(incident) is not { } other
            || tracked.Incident == incident)
        {
            return null;
        }

        var alert = tracked.Alert;
        var path = PathTo(alert.Entity, [other.Root]);
        var apart = (alert.StartsAt - other.CurrentOnset).Duration();
        var strength = other.ExpectedAt(alert.Entity);
        var link = strength >= _settings.Correlation.ExplainFloor && path.Length > 1
            ? $"the cause of {incident} would explain it too along {Told(path)}"
            : path.Length > 1
                ? $"{Told(path)} relates it to {other.Root}, but a fault there is not expected to show here"
                : $"no few links relate {alert.Entity} to {other.Root}, the cause of {incident}";
        var place = tracked.Incident is { } own ? $"it is in {own}{SaidApart(own, other)}" : WhyNowhere(tracked);
        return Placement(
            tracked, path,
            $"{link}; it began at {IncidentText.Clock(alert.StartsAt)}, {IncidentText.Span(apart)} from the onset "
                + $"there; {place}");
    }

    private AlertPlacement Inside(TrackedAlert tracked, TrackedIncident incident)
    {
        var alert = tracked.Alert;
        var began = $"it began at {IncidentText.Clock(alert.StartsAt)}";
        if (alert.Entity == incident.Root)
        {
            return Placement(
                tracked, [alert.Entity],
                $"{alert.Entity} is the suspected cause; {began}{WhyOnlyListed(tracked)}{SaidOf(tracked, incident)}");
        }

        var toRoot = PathTo(alert.Entity, [incident.Root]);
        var path = toRoot.Length > 1
            ? toRoot
            : PathTo(alert.Entity, [.. incident.Members.Where(entity => entity != alert.Entity)]);
        var reason = path.Length > 1
            ? $"{Told(path)} relates it to {path[^1]}, {(path == toRoot ? "the suspected cause" : "another member")}"
            : $"{alert.Entity} alerted together with what is in {incident.Id}, to which no few links lead";
        return Placement(tracked, path, $"{reason}; {began}{WhyOnlyListed(tracked)}{SaidOf(tracked, incident)}");
    }

    private string WhyNowhere(TrackedAlert tracked)
    {
        var alert = tracked.Alert;
        var began = $"began at {IncidentText.Clock(alert.StartsAt)}";
        if (!AlertReading.IsHarmful(alert))
        {
            return $"it {began} and claims no harm of {alert.Entity}";
        }

        if (tracked.IsActive && PlannedFor(tracked) is { } window)
        {
            return $"it {began} and waits for the end of '{window.Title}' on {window.Entity}, planned until "
                + IncidentText.Clock(window.Until);
        }

        if (tracked.IsActive && WhyHeld(tracked) is { } held)
        {
            return $"it {began} and {held}";
        }

        if (!tracked.IsActive)
        {
            return $"it {began} and ended before it had lasted long enough to open an incident of {alert.Entity}";
        }

        return tracked.IsPassed || IsMild(tracked)
            ? $"it {began} and tells only of somewhat more or less work at {alert.Entity}"
            : $"it {began}; a warning of {alert.Entity} alone waits until it has lasted "
                + IncidentText.Span(_settings.Correlation.LoneWarningHold);
    }

    private static AlertPlacement Placement(TrackedAlert tracked, ImmutableArray<EntityId> path, string reason) => new(
        tracked.Alert.Fingerprint, tracked.Alert.Entity, tracked.Incident, tracked.Alert.StartsAt, path, reason);

    private static string Told(ImmutableArray<EntityId> path) => string.Join(" - ", path.Select(entity => entity.Text));

    /// <summary>A shortest path over links in either direction; the start alone when there is none within a few
    /// links.</summary>
    private ImmutableArray<EntityId> PathTo(EntityId from, IReadOnlyCollection<EntityId> to)
    {
        if (_graph is null || !_graph.TryIndex(from, out var start))
        {
            return [from];
        }

        var wanted = to.Select(entity => !entity.IsNone && _graph.TryIndex(entity, out var node) ? node : -1)
            .Where(node => node >= 0).ToHashSet();
        var back = new Dictionary<int, int> { [start] = -1 };
        var front = new List<int> { start };
        for (var link = 0; link < WhyLinks && front.Count > 0 && back.Count < WhyLimit; link++)
        {
            var next = new SortedSet<int>();
            foreach (var node in front)
            {
                foreach (var near in _graph.DependenciesOf(node).Concat(_graph.DependentsOf(node)).Order())
                {
                    if (back.TryAdd(near, node))
                    {
                        next.Add(near);
                    }
                }
            }

            front = [.. next];
            var found = front.Where(wanted.Contains).Append(-1).First();
            if (found >= 0)
            {
                return Back(found, back);
            }
        }

        return [from];
    }

    private ImmutableArray<EntityId> Back(int node, Dictionary<int, int> back)
    {
        var path = new List<EntityId>();
        for (; node >= 0; node = back[node])
        {
            path.Add(_graph!.IdOf(node));
        }

        path.Reverse();
        return [.. path];
    }
}
