using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.Engine.Correlation;

/// <summary>Writes what is published of incidents: alerts with their reasons, impact, what is withheld, who suffers
/// from two at once, and who has nothing left to fall back on.</summary>
/// <param name="alerts">The alerts of the twin.</param>
/// <param name="settings">Limits.</param>
/// <param name="graph">The graph; null while there is none.</param>
internal sealed class IncidentRecords(AlertLedger alerts, CorrelationSettings settings, TopologyGraph? graph)
{
    private const int ReasonHops = 8;
    private const int ReasonLimit = 20_000;

    // Alerta calls more than two changes of severity in half an hour flapping; three returns are six changes.
    private const int FlapCount = 3;

    /// <summary>The record of an incident as it stands now.</summary>
    public Incident Rebuilt(TrackedIncident incident)
    {
        var record = incident.Record with
        {
            MergedInto = incident.MergedInto,
            PartedFrom = incident.PartedFrom,
            Told = incident.Told,
        };
        var tracked = incident.MergedInto is null ? alerts.Of(incident.Id) : [];
        var harm = tracked.Where(one => one.IsHarm).ToList();
        if (harm.Count == 0)
        {
            return record with { AlertCount = incident.AlertCount };
        }

        var root = 0;
        var isPlaced = !incident.Root.IsNone && graph is not null && graph.TryIndex(incident.Root, out root);
        var next = isPlaced ? graph!.NextToward(root, ReasonHops, ReasonLimit) : [];
        var shown = record.Diagnosis is null || incident.Root.IsNone ? null : Shown(incident, harm, graph);
        var best = record.Diagnosis?.Suspects.FirstOrDefault();
        var worst = harm.MaxBy(one => (one.Alert.Severity, Math.Abs(one.Alert.Score)))!.Alert;
        return record with
        {
            Severity = worst.Severity > record.Severity ? worst.Severity : record.Severity,
            Title = best is null
                ? IncidentText.Title(worst.Entity, AlertReading.FamilyOf(worst), incident.Members.Count)
                : IncidentText.Title(best.Entity, best.Family, incident.Members.Count),
            Onset = harm[0].Alert.StartsAt < record.Onset ? harm[0].Alert.StartsAt : record.Onset,
            Alerts =
            [
                .. tracked.Take(settings.MaxAlertsListed).Select(one => new IncidentAlert(
                    one.Alert, shown is not null && !shown.Contains(one),
                    IncidentText.Reason(one, incident, graph, next))),
            ],
            AlertCount = incident.AlertCount,
            WithheldCount = shown is null ? 0 : tracked.Count - shown.Count,
            Impact = [.. incident.Members.Order()],
            IsFlapping = record.IsFlapping || incident.Reopened - (incident.Occurrences.Count - 1) >= FlapCount,
        };
    }

    /// <summary>Alerts worth a person's attention: those of the cause, and the worst one at an entry, where users
    /// feel it. When the cause itself raised none, the worst alert of all stands for it.</summary>
    private static HashSet<TrackedAlert> Shown(
        TrackedIncident incident, List<TrackedAlert> harm, TopologyGraph? graph)
    {
        var shown = harm.Where(one => one.Alert.Entity == incident.Root).ToHashSet();
        var rest = harm.Where(one => !shown.Contains(one)).ToList();
        var entry = rest.Where(one => graph is not null && graph.TryIndex(one.Alert.Entity, out var node)
                && graph.LinksToDependents(node).IsEmpty)
            .OrderByDescending(one => one.Alert.Severity).ThenByDescending(one => Math.Abs(one.Alert.Score))
            .FirstOrDefault();
        var stand = entry ?? (shown.Count > 0 ? null : rest.OrderByDescending(one => one.Alert.Severity)
            .ThenByDescending(one => Math.Abs(one.Alert.Score)).FirstOrDefault());
        if (stand is not null)
        {
            shown.Add(stand);
        }

        return shown;
    }

    /// <summary>Entities that suffer from two live incidents, for each of these: they alerted in one, and the cause of
    /// the other is expected to hurt them too. Sorted, bounded. O(members + expectations).</summary>
    public IReadOnlyDictionary<TrackedIncident, ImmutableArray<EntityId>> Contested(List<TrackedIncident> live)
    {
        var expecting = live.Where(other => other.Expected.Count > 1)
            .SelectMany(other => other.Expected.Where(reach => reach.Strength >= settings.ExplainFloor)
                .Select(reach => (reach.Entity, Other: other)))
            .ToLookup(pair => pair.Entity, pair => pair.Other);
        var contested = live.ToDictionary(incident => incident, _ => new HashSet<EntityId>());
        foreach (var owner in live)
        {
            foreach (var entity in owner.Members.Where(entity => entity != owner.Root
                && expecting[entity].Any(other => other != owner)
                && alerts.On(entity).Any(tracked => tracked.IsActive && tracked.Incident == owner.Id)))
            {
                contested[owner].Add(entity);
                foreach (var other in expecting[entity])
                {
                    contested[other].Add(entity);
                }
            }
        }

        return contested.ToDictionary(
            pair => pair.Key, pair => pair.Value.Order().Take(settings.MaxExpected).ToImmutableArray());
    }

    /// <summary>Entities that still work but lost one of several that stand in for one another to this incident.
    /// Sorted, bounded.</summary>
    public ImmutableArray<EntityId> Degraded(TrackedIncident incident)
    {
        if (graph is null || incident.Root.IsNone || !graph.TryIndex(incident.Root, out var root)
            || !alerts.On(incident.Root).Any(tracked => tracked.IsActive))
        {
            return [];
        }

        var degraded = new SortedSet<EntityId>();
        foreach (var link in graph.LinksToDependents(root))
        {
            var dependent = graph.IdOf(graph.DependentOf(link));
            if (graph.GroupOf(link) is >= 0 and var group && degraded.Count < settings.MaxExpected
                && !incident.Members.Contains(dependent) && Red(group, root) < graph.FailuresNeeded(group))
            {
                degraded.Add(dependent);
            }
        }

        return [.. degraded];
    }

    private int Red(int group, int root)
    {
        var red = 0;
        foreach (var member in graph!.MembersOf(group))
        {
            var on = graph.DependencyOf(member);
            red += on == root || alerts.On(graph.IdOf(on)).Any(tracked => tracked.IsActive) ? 1 : 0;
        }

        return red;
    }
}
