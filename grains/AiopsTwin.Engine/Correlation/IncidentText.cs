using System.Collections.Immutable;
using System.Globalization;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.Engine.Correlation;

/// <summary>The words incidents are told in. Plain sentences with entities, edges and times; no formatting of the
/// host's culture.</summary>
internal static class IncidentText
{
    /// <summary>Hours, minutes and seconds of an instant, UTC.</summary>
    public static string Clock(DateTimeOffset at) => at.UtcDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>Hours and minutes of an instant, UTC.</summary>
    public static string Phase(DateTimeOffset at) => at.UtcDateTime.ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>A span in words: seconds below three minutes, minutes below two hours, else hours.</summary>
    public static string Span(TimeSpan span)
    {
        var seconds = Math.Abs(span.TotalSeconds);
        return seconds switch
        {
            < 180 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0} s"),
            < 7200 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:0} min"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:0.#} h"),
        };
    }

    /// <summary>A few names and how many more there are.</summary>
    public static string Names(IReadOnlyCollection<EntityId> entities)
    {
        const int shown = 4;
        var names = string.Join(", ", entities.Order().Take(shown).Select(entity => entity.Text));
        return entities.Count > shown
            ? string.Create(CultureInfo.InvariantCulture, $"{names} and {entities.Count - shown} more")
            : names;
    }

    /// <summary>A number and its noun.</summary>
    public static string Count(int number, string noun) => string.Create(
        CultureInfo.InvariantCulture,
        $"{number} {(number == 1 ? noun : noun.EndsWith('y') ? noun[..^1] + "ies" : noun + "s")}");

    /// <summary>What is wrong with an entity, by family, in two or three words.</summary>
    public static string Trouble(MetricFamily family) => family switch
    {
        MetricFamily.Traffic => "unusual traffic",
        MetricFamily.Latency => "slow",
        MetricFamily.Errors => "failing requests",
        MetricFamily.Cpu => "short of processor",
        MetricFamily.Memory => "short of memory",
        MetricFamily.Disk => "disk trouble",
        MetricFamily.Network => "network trouble",
        MetricFamily.Saturation => "saturated",
        MetricFamily.Availability => "down or silent",
        _ => "unhealthy",
    };

    /// <summary>Headline of an incident.</summary>
    public static string Title(EntityId root, MetricFamily family, int affected) => affected > 1
        ? $"{root.Name}: {Trouble(family)}, {Count(affected, "entity")} affected"
        : $"{root.Name}: {Trouble(family)}";

    /// <summary>Why an alert belongs to an incident: the path to the cause, and the time.</summary>
    /// <param name="tracked">The alert.</param>
    /// <param name="incident">Its incident.</param>
    /// <param name="graph">The graph.</param>
    /// <param name="next">The link by which each node reaches the cause, see
    /// <see cref="GraphWalks.NextToward"/>.</param>
    public static string Reason(
        TrackedAlert tracked, TrackedIncident incident, TopologyGraph? graph, Dictionary<int, int> next)
    {
        var alert = tracked.Alert;
        var lag = alert.StartsAt - incident.CurrentOnset;
        var time = lag == TimeSpan.Zero
            ? $"first seen at {Clock(alert.StartsAt)}"
            : $"began at {Clock(alert.StartsAt)}, {Span(lag)} {(lag < TimeSpan.Zero ? "before" : "after")} the onset";
        if (tracked.Join == AlertJoin.Moved)
        {
            return $"work moved to or from {alert.Entity} and nobody is worse off there; {time}";
        }

        if (tracked.Join == AlertJoin.Supporting)
        {
            return $"held back by a gate or a silence; it supports what is known of {alert.Entity}; {time}";
        }

        if (alert.Entity == incident.Root)
        {
            return $"{alert.Entity} is the suspected cause; {time}";
        }

        if (graph is not null && graph.TryIndex(alert.Entity, out var node) && next.ContainsKey(node))
        {
            return $"{Path(graph, next, node)} leads to the suspected cause; {time}";
        }

        return tracked.Join == AlertJoin.Linked
            ? $"{alert.Entity} is linked to members that alerted about the same time; {time}"
            : $"{alert.Entity} alerted together with the other members; {time}";
    }

    private static string Path(TopologyGraph graph, Dictionary<int, int> next, int node)
    {
        var steps = ImmutableArray.CreateBuilder<string>();
        steps.Add(graph.IdOf(node).Text);
        while (next[node] >= 0)
        {
            node = graph.DependencyOf(next[node]);
            steps.Add(graph.IdOf(node).Text);
        }

        return string.Join(" -> ", steps);
    }
}
