using System.Collections.Immutable;
using AiopsTwin.Engine.Diagnosis.Traces;
using AiopsTwin.Engine.Telemetry;
using Hash = AiopsTwin.Engine.Numerics.StableHash;

namespace AiopsTwin.Scenarios.Recorded.Telemetry;

/// <summary>Somebody at the front door complains: at the entity that most requests from outside come to; at several
/// that as many come to, at each.</summary>
internal static class FrontDoor
{
    /// <summary>The alarms, by entity; none where no request is known to come from outside.</summary>
    public static ImmutableArray<Alert> Alarms(IEnumerable<Visit> visits, DateTimeOffset onset)
    {
        var asked = new SortedDictionary<EntityId, int>();
        foreach (var visit in visits.Where(visit => visit.Caller is null))
        {
            asked[visit.Entity] = asked.GetValueOrDefault(visit.Entity) + 1;
        }

        var most = asked.Values.DefaultIfEmpty().Max();
        return [.. asked.Where(pair => pair.Value == most).Select(pair => Of(pair.Key, onset))];
    }

    private static Alert Of(EntityId entity, DateTimeOffset onset) => new(
        Hash.Hex(Hash.Of($"{FrontEndAlarm.Source}\n{entity}")), entity, "requests suffer", AlertSeverity.Warning,
        AlertStatus.Firing, onset, onset, null, FrontEndAlarm.Source, null, 0, null, null,
        $"requests suffer at {entity}");
}
